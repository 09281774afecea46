"""Progress bars on stderr for whoever waits."""

# pyright: reportMissingModuleSource=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import sys
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any, TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Bars:
    """One bar after the other: called with what is done, how much of it, and of how much."""

    bar: Any = None
    name = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        if self.bar is None or what != self.name:
            self.close()
            self.name, self.bar = what, _bar(what, total)
        self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


async def counted(what: str, items: AsyncIterable[T], total: int) -> AsyncIterator[T]:
    """Pass items on, and count them on a bar."""
    with _bar(what, total) as bar:
        async for item in items:
            yield item
            bar.update(1)
        bar.total = bar.n


def _bar(what: str, total: int) -> Any:  # noqa: ANN401 tqdm is untyped
    return tqdm(desc=f"{what:<24}", total=total, file=sys.stderr, mininterval=0.5, unit="", ncols=90)
