from datetime import UTC, date, datetime
from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import given, strategies as st

from schema.relay import cursor_of, gid, parse_id, split_id, values_of
from schema.scalars import SCALARS, Duration, TimeZone

ANY_VALUES = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.integers(-(2**62), 2**62),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(["Service", "Booking"]), st.integers(0, 10**17))
def test_ids_are_read_as_they_are_written(name: str, pk: int) -> None:
    assert split_id(gid(name, pk)) == (name, pk)
    assert parse_id(gid(name, pk), name) == pk
    assert parse_id(gid(name, pk), "Other") is None


@given(st.text(max_size=60))
def test_any_text_may_be_sent_as_an_id(text: str) -> None:
    assert split_id(text) is None or gid(*(split_id(text) or ("", 0)))


@given(ANY_VALUES)
def test_cursors_are_read_as_they_are_written(values: list[Any]) -> None:
    assert values_of(cursor_of(values), [type(v) for v in values]) == tuple(values)


@given(st.text(max_size=60))
def test_foreign_cursors_are_refused_with_a_code(text: str) -> None:
    with pytest.raises(GraphQLError) as caught:
        values_of(text, (str, int, date))
    assert (caught.value.extensions or {})["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("values", [["x"], [1, 2], [True], [2**63], [date(2026, 1, 1)]])
def test_a_cursor_of_another_listing_is_refused(values: list[Any]) -> None:
    with pytest.raises(GraphQLError, match="another listing"):
        values_of(cursor_of(values), (int,))


@pytest.mark.parametrize(
    ("scalar", "text"),
    [
        (datetime, "2026-11-25T09:00:00"),
        (datetime, "2026-11-25"),
        (datetime, "soon"),
        (datetime, 5),
        (datetime, "0001-01-01T00:00:00+23:00"),
        (date, "2026-13-01"),
        (Duration, "P"),
        (Duration, "30M"),
        (Duration, "P1Y"),
        (TimeZone, "Mars/Olympus"),
        (TimeZone, "../etc/passwd"),
    ],
)
def test_scalars_refuse_what_they_do_not_mean(scalar: object, text: object) -> None:
    parse = SCALARS[scalar].parse_value
    assert parse is not None
    with pytest.raises(GraphQLError) as caught:
        parse(text)
    assert (caught.value.extensions or {})["code"] == "BAD_USER_INPUT"


def test_scalars_read_what_they_mean() -> None:
    read = {name: scalar.parse_value for name, scalar in SCALARS.items()}
    assert read[datetime]("2026-11-25T09:00:00+08:00") == datetime(2026, 11, 25, 1, tzinfo=UTC)  # type: ignore[misc]
    assert read[Duration]("P1DT2H30M") == 95400  # type: ignore[misc]
