"""A sentence made comparable: folded character by character, so that every finding can be quoted as it was said."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

LIMIT = 2000
NGRAMS = (1, 2, 3)
_SIMPLIFIED = cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType]
_UNIT = re.compile(r"\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_START, _END = 2, 3
_PRIME = np.uint64(0x100000001B3)
_GOLDEN = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHORT, _LONG = np.uint64(29), np.uint64(32)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what is read; `origin[i]` is the place of its i-th character in `source`."""

    text: str
    origin: tuple[int, ...]
    source: str

    def said(self, start: int, end: int) -> str:
        """Quote what was written, not what it was folded to."""
        return self.source[self.origin[start] : self.origin[end - 1] + 1]


@dataclass(frozen=True, slots=True)
class Grams:
    """Hashed character n-grams of a text with the span each was read from."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def fold(source: str) -> Folded:
    """NFKC, lower case, simplified characters; control characters become blanks."""
    source = source[:LIMIT]
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(source):
        if len(letters) >= LIMIT:
            break
        plain = letter if "\u4e00" <= letter <= "\u9fff" else _plain(letter)
        letters.extend(plain)
        origin.extend([place] * len(plain))
    return Folded(_simplify("".join(letters)), tuple(origin), source)


def _plain(letter: str) -> str:
    if unicodedata.category(letter)[0] == "C":
        return " "
    return unicodedata.normalize("NFKC", letter).lower()


def _simplify(text: str) -> str:
    """Keep the length: where a phrase changes it, convert letter by letter, or the places would shift."""
    simple = _SIMPLIFIED(text)
    if len(simple) == len(text):
        return simple
    return "".join((_SIMPLIFIED(letter) + letter)[0] for letter in text)


def grams(text: str) -> Grams:
    """Hash the n-grams of a folded text; numbers count as one letter 0, whatever their value."""
    codes, starts, ends = _units(text)
    hashes: list[NDArray[np.uint32]] = []
    first: list[NDArray[np.int64]] = []
    last: list[NDArray[np.int64]] = []
    for size in NGRAMS:
        count = len(codes) - size + 1
        if count <= 0:
            break
        hashes.append(_hash(codes, size, count))
        first.append(starts[:count])
        last.append(ends[size - 1 :])
    return Grams(np.concatenate(hashes), np.concatenate(first), np.concatenate(last))


def _units(text: str) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    codes, starts, ends = [_START], [0], [0]
    for unit in _UNIT.finditer(text):
        letter = unit.group()[0]
        codes.append(ord("0") if letter.isdigit() else ord(" ") if letter.isspace() else ord(letter))
        starts.append(unit.start())
        ends.append(unit.end())
    codes.append(_END)
    starts.append(len(text))
    ends.append(len(text))
    return np.array(codes, np.uint64), np.array(starts, np.int64), np.array(ends, np.int64)


def _hash(codes: NDArray[np.uint64], size: int, count: int) -> NDArray[np.uint32]:
    """Mix the code points; stable over machines and versions, unlike `hash`."""
    mixed = np.full(count, size * _GOLDEN & (2**64 - 1), np.uint64)
    for step in range(size):
        mixed = (mixed ^ codes[step : step + count]) * _PRIME
        mixed ^= mixed >> _SHORT
    mixed *= _MIX
    mixed ^= mixed >> _LONG
    return mixed.astype(np.uint32)
