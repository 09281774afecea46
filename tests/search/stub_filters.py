"""Evaluates Meilisearch's filter language, as much as we speak of it, over stored documents."""

import math
import re
from collections.abc import Callable, Iterator
from operator import ge, lt
from typing import Any

Document = dict[str, Any]
Test = Callable[[Document], bool]

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<geo>_geoRadius\([^)]*\))|(?P<mark>[()\[\],]|>=|<=|=|<|>)|(?P<word>[^\s()\[\],=<>"]+))'
)
COMPARE: dict[str, Callable[[float, float], bool]] = {">=": ge, "<": lt}
_EARTH = 6_371_000.0


class FilterError(Exception):
    """What the server would answer 400 to."""


def compiled(text: str, filterable: list[str]) -> Test:
    tokens = list(_tokens(text))
    reader = _Reader(tokens, filterable)
    test = reader.either()
    if reader.place != len(tokens):
        raise FilterError(f"unexpected characters after a filter: {tokens[reader.place :][:3]}")
    return test


def values(document: Document, attribute: str) -> list[Any]:
    """Return all values of an attribute, with a dot for an object's field."""
    found: Any = document
    for name in attribute.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [found]


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Haversine, as the server does."""
    (lat1, lng1), (lat2, lng2) = [tuple(map(math.radians, point)) for point in (one, other)]
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if not match:
            raise FilterError(f"cannot read {text[place : place + 20]!r}")
        yield match.group().strip()
        place = match.end()


def _unquoted(token: str) -> str:
    if not token.startswith('"'):
        return token
    inner = token[1:-1]
    if re.search(r"\\(?!u\{)", inner):
        raise FilterError("malformed value")
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match.group(1), 16)), inner)


class _Reader:
    """A recursive reader of the tokens."""

    def __init__(self, tokens: list[str], filterable: list[str]) -> None:
        self.tokens = tokens
        self.filterable = filterable
        self.place = 0

    def either(self) -> Test:
        tests = [self.both()]
        while self.ahead() == "OR":
            self.next()
            tests.append(self.both())
        return lambda document: any(test(document) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.ahead() == "AND":
            self.next()
            tests.append(self.one())
        return lambda document: all(test(document) for test in tests)

    def one(self) -> Test:
        token = self.next()
        if token == "NOT":
            inner = self.one()
            return lambda document: not inner(document)
        if token == "(":
            inner = self.either()
            self.expect(")")
            return inner
        if token.startswith("_geoRadius"):
            return self.around(token)
        return self.condition(token)

    def condition(self, attribute: str) -> Test:
        parents = [attribute.rsplit(".", depth)[0] for depth in range(attribute.count(".") + 1)]
        if not set(parents) & set(self.filterable):
            raise FilterError(f"attribute {attribute} is not filterable")
        return self.compared(attribute, self.next())

    def compared(self, attribute: str, operator: str) -> Test:
        if operator in {"EXISTS", "NOT"}:
            if operator == "NOT":
                self.expect("EXISTS")
            return lambda document: bool(values(document, attribute)) == (operator == "EXISTS")
        if operator in {"IN", "="}:
            wanted = set(self.array()) if operator == "IN" else {_unquoted(self.next())}
            return lambda document: not wanted.isdisjoint(map(str, values(document, attribute)))
        if operator not in COMPARE:
            raise FilterError(f"unknown operator {operator}")
        bound = float(self.next())
        return lambda document: any(COMPARE[operator](float(value), bound) for value in values(document, attribute))

    def around(self, token: str) -> Test:
        lat, lng, radius = map(float, token[len("_geoRadius(") : -1].split(","))

        def within(document: Document) -> bool:
            point = document.get("_geo")
            return bool(point) and metres((lat, lng), (point["lat"], point["lng"])) <= radius

        return within

    def array(self) -> list[str]:
        self.expect("[")
        found: list[str] = []
        while (token := self.next()) != "]":
            if token != ",":
                found.append(_unquoted(token))
        return found

    def ahead(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def next(self) -> str:
        token = self.ahead()
        if token is None:
            raise FilterError("unexpected end")
        self.place += 1
        return token

    def expect(self, wanted: str) -> None:
        if (token := self.next()) != wanted:
            raise FilterError(f"expected {wanted}, found {token}")
