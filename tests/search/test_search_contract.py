"""What every engine must do alike, over one small market."""

import pytest

from search.port import (
    AnyOf,
    Document,
    SearchAnswer,
    SearchBackend,
    SearchQuery,
    Synonym,
)
from tests.search.market import ids, market, services, stream


def kinds_of_reason(answer: SearchAnswer, document_id: str) -> set[str]:
    return {match.kind for hit in answer.hits if hit.id == document_id for match in hit.matched}


@pytest.mark.parametrize(
    ("said", "meant", "kind"),
    [
        ("离婚诉讼代理", "service-2", "EXACT"),
        ("離婚訴訟代理", "service-2", "EXACT"),  # traditional
        ("仲裁", "service-4", "EXACT"),  # two characters
        ("处理", "service-14", "EXACT"),  # part of 待处理
        ("工程", "service-7", "EXACT"),  # part of 在建工程
        ("拖欠工资", "service-1", "COLLOQUIAL"),
        ("老板拖欠我三个月工资怎么办", "service-1", "COLLOQUIAL"),
        ("请问人走了取钱银行不给取该怎么办", "service-5", "COLLOQUIAL"),
        ("没发钱", "service-1", "COLLOQUIAL"),  # vocabulary
        ("产权过户", "service-12", "SYNONYM"),
        ("n+1", "service-4", "SYNONYM"),
        ("Ｎ＋１", "service-4", "SYNONYM"),  # full width
        ("lihun", "service-2", "PINYIN"),
        ("lihunsusong", "service-2", "PINYIN"),
        ("lhss", "service-2", "PINYIN"),
        ("lichongqing", "practitioner-2", "PINYIN"),  # 重 is read chong here
        ("divorse", "service-2", "TYPO"),
        ("arbitratoin", "service-4", "TYPO"),
        ("neighb", "service-14", "PREFIX"),
        ("Tenancy DISPUTE", "service-6", "COLLOQUIAL"),
        ("税", "service-13", "EXACT"),  # one character
        ("代理 诉讼 离婚", "service-2", "EXACT"),  # another order
        ("农民工讨薪法律救助", "service-1", "EXACT"),  # a wrong word
    ],
)
async def test_words_find_what_is_meant_and_say_why(filled: SearchBackend, said: str, meant: str, kind: str) -> None:
    answer = await filled.search(SearchQuery(said))
    assert meant in ids(answer)[:3]
    assert kind in kinds_of_reason(answer, meant)


@pytest.mark.parametrize("text", ["火星移民签证", "qqqqxxxx", "???", "\x00\ud800", "，。"])
async def test_nonsense_finds_nothing(filled: SearchBackend, text: str) -> None:
    answer = await filled.search(SearchQuery(text, facets=("type",)))
    assert (answer.hits, answer.total) == ((), 0)


async def test_a_very_long_question_is_answered(filled: SearchBackend) -> None:
    answer = await filled.search(SearchQuery("老板拖欠我三个月工资，" + "我很着急，不知道怎么办才好。" * 80_000))
    assert "service-1" in ids(answer)[:3]


async def test_an_empty_question_browses_all_in_pages_that_never_overlap(filled: SearchBackend) -> None:
    total = len(market())
    pages = [await filled.search(SearchQuery(" ", offset=offset, limit=7)) for offset in range(0, total, 7)]
    seen = [hit.id for page in pages for hit in page.hits]
    assert len(seen) == len(set(seen)) == total == pages[0].total
    assert seen[0] == "service-1"  # the weightiest kind, the first number


