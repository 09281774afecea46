"""The words of the shelf read from the shipped files alone, for reading sentences without a database."""

from providers.rules.reading import ShelfWords, Synonym
from seeds.loader import CONTENT
from seeds.rows.shelf import ServiceRow
from seeds.rows.taxonomy import SynonymRow
from seeds.table import read_table


def shelf_words() -> list[ShelfWords]:
    """Return what people call each service."""
    rows = read_table(CONTENT / "services.csv", ServiceRow).rows.values()
    return [ShelfWords(row.code, row.name_zh, row.area_of_law, row.keywords_zh) for row in rows]


def synonyms() -> list[Synonym]:
    """Return the phrases people say with their standard terms."""
    rows = read_table(CONTENT / "synonyms.csv", SynonymRow).rows.values()
    return [Synonym(said, row.standard_term, row.area_of_law or "") for row in rows for said in row.phrases()]
