"""Nodes, cursors and connections of the graph: opaque, bounded, and clear about what they refuse."""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, Protocol, TypeVar, cast

import strawberry
from strawberry.types.lazy_type import LazyType

from schema.scalars import bad_input

MAX_PAGE = 100
MAX_NODES = 100

T = TypeVar("T")

First = Annotated[int, strawberry.argument(description="How many, at most 100.")]
After = Annotated[str | None, strawberry.argument(description="endCursor of the page before.")]


@strawberry.interface(description="Anything refetchable by a global, opaque id.")
class Node:
    """Anything refetchable by a global, opaque id."""

    id: strawberry.ID = strawberry.field(description="Global, opaque, stable.")


@strawberry.type
class PageInfo:
    """Where a page stands in its listing."""

    has_next_page: bool = strawberry.field(description="More after endCursor.")
    has_previous_page: bool = strawberry.field(description="More before startCursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge.")


@strawberry.type(description="Relay edge.")
class Edge(Generic[T]):
    """An item and where it stands."""

    cursor: str = strawberry.field(description="Opaque cursor.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="Relay connection.")
class Connection(Generic[T]):
    """One page of a listing."""

    edges: list[Edge[T]] = strawberry.field(description="Edges.")
    page_info: PageInfo = strawberry.field(description="Paging state.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="Nodes without edges.")
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    @strawberry.field(description="Counted only when asked for.")
    async def total_count(self) -> int:
        return await self.count()


def forward(module: str, name: str) -> Any:  # noqa: ANN401 a GraphQL type that is not imported yet has no Python type
    """Name a type of a higher room: the graph may be round while the modules are not. Use as `graphql_type=`."""
    return cast("Any", LazyType(name, module))


BUILDERS: dict[str, Callable[[Any], Any]] = {}


def builds(name: str) -> Callable[[Callable[[Any], T]], Callable[[Any], T]]:
    """Register how the value behind a type of a higher room becomes that type."""

    def register(build: Callable[[Any], T]) -> Callable[[Any], T]:
        BUILDERS[name] = build
        return build

    return register


def built(name: str, value: object) -> Any:  # noqa: ANN401 as with `forward`
    """Build a type of a higher room from its value, for a field that is `forward`; None stays None."""
    return None if value is None else BUILDERS[name](value)


def gid(type_name: str, pk: int) -> strawberry.ID:
    """Make the global id of a row."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{type_name}:{pk}".encode()).decode().rstrip("="))


def split_id(value: str) -> tuple[str, int] | None:
    """Read a global id; None when it is none of ours."""
    try:
        name, _, pk = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode().partition(":")
    except (ValueError, binascii.Error):
        return None
    known = name.isascii() and name.isalpha() and pk.isascii() and pk.isdecimal() and len(pk) <= 18  # noqa: PLR2004 fits 63 bits
    return (name, int(pk)) if known else None


def parse_id(value: str, type_name: str) -> int | None:
    """Read the row number of an id of this type; None for any other, which then answers as if it did not exist."""
    found = split_id(value)
    return found[1] if found and found[0] == type_name else None


def checked_first(first: int) -> int:
    """Refuse page sizes that cannot be meant."""
    if not 0 <= first <= MAX_PAGE:
        raise bad_input(f"first must lie within 0 and {MAX_PAGE}")
    return first


def cursor_of(values: Iterable[object]) -> str:
    """Write key values as an opaque cursor."""
    plain = [{"t": v.isoformat()} if isinstance(v, datetime | date) else v for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def values_of(cursor: str | None, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """Read a cursor made of values of these kinds; anything else is refused."""
    if cursor is None:
        return None
    try:
        raw: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_value(item) for item in cast("list[Any]", raw))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise bad_input("this cursor is not one of ours: start again without it") from error
    fits = len(values) == len(kinds) and all(type(value) is kind for value, kind in zip(values, kinds, strict=True))
    if not fits or any(isinstance(v, int) and abs(v) >= 2**63 for v in values):
        raise bad_input("this cursor belongs to another listing: start again without it")
    return values


def _value(item: object) -> object:
    if not isinstance(item, dict):
        return item
    text = str(cast("dict[str, object]", item)["t"])
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


class Keyed(Protocol):
    """Writes the key values of a row."""

    def values(self, row: Any, /) -> tuple[Any, ...]: ...  # noqa: ANN401 a row of any table


class Paged(Protocol):
    """A page of rows, whatever ordered them: `providers.paging.Page` or a page by a computed key."""

    @property
    def rows(self) -> Sequence[Any]: ...

    @property
    def keys(self) -> Keyed: ...

    @property
    def has_next(self) -> bool: ...

    @property
    def has_previous(self) -> bool: ...

    async def total(self) -> int: ...


def connection(page: Paged, to_node: Callable[[Any], T]) -> Connection[T]:
    """Turn a page of rows into a connection."""
    edges = [Edge(cursor=cursor_of(page.keys.values(row)), node=to_node(row)) for row in page.rows]
    return _connected(edges, has_next=page.has_next, has_previous=page.has_previous, count=page.total)


def listed(items: Sequence[T], first: int, after: str | None) -> Connection[T]:
    """Make a connection of a short list that is in memory anyway; its cursors are positions."""
    start = (values_of(after, (int,)) or (0,))[0]
    wanted = items[max(start, 0) :][: checked_first(first)]
    edges = [Edge(cursor=cursor_of([start + i]), node=node) for i, node in enumerate(wanted, 1)]

    async def count() -> int:
        return len(items)

    return _connected(edges, has_next=start + len(wanted) < len(items), has_previous=start > 0, count=count)


def _connected(
    edges: list[Edge[T]], *, has_next: bool, has_previous: bool, count: Callable[[], Awaitable[int]]
) -> Connection[T]:
    info = PageInfo(
        has_next_page=has_next,
        has_previous_page=has_previous,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=info, count=count)
