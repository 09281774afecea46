"""Batched reads: rows asked for one by one in an operation are read in one statement, and remembered only for it."""

from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from strawberry.dataloader import DataLoader
from strawberry.extensions import SchemaExtension
from strawberry.types import StreamExecutionResult

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_loaders: ContextVar[dict[Hashable, DataLoader[Any, Any]]] = ContextVar("loaders")
_BATCH = 500


class Loaders(SchemaExtension):
    """Give every operation, and every event of a subscription, its own loaders: nothing read before is served again."""

    def on_operation(self) -> Iterator[None]:
        _loaders.set({})
        yield

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        del result
        yield
        _loaders.set({})


def loader(name: Hashable, batch: Callable[[list[K]], Awaitable[Mapping[K, V]]]) -> DataLoader[K, V | None]:
    """Return this operation's loader of that name; `batch` maps the keys it finds, the others load as None."""
    mine = _loaders.get()
    if name not in mine:

        async def load(keys: list[K]) -> Sequence[V | None]:
            found = await batch(keys)
            return [found.get(key) for key in keys]

        mine[name] = DataLoader(load_fn=load, max_batch_size=_BATCH)
    return cast("DataLoader[K, V | None]", mine[name])
