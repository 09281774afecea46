"""Words: how a folded text is cut into what is indexed, and a question into what is asked."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import rjieba

_AMOUNT = re.compile(r"[一二三四五六七八九十两几半好多]+[个年月天次号岁名位家件份块元万千百]*")
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")
LONGEST_WORD = 32  # letters; longer ones are cut, no one types them
_COMMON = math.log(60_000_000)  # of the dictionary's count of all words

# What people say around their trouble. Never part of it.
_SPOKEN = frozenset(Path(__file__).with_name("spoken.txt").read_text(encoding="utf-8").split())


def is_han(letter: str) -> bool:
    """Whether the letter is a Chinese character."""
    return bool(_IS_HAN.match(letter))


def runs(text: str) -> Iterator[str]:
    """Cut a folded text where the script changes or punctuation stands."""
    for run in _RUN.finditer(text):
        yield run.group()


def pieces(run: str) -> tuple[str, ...]:
    """Tokens that together stand for a run: its pairs of characters, or itself."""
    if len(run) > 1 and is_han(run[0]):
        return tuple(left + right for left, right in pairwise(run))
    return (run[:LONGEST_WORD],)


def tokens(text: str) -> list[str]:
    """Return all tokens of a folded text: pairs of characters, longer words, words of other scripts."""
    found: list[str] = []
    for run in runs(text):
        found += pieces(run)
        if is_han(run[0]):
            found += (word for word in rjieba.cut_for_search(run) if len(word) > 2)  # noqa: PLR2004 - pairs are there
    return found


def words(text: str) -> list[str]:
    """Cut a folded question into words, in reading order, each once."""
    found: dict[str, None] = {}
    for run in runs(text):
        found.update(dict.fromkeys(rjieba.cut(run) if is_han(run[0]) else [run[:LONGEST_WORD]]))
    return list(found)


def parts(word: str) -> tuple[str, ...]:
    """Return the shorter words a word is made of, but for one character (法律 援助, 公证 处), or none."""
    if not is_han(word[0]):
        return ()
    found: list[str] = []
    end = 0
    for part, start, stop in rjieba.tokenize(word, "search"):
        if stop - start < len(word) and start >= end and stop - start > 1:
            found.append(part)
            end = stop
    return tuple(found) if found and sum(map(len, found)) >= len(word) - 1 else ()


def is_spoken(word: str) -> bool:
    """Whether the word belongs to speech, not to the matter."""
    return word in _SPOKEN or bool(_AMOUNT.fullmatch(word))


def telling(word: str) -> float:
    """How much a word tells, 0..1: rare words tell more than common ones."""
    if not is_han(word[0]):
        return 1.0
    known = max(rjieba.suggest_freq(word), 3) if rjieba.has_word(word) else 30
    return round(min(1.0, (_COMMON - math.log(known)) / 15), 3)
