"""Choices: the ways to mean a word, as tokens to look for."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.port import Synonym
from search.text import forms, readings, weights, words
from search.text.fold import fold

_INITIALS = range(2, 9)


@dataclass(frozen=True, slots=True)
class Choice:
    """All of `tokens` mean what was said. `term` and `surface` are what a reader would see in the text."""

    tokens: tuple[str, ...]
    kind: str
    weight: float
    term: str = ""
    surface: tuple[str, ...] = ()


def exact(word: str) -> Choice:
    """Return the word itself."""
    return Choice(words.pieces(word), "EXACT", weights.EXACT, word, (word,))


def of_word(word: str) -> tuple[Choice, ...]:
    """Return the ways to mean a folded word."""
    return tuple(_of_han(word) if words.is_han(word[0]) else _of_latin(word))


def of_phrase(phrase: str, synonyms: Iterable[Synonym]) -> tuple[Choice, ...]:
    """Return a phrase of the vocabulary itself, and the terms it stands for."""
    found = [_together(list(words.runs(phrase)), "EXACT", weights.EXACT, phrase)]
    for synonym in synonyms:
        term = [word for word in words.words(fold(synonym.term)) if not words.is_spoken(word)]
        if term:
            found.append(_together(term, synonym.kind, weights.SYNONYM, synonym.term))
    return tuple(found)


def whole(folded: str) -> tuple[Choice, ...]:
    """Return the whole name, for those who know it."""
    name = forms.whole(folded)
    return (Choice((forms.WHOLE + name,), "EXACT", weights.WHOLE_NAME),) if name else ()


def beginning(folded: str) -> tuple[Choice, ...]:
    """Return the beginnings of a name, for those who are still typing."""
    name = forms.whole(folded)
    marked = (forms.BEGINS + name[:8], forms.SOUNDS + name[:16], forms.INITIALS + name[:8])
    return (*whole(folded), *(Choice((token,), "PREFIX", weights.WHOLE_NAME / 2) for token in marked if name))


def half_typed(runs: list[str]) -> tuple[Choice, ...]:
    """Return the ways to mean characters and letters in a row: all of them as they are, or as one reading."""
    sound = "".join("".join(readings.read(run)) if words.is_han(run[0]) else run for run in runs)
    read = Choice((forms.SOUNDS + sound[:16],), "PINYIN", weights.PINYIN, sound)
    return _together(runs, "EXACT", weights.EXACT, " ".join(runs)), read


def _together(parts: list[str], kind: str, weight: float, term: str) -> Choice:
    tokens = dict.fromkeys(token for part in parts for token in _plain(part))
    return Choice(tuple(tokens), kind, weight, term, tuple(parts))


def _plain(word: str) -> tuple[str, ...]:
    if len(word) == 1 and words.is_han(word):
        return (forms.ONE + word,)
    return words.pieces(word)


def _of_han(word: str) -> list[Choice]:
    found = [_together([word], "EXACT", weights.EXACT, word)]
    if parts := words.parts(word):
        found.append(_together(list(parts), "EXACT", weights.IN_PARTS, word))
    return found


def _of_latin(word: str) -> list[Choice]:
    found = [Choice((word,), "EXACT", weights.EXACT, word, (word,))]
    if len(word) > 1:
        found.append(Choice((forms.BEGINS + word[:8],), "PREFIX", weights.BEGINNING, word, (word,)))
    if word.isascii() and word.isalpha():
        found += _read_aloud(word)
    if len(word) in forms.NEARLY_LENGTHS:
        found += [Choice((key,), "TYPO", weights.TYPO, word) for key in sorted(forms.nearly(word))]
    return found


def _read_aloud(word: str) -> list[Choice]:
    found = [Choice(forms.reading_tokens(way), "PINYIN", weights.PINYIN, word) for way in readings.spell(word)]
    if len(word) > 1:
        found.append(Choice((forms.SOUNDS + word[:16],), "PINYIN", weights.BEGINNING, word))
    if len(word) in _INITIALS:
        found.append(Choice((forms.INITIALS + word,), "PINYIN", weights.INITIALS, word))
    return found
