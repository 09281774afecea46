"""The deadline of an operation: whoever asks too much of the house is told so, and what it held is let go."""

import asyncio
from collections.abc import AsyncIterator, Callable

from strawberry.extensions import SchemaExtension

from schema.guard import refuse


class Deadline(SchemaExtension):
    """Ends an execution that takes too long. Must be entered last: one that never ends would cancel its task later."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def on_execute(self) -> AsyncIterator[None]:
        """Guard a query or mutation whole, and of a subscription its beginning."""
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError:
            raise refuse("TIMEOUT", "this operation took too long: ask for less at once, or try again later") from None


def deadline(seconds: float) -> Callable[[], Deadline]:
    """Give each operation a deadline of its own."""
    return lambda: Deadline(seconds)
