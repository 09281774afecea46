"""`migrate`: bring the tables to head."""

import argparse
import asyncio
import sys

from api.runtime import open_house
from api.senders import sender_of
from api.settings import Settings, load


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "FAWU_DATABASE_URL names the database. Several may run at once: the others wait."


def run(_: argparse.Namespace) -> int:
    applied = asyncio.run(_migrate(load()))
    sys.stdout.write("".join(f"{name}\n" for name in applied) or "the tables are at head\n")
    return 0


async def _migrate(settings: Settings) -> list[str]:
    async with open_house(settings, sender_of(settings)) as house:
        return await house.database.migrate()
