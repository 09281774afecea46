"""The reader of the shelf that is stored: what the house serves with."""

from providers.models import Service, VocabularyEntry
from providers.rules.reading import ShelfWords, Synonym
from providers.triage.reader import Reader


async def stored_reader() -> Reader:
    """Build a reader of the services and the vocabulary in the database."""
    services = await Service.all().order_by("id")
    words = await VocabularyEntry.all().order_by("id")
    return Reader(
        [ShelfWords(each.code, each.name_zh, each.area_id, tuple(each.colloquial)) for each in services],
        [Synonym(each.said, each.term, each.area_code) for each in words],
    )
