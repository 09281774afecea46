"""Whatever is typed, a reading comes back, and it is in order."""

from datetime import date
from itertools import pairwise
from typing import cast

from hypothesis import HealthCheck, given, settings, strategies as st

from providers.triage import Reader, as_json
from providers.triage.text import LIMIT, fold

PARTS = st.sampled_from(
    [
        "老板",
        "拖欠",
        "工资",
        "三个月",
        "被打",
        "判决书",
        "收到",
        "昨天",
        "2024年3月1日",
        "三万五",
        "鼓楼",
        "離婚",
        "①",
        "㈱",
        "ﷺ",
    ]
)
ANY = st.one_of(st.text(max_size=300), st.lists(st.one_of(PARTS, st.text(max_size=5)), max_size=40).map("".join))
DAY = st.dates(date(1990, 1, 1), date(2100, 1, 1))
CALM = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@CALM
@given(text=ANY, day=DAY)
def test_a_reading_is_in_order(reader: Reader, text: str, day: date) -> None:
    reading = reader.read(text, day)
    confidences = [guess.confidence for guess in reading.services]
    assert len(confidences) <= 5
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert all(first >= second for first, second in pairwise(confidences))
    assert all(0 <= area.confidence <= 1 for area in reading.areas)
    assert sum(area.confidence for area in reading.areas) <= 1 + 1e-6
    assert len(set(reading.flags)) == len(reading.flags)


@CALM
@given(text=ANY, day=DAY)
def test_what_is_quoted_was_said(reader: Reader, text: str, day: date) -> None:
    reading = reader.read(text, day)
    evidence = [each for guess in reading.services for each in guess.evidence]
    assert all(guess.evidence for guess in reading.services)
    assert all(each.said and each.said in text for each in evidence)
    assert all(fact.said and fact.said in text for fact in reading.facts)


@CALM
@given(text=st.text(st.characters(codec=None), max_size=200))
def test_folding_keeps_a_place_for_every_letter(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)


@CALM
@given(text=ANY, day=DAY)
def test_the_command_line_form_has_its_shape(reader: Reader, text: str, day: date) -> None:
    told = as_json(reader.read(text, day), {})
    assert list(told) == ["services", "areas", "flags", "deadlines", "needs_human"]
    areas = cast("list[dict[str, float]]", told["areas"])
    assert sum(area["confidence"] for area in areas) <= 1 + 1e-9


def test_long_texts_are_read_to_their_limit(reader: Reader) -> None:
    text = "老板拖欠工资，" * 500
    assert reader.read(text, date(2026, 1, 1)) == reader.read(text[:LIMIT], date(2026, 1, 1))


def test_the_work_grows_with_the_length_not_its_square() -> None:
    assert len(fold("被" * 10_000).text) == LIMIT
