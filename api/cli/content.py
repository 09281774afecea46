"""Bringing the house up to date: tables, content, index."""

import sys
from contextlib import closing
from pathlib import Path

from api.cli.bars import Bars, counted
from api.observe import logger
from api.runtime import House
from api.settings import SetupError
from providers.content import is_empty
from providers.documents import everything, how_many, vocabulary
from search.port import SearchUnavailable
from seeds.loader import NoContent, load
from seeds.report import Report


async def prepare(house: House) -> None:
    """Migrate, fill an empty market, and build an index that is absent or outdated."""
    await house.database.migrate()
    first = await is_empty()
    if first:
        report = await seed(house, None)
        sys.stderr.write(f"seeds: {report.added} rows added, {report.refused} refused\n")
    try:
        if first or not await house.backend.ready():  # an index left over would be another market's
            await reindex(house)
    except SearchUnavailable as fault:
        logger("fawu.index").warning("the index is away, and built when it is back", reason=str(fault))


async def seed(house: House, folder: Path | None, *, samples: bool | None = None) -> Report:
    """Load content. After a first load the index is to be built as a whole: `Report.first` says so.

    `samples` left open: our own content comes with made-up institutions, an operator's without.
    """
    people = None if house.settings.production else house.accounts.ensure_person
    try:
        with closing(Bars()) as progress:
            return await load(folder, house.clock(), progress, people, samples=samples)
    except NoContent as reason:
        raise SetupError(str(reason)) from reason


async def reindex(house: House) -> int:
    """Build the index anew beside the old one; how many documents it holds."""
    await house.backend.set_synonyms(await vocabulary())
    documents = counted("index", everything(house.clock()), await how_many())
    return await house.backend.rebuild(documents)
