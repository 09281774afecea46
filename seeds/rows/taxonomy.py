"""Rows that order the shelf and name it: areas of law, categories, life events, the words people say."""

from providers.content import Record
from seeds.cells import Code, Maybe, Named, Phrases
from seeds.table import Row


class AreaRow(Row):
    """areas_of_law.csv."""

    beside = frozenset({"class13", "fit", "services"})

    code: Code
    name_zh: Named
    name_en: Named
    contingency_fee: Named

    def records(self, line: int) -> list[Record]:
        return [Record(line, self.model_dump())]


class CategoryRow(Row):
    """categories.csv."""

    beside = frozenset({"level", "services"})

    code: Code
    parent: Maybe[Code] = None
    name_zh: Named
    name_en: Named

    def records(self, line: int) -> list[Record]:
        return [Record(line, self.model_dump() | {"slug": self.code.lower()})]


class LifeEventRow(Row):
    """life_events.csv: one guide each."""

    beside = frozenset({"services"})

    code: Code
    name_zh: Named
    name_en: Named

    def records(self, line: int) -> list[Record]:
        return [Record(line, {"slug": self.code, "title_zh": self.name_zh, "title_en": self.name_en})]


class SynonymRow(Row):
    """synonyms.csv: the phrases people say and their standard term."""

    beside = frozenset({"group"})

    standard_term: Named
    colloquial_zh: Phrases = ()
    traditional: Phrases = ()
    abbreviations: Phrases = ()
    english: Phrases = ()
    area_of_law: Maybe[Code] = None

    def phrases(self) -> dict[str, str]:
        """Return each phrase with its kind; one that stands twice is of the first."""
        kinds = {
            "colloquial": self.colloquial_zh,
            "traditional": self.traditional,
            "abbreviation": self.abbreviations,
            "english": self.english,
        }
        return {phrase: kind for kind, phrases in reversed(kinds.items()) for phrase in phrases}

    def records(self, line: int) -> list[Record]:
        area = self.area_of_law or ""
        return [
            Record(line, {"said": said, "term": self.standard_term, "kind": kind, "area_code": area})
            for said, kind in self.phrases().items()
        ]
