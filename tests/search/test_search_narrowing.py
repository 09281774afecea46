"""What every engine must do alike when an answer is filtered, counted by facets or sorted."""

import pytest

from search.port import (
    And,
    AnyOf,
    Between,
    Document,
    Filter,
    Not,
    Or,
    SearchBackend,
    SearchQuery,
    Sort,
    Within,
)
from tests.search.market import ids, stream


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (AnyOf("area", ("公证", "税务")), {"service-5", "service-11", "service-13", "listing-5", "listing-13"}),
        (AnyOf("area", ()), set[str]()),
        (AnyOf("nothing", ("x",)), set[str]()),
        (AnyOf("kind", ("guide",)), {"guide-1", "guide-2", "guide-3"}),
        (Between("fee", 700.0, 800.0), {"listing-14", "listing-15"}),
        (Between("fee", 750.0), {"listing-15", "listing-16"}),
        (Between("rating", lt=2.0), {"listing-13", "listing-14", "listing-16", "provider-1"}),
        (Between("unheard", 0.0), set[str]()),
        (And((AnyOf("type", ("LISTING",)), AnyOf("district", ("海淀",)))), {f"listing-{n}" for n in (4, 8, 12, 16)}),
        (Or((AnyOf("kind", ("guide",)), Between("fee", 800.0))), {"guide-1", "guide-2", "guide-3", "listing-16"}),
        (Or(()), set[str]()),
        (And((AnyOf("kind", ("provider",)), Not(AnyOf("district", ("海淀", "朝阳"))))), {"provider-3", "provider-4"}),
        (
            And((AnyOf("kind", ("guide", "provider")), Not(Or((AnyOf("kind", ("guide",)), Between("rating", 2.0)))))),
            {"provider-1"},
        ),
        (Within(31.24, 121.5, 3_000), {"provider-1", "provider-2", "provider-3"}),
    ],
)
async def test_filters(filled: SearchBackend, where: Filter, expected: set[str]) -> None:
    answer = await filled.search(SearchQuery("", where=where, limit=100))
    assert set(ids(answer)) == expected
    assert answer.total == len(expected)


@pytest.mark.parametrize(
    "value", ['a"b', "a\\b", "a' OR type = 'SERVICE", '"] OR key EXISTS OR id IN ["', "a\nb", "\\u{61}", "€ 🙂", "AND"]
)
async def test_no_value_of_a_filter_is_read_as_language(backend: SearchBackend, value: str) -> None:
    wanted = Document("window-1", "window", "窗口", facets={"tag": [value]})
    await backend.rebuild(stream([wanted, Document("window-2", "window", "窗口", facets={"tag": ["other"]})]))
    answer = await backend.search(SearchQuery("", where=AnyOf("tag", (value,)), facets=("tag",)))
    assert ids(answer) == ["window-1"]
    assert answer.facets == {"tag": {value: 1}}
    assert (await backend.search(SearchQuery("", where=Not(AnyOf("tag", (value,)))))).total == 1


async def test_facets_count_the_answer_and_stay_open_for_their_own_filter(filled: SearchBackend) -> None:
    listing, haidian = AnyOf("type", ("LISTING",)), AnyOf("district", ("海淀",))
    query = SearchQuery(
        "", where=And((listing, haidian)), facets=("district", "type", "empty"), open_facets={"district": listing}
    )
    answer = await filled.search(query)
    assert answer.total == 4
    assert answer.facets == {
        "district": {"海淀": 4, "朝阳": 4, "西城": 4, "长宁": 4},
        "type": {"LISTING": 4},
        "empty": {},
    }


async def test_facets_count_boosted_documents_too(filled: SearchBackend) -> None:
    answer = await filled.search(SearchQuery("增值税申报咨询", facets=("type",), boosts={"guide-1": 0.5}))
    assert answer.facets["type"] == {"SERVICE": 1, "GUIDE": 1}


async def test_sorts_put_those_without_a_number_last_and_break_ties_by_id(filled: SearchBackend) -> None:
    where = AnyOf("kind", ("listing", "guide"))
    up = ids(await filled.search(SearchQuery("", where=where, sort=Sort("rating"), limit=100)))
    down = ids(await filled.search(SearchQuery("", where=where, sort=Sort("rating", descending=True), limit=100)))
    rated = [f"listing-{n}" for n in range(16, 0, -1) if n % 5]
    unrated = ["guide-1", "guide-2", "guide-3", "listing-5", "listing-10", "listing-15"]
    assert up == rated + unrated
    assert down == rated[::-1] + unrated


async def test_sorted_pages_never_overlap(filled: SearchBackend) -> None:
    where, sort = AnyOf("kind", ("service",)), Sort("fee")
    pages = [await filled.search(SearchQuery("", where=where, sort=sort, offset=at, limit=4)) for at in range(0, 14, 4)]
    assert [hit.id for page in pages for hit in page.hits] == [
        *(f"service-{n}" for n in (4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11))
    ]


async def test_nearest_first_with_distances(filled: SearchBackend) -> None:
    sort = Sort(near=(31.2, 121.5))
    answer = await filled.search(SearchQuery("示例律师事务所", where=AnyOf("kind", ("provider",)), sort=sort))
    assert ids(answer) == ["provider-1", "provider-2", "provider-3", "provider-4"]
    assert [hit.distance_metres for hit in answer.hits] == [2224, 4448, 6672, 8896]
    placeless = await filled.search(SearchQuery("", where=AnyOf("kind", ("guide", "provider")), sort=sort))
    assert ids(placeless)[4:] == ["guide-1", "guide-2", "guide-3"]


async def test_distance_is_told_without_sorting_by_it(filled: SearchBackend) -> None:
    answer = await filled.search(SearchQuery("示例海淀律师事务所", near=(31.22, 121.5)))
    assert (answer.hits[0].id, answer.hits[0].distance_metres) == ("provider-1", 0)
