import string

import pytest
from graphql import parse
from hypothesis import given, strategies as st

from schema.guard import MAX_ALIASES, MAX_COST, MAX_DEPTH, analyse
from schema.scalars import iso_duration


def cost(text: str, **variables: object) -> int:
    return analyse(parse(text)).cost(None, variables)


def code(text: str) -> str | None:
    refused = analyse(parse(text)).refused
    return str((refused.extensions or {})["code"]) if refused else None


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("{a}", {}, 1),
        ("{a{b c}}", {}, 3),
        ("{a(first:20){nodes{c d}}}", {}, 1 + 20 * 3),
        ("query($n:Int){a(first:$n){nodes{c}}}", {"n": 50}, 1 + 50 * 2),
        ("query($n:Int){a(first:$n){nodes{c}}}", {}, 1 + 10 * 2),
        ("{a{nodes{c}}}", {}, 1 + 10 * 2),
        ("query($ids:[ID!]!){nodes(ids:$ids){id}}", {"ids": ["x"] * 30}, 31),
        ("{a{...F}} fragment F on A{b{c}}", {}, 3),
        ("{...F ...F} fragment F on A{b}", {}, 2),
        ("{__schema{types{name}}}", {}, 0),
        ("{... on Query{a(first:0){nodes{c}}}}", {}, 3),
    ],
)
def test_cost_counts_fields_times_their_lists(text: str, variables: dict[str, object], expected: int) -> None:
    assert cost(text, **variables) == expected


def test_nested_pages_multiply_until_the_limit() -> None:
    assert cost("{a(first:100){nodes{b(first:100){nodes{c}}}}}") == MAX_COST + 1


def test_depth_is_measured_through_fragments() -> None:
    deep = "{" + "".join("a{" for _ in range(MAX_DEPTH - 1)) + "a" + "}" * MAX_DEPTH
    assert code(deep) is None
    assert code("{a{...F}} fragment F on A" + deep) == "DEPTH_LIMIT"


def test_aliases_and_repeats_are_counted() -> None:
    names = [f"{a}{b}" for a in string.ascii_lowercase for b in "xyz"]
    assert code("{" + " ".join(f"{n}:a" for n in names[:MAX_ALIASES]) + "}") is None
    assert code("{" + " ".join(f"{n}:a" for n in names[: MAX_ALIASES + 1]) + "}") == "ALIAS_LIMIT"
    assert code("{" + "a " * 51 + "}") == "REPEAT_LIMIT"


def test_chained_fragments_are_measured_once_each() -> None:
    links = "".join(f" fragment F{i} on A{{x ...F{i + 1} ...F{i + 1}}}" for i in range(60))
    assert cost("{...F0}" + links + " fragment F60 on A{x}") == MAX_COST + 1  # 2**60 when walked naively


def test_a_circle_of_fragments_ends() -> None:
    assert cost("{...A} fragment A on A{b{...B}} fragment B on A{c ...A}") >= 1


@given(st.integers(0, 10**7))
def test_durations_are_written_as_they_are_read(seconds: int) -> None:
    text = iso_duration(seconds)
    assert text.startswith("P")
    units = {"D": 86400, "H": 3600, "M": 60, "S": 1}
    total, number = 0, ""
    for sign in text[1:].replace("T", ""):
        if sign.isdigit():
            number += sign
        else:
            total, number = total + int(number) * units[sign], ""
    assert total == seconds
