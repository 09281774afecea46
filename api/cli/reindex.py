"""`reindex`: build the search index anew, beside the old one, and swap it in."""

import argparse
import asyncio
import sys

from api.cli.content import reindex
from api.runtime import open_house
from api.senders import sender_of
from api.settings import Settings, SetupError, load
from search.port import SearchUnavailable


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "MEILI_URL names a Meilisearch server; without it the index lies in FAWU_VAR/index."


def run(_: argparse.Namespace) -> int:
    try:
        count = asyncio.run(_reindex(load()))
    except SearchUnavailable as fault:
        raise SetupError(f"the index is away: {fault}; see MEILI_URL") from fault
    sys.stdout.write(f"{count} documents\n")
    return 0


async def _reindex(settings: Settings) -> int:
    async with open_house(settings, sender_of(settings)) as house:
        if not await house.database.at_head():
            raise SetupError("the tables are not at head: python -m api migrate")
        return await reindex(house)
