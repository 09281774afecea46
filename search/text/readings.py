"""Pinyin: how Chinese names are read aloud.

The readings are pypinyin's. Its module would hold 58 MB of lists in a server that reads a few names a minute, so its
two word lists are read into small tables instead: the usual reading of each character, and the words that are read
otherwise (重庆, 银行).
"""

import re
import unicodedata
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

_CHARACTER: Final = re.compile(r'"(\d+)": "([^",]+)')
_PHRASE: Final = re.compile(r'"([^"]+)": (\[.*?\]\n?\]|\[(?:\s*\[[^\]]*\],?)*\s*\])', re.DOTALL)
_SYLLABLE: Final = re.compile(r'\[\s*"([^"]+)')
_TONES: Final = {0x300, 0x301, 0x304, 0x30C}
_PLACES: Final = {"马尾": "ma wei", "长宁": "chang ning"}  # read otherwise in the lists, or not at all
_FIRST, _LAST = "\u4e00", "\u9fff"  # the block names are written in
_MOST_WAYS: Final = 4  # ways to cut an ambiguous run of letters into syllables
_LONGEST_SYLLABLE: Final = 6


def read(run: str) -> list[str]:
    """Return the syllable of each character; an empty one where none is known."""
    usual, special = _tables()
    syllables: list[str] = []
    place = 0
    while place < len(run):
        for length in range(min(8, len(run) - place), 1, -1):
            if found := special.get(run[place : place + length]):
                syllables += found.split()
                place += length
                break
        else:
            syllables.append(usual.get(run[place], ""))
            place += 1
    return syllables


@cache
def _known() -> frozenset[str]:
    usual, special = _tables()
    return frozenset(usual.values()) | {syllable for phrase in special.values() for syllable in phrase.split()}


def spell(letters: str) -> list[tuple[str, ...]]:
    """Cut Latin letters into syllables in every sensible way, the fewest syllables first."""
    if not letters.isascii() or not letters.isalpha():
        return []
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(letters) + 1):
        here = [
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if letters[start:end] in _known()
            for way in ways[start]
        ]
        ways.append(sorted(here, key=len)[:_MOST_WAYS])
    return ways[-1]


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    entries = ((chr(int(entry[1])), entry[2]) for entry in _CHARACTER.finditer(_list("pinyin_dict.json")))
    usual = {character: _plain(reading) for character, reading in entries if _FIRST <= character <= _LAST}
    special: dict[str, str] = {}
    for entry in _PHRASE.finditer(_list("phrases_dict.json")):
        phrase, body = entry.groups()
        syllables = [_plain(reading) for reading in _SYLLABLE.findall(body)]
        if len(syllables) == len(phrase) and any(usual.get(c) != s for c, s in zip(phrase, syllables, strict=True)):
            special[phrase] = " ".join(syllables)
    return usual, special | _PLACES


def _list(name: str) -> str:
    return Path(str(distribution("pypinyin").locate_file(f"pypinyin/{name}"))).read_text(encoding="utf-8")


@cache
def _plain(reading: str) -> str:
    """Take the tone away: lǜ is typed lv."""
    parts = unicodedata.normalize("NFD", reading)
    bare = "".join(part for part in parts if ord(part) not in _TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v").replace("ê", "e")
