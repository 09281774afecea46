"""`check`: one line for each thing that must be as it should be; exit code 1 when one is not."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from api import health
from api.runtime import open_house
from api.senders import sender_of
from api.settings import Settings, SetupError, load, table

_SQLITE = "sqlite:///"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", action="store_true", help="print the table of settings (Markdown), and end")


def run(arguments: argparse.Namespace) -> int:
    if arguments.settings:
        sys.stdout.write(table() + "\n")
        return 0
    found = _found()
    sys.stdout.write("".join(f"{what}: {answer}\n" for what, answer in found.items()))
    return 0 if set(found.values()) == {health.OK} else 1


def _found() -> Mapping[str, str]:
    try:
        settings = load()
        sender_of(settings)
    except SetupError as reason:
        return {"configuration": str(reason)}
    try:
        _exists(settings.database)
        return {"configuration": health.OK} | asyncio.run(_asked(settings))
    except SetupError as reason:
        return {"configuration": health.OK, "database": str(reason)}


def _exists(url: str) -> None:
    """Refuse a file that is not there: asking must not make it."""
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE).partition("?")[0]).exists():
        raise SetupError("absent: python -m api migrate")


async def _asked(settings: Settings) -> dict[str, str]:
    async with open_house(settings, sender_of(settings)) as house:
        return await health.checks(house)
