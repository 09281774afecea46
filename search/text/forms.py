"""Forms: the other ways to type a name. Its beginning, its pinyin, its initials, its Latin words with a slip.

Every form is a token with a mark before it, so that a reading is never taken for a word. A slip of one letter is found
without a list of all words: a word and its misspelling have a shorter word in common.
"""

from collections.abc import Iterator
from itertools import pairwise

import rjieba

from search.text import readings, words

BEGINS, READS, SOUNDS, INITIALS, NEARLY, ONE, WHOLE = "^", "@", "%", "#", "~", "!", "="
_INITIALS = range(2, 9)
_SOUNDS = range(2, 17)
_BEGINS = range(1, 9)
NEARLY_LENGTHS = range(5, 17)  # shorter words have too many neighbours
LONGEST_WHOLE = 60


def of_name(folded: str) -> Iterator[str]:
    """Yield the forms of a folded name."""
    yield WHOLE + whole(folded)
    for run in words.runs(folded):
        yield from _beginnings(BEGINS, run, _BEGINS)
        yield from _of_han(run) if words.is_han(run[0]) else _of_latin(run)


def whole(folded: str) -> str:
    """Return the letters of a name and nothing else."""
    return "".join(words.runs(folded))[:LONGEST_WHOLE]


def nearly(word: str) -> set[str]:
    """Return the keys by which a word and its misspellings meet."""
    return {NEARLY + word} | {NEARLY + word[:place] + word[place + 1 :] for place in range(len(word))}


def reading_tokens(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return tokens that together stand for neighbouring syllables."""
    if len(syllables) == 1:
        return (READS + syllables[0],)
    return tuple(f"{READS}{left}.{right}" for left, right in pairwise(syllables))


def _of_han(run: str) -> Iterator[str]:
    yield from (ONE + letter for letter in run)
    syllables = readings.read(run)
    yield from (READS + syllable for syllable in syllables)
    yield from reading_tokens(tuple(syllables)) if len(syllables) > 1 else ()
    yield from _beginnings(SOUNDS, "".join(syllables), _SOUNDS)
    firsts = "".join(syllable[:1] or "?" for syllable in syllables)
    for _, start, _ in rjieba.tokenize(run):
        yield from _beginnings(INITIALS, firsts[start:], _INITIALS)


def _of_latin(run: str) -> Iterator[str]:
    if len(run) in NEARLY_LENGTHS:
        yield from nearly(run)


def _beginnings(mark: str, text: str, lengths: range) -> Iterator[str]:
    for length in lengths:
        if length <= len(text):
            yield mark + text[:length]
