"""`seed`: load content, ours or an operator's own CSV files of the same form."""

import argparse
import asyncio
import sys
from pathlib import Path

from api.cli.content import reindex, seed
from api.runtime import open_house
from api.senders import sender_of
from api.settings import Settings, load
from providers.documents import vocabulary
from seeds.report import Report


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="folder", type=Path, metavar="DIR", help="own CSV files instead of ours")
    parser.add_argument("--samples", action="store_true", help="with --from: add our made-up institutions as well")
    parser.epilog = (
        "Loading twice changes nothing; a changed row is one change. Rows that cannot be taken are told with line and "
        "reason, and end with exit code 1."
    )


def run(arguments: argparse.Namespace) -> int:
    report = asyncio.run(_seed(load(), arguments.folder, samples=arguments.samples or None))
    sys.stdout.write(f"{report}\n")
    return 1 if report.refused else 0


async def _seed(settings: Settings, folder: Path | None, *, samples: bool | None) -> Report:
    async with open_house(settings, sender_of(settings)) as house:
        await house.database.migrate()
        report = await seed(house, folder, samples=samples)
        if report.first:
            await reindex(house)
        else:
            await house.backend.set_synonyms(await vocabulary())  # words have no document that would be announced
        return report
