"""Danger and other risks: a linear score, plain patterns, and what must not be mistaken for either."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from providers.enums import RiskFlag
from providers.triage.model import Vector

_FILE = Path(__file__).parent / "data" / "flags.csv"
_HEARSAY = re.compile(
    r"(?:看|刷|听|读|写)(?:到|了|过)?[^，。,.!?！？]{0,10}(?:新闻|视频|电视剧?|电影|小说|报道|故事|论文|剧|案例)"
    r"(?:(?!我也|我被|打我|我老公|我丈夫|我爸|我妈|我儿|我弟|我哥)[^。！？!?])*"
)
_BLANK = " "
_STRONG = 2
EMERGENCIES = frozenset({RiskFlag.VIOLENCE, RiskFlag.DETENTION, RiskFlag.SELF_HARM})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the patterns say of one flag: it is there, or only something that looks like it; `left` is the rest."""

    strong: bool
    vetoed: bool
    left: str

    @property
    def misleading(self) -> bool:
        return self.vetoed and not self.strong


class Patterns:
    """The patterns of data/flags.csv; a veto blanks its stretch before the strong ones look."""

    def __init__(self) -> None:
        strong: dict[str, list[str]] = {}
        veto: dict[str, list[str]] = {}
        with _FILE.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                kind = strong if line["kind"] == "strong" else veto
                kind.setdefault(line["flag"], []).append(line["pattern"])
        self._strong = {flag: re.compile("|".join(parts)) for flag, parts in strong.items()}
        self._veto = {flag: re.compile("|".join(parts)) for flag, parts in veto.items()}

    def signs(self, text: str, flag: str) -> Signs:
        plain = _HEARSAY.sub(_BLANK, text)
        masked = self._veto[flag].sub(_BLANK, plain)
        return Signs(self._strong[flag].search(masked) is not None, masked != text, masked)


def flag_row(score: float, signs: Signs) -> Vector:
    """Line up what the decision on one flag is made of: a constant, the model's score, the patterns' two answers."""
    return np.array([1.0, score, signs.strong, signs.misleading], np.float32)


def raised(flag: RiskFlag, row: Vector, fit: Vector, floor: float) -> bool:
    """Say whether a flag is raised; plain words of danger always raise it, whatever the model thinks."""
    plain = flag in EMERGENCIES and bool(row[_STRONG])
    return plain or float(row @ fit) >= floor
