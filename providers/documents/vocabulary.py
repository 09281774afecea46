"""The words people say and the terms they stand for, as the index is told them."""

from providers.enums import TermMatchKind
from providers.models import VocabularyEntry
from search.port import Synonym


async def vocabulary() -> list[Synonym]:
    """Read every entry; what a citizen says is colloquial, another writing of a term is a synonym."""
    rows = await VocabularyEntry.all().order_by("id")
    return [Synonym(row.said, row.term, _kind(row.kind)) for row in rows]


def _kind(kind: str) -> str:
    return TermMatchKind.COLLOQUIAL if kind.lower() == "colloquial" else TermMatchKind.SYNONYM
