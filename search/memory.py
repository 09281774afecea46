"""A small exact engine in memory: for tests of whoever talks to the port. Same plans, same order, no files."""

from collections import Counter
from collections.abc import AsyncIterable, Mapping, Sequence

from search.desk import Desk
from search.engine import Ask, Found, Row
from search.port import And, AnyOf, Between, Document, Filter, Not, Or, Sort, Within
from search.text import geo
from search.text.ranking import Lifted, answers, blend, score
from search.text.shape import Shaped, shape


class MemoryEngine:
    """Holds shaped documents in a dictionary."""

    def __init__(self) -> None:
        self._documents: dict[str, Shaped] = {}
        self._built = False
        self._late: list[tuple[str, Shaped | None]] = []  # what was written since a rebuild began

    async def ask(self, ask: Ask) -> Found:
        everything = [one for one in self._documents.values() if _asked(ask, one)]
        found = [one for one in everything if holds(ask.where, one)]
        rows = _sorted(ask.sort, found, ask) if ask.sort else _ranked(ask, found)
        facets = {
            name: _counts(name, [one for one in everything if holds(ask.open_facets.get(name, ask.where), one)])
            for name in ask.facets
        }
        return Found(rows, len(found), facets)

    async def put(self, documents: Sequence[Shaped]) -> None:
        self._change([(one.document.id, one) for one in documents])

    async def drop(self, ids: Sequence[str]) -> None:
        self._change([(document_id, None) for document_id in ids])

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        self._late = []
        fresh = {document.id: shape(document) async for document in documents}
        self._documents, self._built = fresh, True
        self._change(self._late)
        return len(self._documents)

    async def count(self) -> int:
        return len(self._documents)

    async def ready(self) -> bool:
        return self._built

    async def close(self) -> None:
        self._documents = {}

    def _change(self, changes: list[tuple[str, Shaped | None]]) -> None:
        for document_id, one in changes:
            if one:
                self._documents[document_id] = one
            else:
                self._documents.pop(document_id, None)
        self._late = [*self._late, *changes]


class MemoryBackend(Desk):
    """A `SearchBackend` in memory."""

    def __init__(self) -> None:
        super().__init__(MemoryEngine())


def holds(where: Filter, one: Shaped) -> bool:
    """Whether a filter holds for a document."""
    match where:
        case And(parts):
            return all(holds(part, one) for part in parts)
        case Or(parts):
            return any(holds(part, one) for part in parts)
        case Not(part):
            return not holds(part, one)
        case _:
            return _holds_leaf(where, one)


def _holds_leaf(where: AnyOf | Between | Within, one: Shaped) -> bool:
    document = one.document
    if isinstance(where, AnyOf):
        return not set(where.values).isdisjoint(one.facets.get(where.name, ()))
    if isinstance(where, Within):
        return document.point is not None and geo.metres((where.lat, where.lng), document.point) <= where.metres
    number = document.numbers.get(where.name)
    if number is None:
        return False
    return (where.gte is None or number >= where.gte) and (where.lt is None or number < where.lt)


def _asked(ask: Ask, one: Shaped) -> bool:
    tokens = one.named() if ask.names_only else one.tokens()
    return one.document.id in ask.boosts or answers(ask.plan, frozenset(tokens))


def _ranked(ask: Ask, found: list[Shaped]) -> list[Row]:
    scored = sorted(((score(ask.plan, one), one) for one in found), key=lambda pair: (-pair[0], pair[1].key))
    plain = [pair for pair in scored if pair[1].document.id not in ask.boosts]
    lifted = [pair for pair in scored if pair[1].document.id in ask.boosts]
    places = blend(
        [points for points, _ in plain],
        [Lifted(points, ask.boosts[one.document.id]) for points, one in lifted],
        ask.offset,
        ask.limit,
    )
    return [Row((lifted if at.lifted else plain)[at.index][1].document, at.score) for at in places]


def _sorted(sort: Sort, found: list[Shaped], ask: Ask) -> list[Row]:
    def value(one: Shaped) -> tuple[bool, float, int]:
        if sort.near:
            number = geo.metres(sort.near, one.document.point) if one.document.point else None
        else:
            number = one.document.numbers.get(sort.name)
        if number is None:
            return True, 0.0, one.key  # those without the number come last, either way
        return False, -number if sort.descending else number, one.key

    return [Row(one.document, 1.0) for one in sorted(found, key=value)[ask.offset : ask.offset + ask.limit]]


def _counts(name: str, found: list[Shaped]) -> Mapping[str, int]:
    return dict(Counter(value for one in found for value in one.facets.get(name, ())).most_common())
