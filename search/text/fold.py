"""Folding: one spelling for all the ways to write the same letters.

Compatibility forms, width, case, accents and traditional characters are folded away, letter by letter, so that every
folded letter knows where it stood in the original: highlights need that.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

LONGEST = 20_000  # letters of one field; what stands beyond is not searched
_ACCENTS = range(0x300, 0x370)
_simplified = cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType]


def fold(text: str) -> str:
    """Return the text as it is compared."""
    return "".join(map(_letter, text[:LONGEST]))


def fold_aligned(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its letters, the place in the original."""
    letters = list(map(_letter, text[:LONGEST]))
    lengths = list(map(len, letters))
    if lengths.count(1) == len(lengths):  # almost always
        return "".join(letters), range(len(letters))
    places = [place for place, length in enumerate(lengths) for _ in range(length)]
    return "".join(letters), places


@cache  # bounded by the number of characters that exist
def _letter(letter: str) -> str:
    if unicodedata.category(letter).startswith("C"):  # control, unassigned, lone surrogates
        return " "
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) not in _ACCENTS)
    return "".join(_simplified(part) if part > "\u2e7f" else part for part in plain.lower())