async def test_pages_of_a_ranked_answer_never_overlap(filled: SearchBackend) -> None:
    query = {"text": "代理", "boosts": {"listing-3": 0.5, "service-11": 0.9, "guide-1": 0.01}}
    whole = await filled.search(SearchQuery(**query, limit=100))
    pages = [await filled.search(SearchQuery(**query, offset=offset, limit=3)) for offset in range(0, whole.total, 3)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert whole.total == len(whole.hits) > 9


async def test_scores_fall_from_one(filled: SearchBackend) -> None:
    scores = [hit.score for hit in (await filled.search(SearchQuery("离婚诉讼", boosts={"service-3": 0.4}))).hits]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 0


async def test_the_service_stands_above_its_listings(filled: SearchBackend) -> None:
    for number, service in enumerate(list(services())[:8], 1):
        found = ids(await filled.search(SearchQuery(service.name)))
        assert found[0] == f"service-{number}"
        assert f"listing-{number}" in found


async def test_a_full_boost_stands_above_all_words_and_needs_none(filled: SearchBackend) -> None:
    answer = await filled.search(SearchQuery("离婚诉讼代理", boosts={"service-11": 1.0, "service-2": 0.0}))
    assert ids(answer)[:2] == ["service-11", "service-2"]
    assert kinds_of_reason(answer, "service-11") == {"SEMANTIC"}
    assert kinds_of_reason(answer, "service-2") == {"EXACT"}


async def test_boosts_order_what_words_do_not(filled: SearchBackend) -> None:
    answer = await filled.search(
        SearchQuery("火星移民签证", boosts={"service-3": 0.3, "service-9": 0.8, "gone-1": 1.0})
    )
    assert ids(answer) == ["service-9", "service-3"]
    assert answer.total == 2


async def test_boosted_documents_obey_the_filter(filled: SearchBackend) -> None:
    where = AnyOf("type", ("LISTING",))
    answer = await filled.search(SearchQuery("离婚", where=where, boosts={"service-2": 1.0}))
    assert answer.hits
    assert all(hit.id.startswith("listing-") for hit in answer.hits)


async def test_synonyms_take_effect_at_once(filled: SearchBackend) -> None:
    assert "service-11" not in ids(await filled.search(SearchQuery("闭眼之前")))
    await filled.set_synonyms([Synonym("闭眼之前", "遗嘱")])
    answer = await filled.search(SearchQuery("闭眼之前"))
    assert ids(answer)[0] == "service-11"
    assert [(one.said, one.term, one.kind) for one in answer.mapped] == [("闭眼之前", "遗嘱", "SYNONYM")]
    await filled.set_synonyms([])
    assert "service-11" not in ids(await filled.search(SearchQuery("闭眼之前")))


async def test_a_misspelt_question_is_put_right(filled: SearchBackend) -> None:
    assert (await filled.search(SearchQuery("divorse litigation"))).corrected == "Divorce litigation"
    assert (await filled.search(SearchQuery("divorce litigation"))).corrected is None


async def test_highlights_are_parts_of_the_text_as_it_was_written(backend: SearchBackend) -> None:
    document = Document("service-1", "service", "遗产（繼承）公證 VAT", body="先说别的。" * 20 + "办理遗产公证。")
    await backend.rebuild(stream([document]))
    hit = (await backend.search(SearchQuery("继承公证 vat"))).hits[0]
    parts = hit.highlights["name"]
    assert "".join(part.text for part in parts) == document.name
    assert [part.text for part in parts if part.hit] == ["繼承", "公證", "VAT"]
    assert [part.text for part in hit.highlights["body"] if part.hit] == ["公证"]
    assert len("".join(part.text for part in hit.highlights["body"])) < 150


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("离", "service-2"),
        ("离婚诉", "service-2"),
        ("lihunx", "service-3"),
        ("lhss", "service-2"),
        ("div", "service-2"),
        ("王", "practitioner-1"),
        ("小明", "practitioner-1"),
        ("烂尾", "service-7"),
        ("欧阳n", "practitioner-4"),
    ],
)
async def test_suggestions(filled: SearchBackend, typed: str, first: str) -> None:
    suggested = await filled.suggest(typed, 5)
    assert suggested[0].id == first
    assert len(suggested) <= 5


async def test_no_suggestion_for_nothing(filled: SearchBackend) -> None:
    assert await filled.suggest("", 5) == ()
    assert await filled.suggest("离", 0) == ()
    assert await filled.suggest("火星", 5) == ()


async def test_changes_are_seen_at_once(filled: SearchBackend) -> None:
    changed = Document("service-13", "service", "火星移民签证", facets={"type": ["SERVICE"]})
    await filled.upsert([changed, Document("service-99", "service", "火星户口")])
    assert set(ids(await filled.search(SearchQuery("火星")))) == {"service-13", "service-99"}
    assert "service-13" not in ids(await filled.search(SearchQuery("增值税")))
    await filled.delete(["service-13", "never-there"])
    assert ids(await filled.search(SearchQuery("火星"))) == ["service-99"]
    assert await filled.count() == len(market())


async def test_a_rebuild_replaces_everything_and_counts_each_document_once(filled: SearchBackend) -> None:
    again = [*services(), Document("service-1", "service", "第一项服务的新名")]
    assert await filled.rebuild(stream(again)) == 14
    assert (await filled.search(SearchQuery(""))).total == 14
    assert ids(await filled.search(SearchQuery("第一项服务的新名")))[0] == "service-1"


async def test_nothing_written_during_a_rebuild_is_lost(filled: SearchBackend) -> None:
    async def slow():  # noqa: ANN202 an asynchronous generator of documents
        for number, document in enumerate(market()):
            if number == 20:
                await filled.upsert(
                    [Document("service-1", "service", "火星户口"), Document("service-77", "service", "木星户口")]
                )
                await filled.delete(["service-2", "listing-16"])
                assert (await filled.search(SearchQuery("火星户口"))).hits[0].id == "service-1"
            yield document

    await filled.rebuild(slow())
    assert ids(await filled.search(SearchQuery("户口"))) == ["service-1", "service-77"]
    left = await filled.search(SearchQuery("", limit=100))
    assert not {"service-2", "listing-16"} & set(ids(left))
    assert left.total == len(market()) - 1


async def test_a_rebuild_that_breaks_off_changes_nothing(filled: SearchBackend) -> None:
    async def broken():  # noqa: ANN202 an asynchronous generator of documents
        yield Document("service-1", "service", "火星户口")
        raise LookupError("the database is away")

    with pytest.raises(LookupError):
        await filled.rebuild(broken())
    assert (await filled.search(SearchQuery("火星户口"))).total == 0
    assert await filled.count() == len(market())
    assert await filled.rebuild(stream(market())) == len(market())


async def test_ready_only_when_built(backend: SearchBackend) -> None:
    assert not await backend.ready()
    await backend.upsert([Document("service-1", "service", "早来的")])
    assert ids(await backend.search(SearchQuery("早来的"))) == ["service-1"]
    assert not await backend.ready()
    await backend.rebuild(stream([]))
    assert await backend.ready()
    assert await backend.count() == 0


async def test_totals_are_capped(backend: SearchBackend) -> None:
    await backend.rebuild(stream(Document(f"window-{number}", "window", "窗口") for number in range(1003)))
    answer = await backend.search(SearchQuery("窗口", offset=990, limit=50))
    assert (answer.total, len(answer.hits)) == (1000, 10)
    assert (await backend.search(SearchQuery("窗口", offset=5000))).hits == ()
