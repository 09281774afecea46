"""A process of its own that reads and then writes, again and again: `python -m tests.engine.counter URL ROUNDS`."""

import asyncio
import sys

from providers.db import open_database, transaction
from providers.models import Setting


async def main(url: str, rounds: int) -> None:
    database = await open_database(url, synchronous="OFF")
    try:
        for _ in range(rounds):
            async with transaction():
                seen = await Setting.filter(key="count").select_for_update().get()
                await Setting.filter(key="count").update(value=str(int(seen.value) + 1))
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
