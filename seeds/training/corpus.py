"""The material the model is trained on, each row with what it teaches and how much it counts."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from providers.enums import RiskFlag
from providers.rules.reading import ShelfWords, Synonym
from providers.triage.lexicon import vocabulary
from seeds.shelf import shelf_words, synonyms

HERE = Path(__file__).parent
CONTENT = HERE.parent / "content"
FLAGS = tuple(flag.value for flag in RiskFlag)
_BLOCK = 12
_CATALOGUE, _VOCABULARY, _SYNONYM, _FLAG, _NOT_LEGAL = 0.7, 1.0, 0.7, 1.0, 2.0
_SENTENCE = 5


@dataclass(slots=True)
class Row:
    """One text and what it teaches; None is "does not say". Rows of one block are never judged by each other."""

    text: str
    weight: float = 1.0
    area: str | None = None
    alts: tuple[str, ...] = ()
    group: str | None = None
    services: tuple[str, ...] | None = None
    flags: frozenset[str] | None = None
    legal: bool = True
    block: str = ""


@dataclass(slots=True)
class Book:
    """Everything read from the repository's own files."""

    areas: tuple[str, ...]
    codes: tuple[str, ...]
    shelf: tuple[ShelfWords, ...]
    synonyms: tuple[Synonym, ...]
    groups: dict[str, str]
    questions: list[Row] = field(default_factory=list[Row])
    others: list[Row] = field(default_factory=list[Row])
    public: list[Row] = field(default_factory=list[Row])


def read() -> Book:
    """Read all material. `questions` and `public` (the MIT questions) are also what is judged, out of their block."""
    services = _table(CONTENT / "services.csv")
    book = Book(
        areas=tuple(line["code"] for line in _table(CONTENT / "areas_of_law.csv")),
        codes=tuple(line["code"] for line in services),
        shelf=tuple(shelf_words()),
        synonyms=tuple(synonyms()),
        groups=json.loads((HERE / "area_groups.json").read_text(encoding="utf-8")),
    )
    book.questions = list(_questions())
    book.public = list(_public())
    book.others = [
        *(row for line in services for row in _catalogue(line)),
        *(row for synonym in book.synonyms for row in _synonym(synonym)),
        *_vocabulary_rows(),
        *_flag_rows(),
        *_not_legal(),
    ]
    return book


def question(line: str, block: str = "") -> Row:
    """One line in the form of own_questions.jsonl."""
    given = json.loads(line)
    return Row(
        given["text"],
        area=given["area"],
        alts=tuple(given["alts"]),
        services=tuple(given["services"]),
        flags=frozenset(given["flags"]),
        block=block,
    )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _questions() -> Iterator[Row]:
    """Neighbouring lines were written about one topic, so a dozen of them make a block."""
    with gzip.open(HERE / "own_questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            yield question(line, f"own {place // _BLOCK}")


def _public() -> Iterator[Row]:
    with gzip.open(HERE / "needs_mit.jsonl.gz", "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            given = json.loads(line)
            yield Row(given["text"], group=given["area"], alts=tuple(given["alts"]), block=f"mit {place}")


def _catalogue(line: dict[str, str]) -> Iterator[Row]:
    words = line["keywords_zh"].split(";")
    sentences = [part for part in line["description_zh"].split("。") if len(part) > _SENTENCE]
    for text in (*words, line["name_zh"], *sentences, " ".join((line["name_zh"], *words))):
        yield Row(text, _CATALOGUE, area=line["area_of_law"], services=(line["code"],))


def _synonym(synonym: Synonym) -> Iterator[Row]:
    if synonym.area:
        yield Row(synonym.said, _SYNONYM, area=synonym.area)
        yield Row(synonym.term, _SYNONYM, area=synonym.area)


def _vocabulary_rows() -> Iterator[Row]:
    for line in vocabulary():
        for text in (line.term, *line.phrases):
            yield Row(text, _VOCABULARY, area=line.area, services=line.services)


def _flag_rows() -> Iterator[Row]:
    lines = (HERE / "flag_sentences.tsv").read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        flags, text = line.split("\t")
        told: frozenset[str] = frozenset() if flags == "-" else frozenset(flags.split(","))
        yield Row(text, _FLAG, flags=told, block=f"flag {place}")


def _not_legal() -> Iterator[Row]:
    for place, line in enumerate((HERE / "not_legal.txt").read_text(encoding="utf-8").splitlines()):
        yield Row(line, _NOT_LEGAL, services=(), flags=frozenset(), legal=False, block=f"none {place}")
