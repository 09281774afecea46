"""Citizens' sentences find the right service on the first page, with and without understanding."""

import csv
from pathlib import Path

import pytest

from providers.catalog import Catalog
from providers.catalog.asking import SearchRequest
from providers.models import Provider, Service
from providers.rules.days import day_in
from providers.standing import standing_providers
from providers.triage import stored_reader
from tests.conftest import NOW

GOLDEN = Path(__file__).parents[1] / "data" / "golden_queries.csv"


async def found_in_five(catalog: Catalog) -> int:
    codes = {row.id: row.code for row in await Service.all()}
    hits = 0
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted = set(row["relevant_services"].split("|"))
            results = await catalog.search(SearchRequest(row["query"], first=5), NOW)
            services = {codes[hit.thing.id] for hit in results.hits if isinstance(hit.thing, Service)}
            hits += bool(services & wanted)
    return hits


async def test_sentences_find_a_right_service_among_the_first_five(catalog: Catalog) -> None:
    understanding = Catalog(catalog.backend, await stored_reader())
    assert await found_in_five(understanding) >= 27
    assert await found_in_five(catalog) >= 27  # the words alone: what is left when nothing is understood


@pytest.mark.parametrize("kind", [Service, Provider])
async def test_a_name_stands_first_whatever_the_reader_makes_of_it(
    catalog: Catalog, kind: type[Service] | type[Provider]
) -> None:
    understanding = Catalog(catalog.backend, await stored_reader())
    rows = standing_providers(day_in(NOW)) if kind is Provider else Service.all()
    for row in await rows.order_by("id").limit(60):
        results = await understanding.search(SearchRequest(row.name_zh, first=5), NOW)
        assert results.hits[0].thing == row, row.name_zh
