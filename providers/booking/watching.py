"""Watching a calendar: a day is sent whole again whenever one of its places was taken or freed."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import datetime

from providers.booking.announcing import topic
from providers.bus import RESYNC, Bus
from providers.models import Listing
from providers.places import OpenDay, Range, days
from providers.rules.wall import day_of, instants, moment

_MINUTES = 24 * 60


async def watch(bus: Bus, listing_id: int, wanted: Range, clock: Callable[[], datetime]) -> AsyncGenerator[OpenDay]:
    """Yield the days that changed. Word of a change only says where to look: what is sent was read afterwards."""
    wanted.check()
    listing = await Listing.get_or_none(id=listing_id)
    if listing is None:
        return
    async with bus.subscribe(topic(listing_id)) as hints:
        while True:
            for span in _spans(await _heard(hints), wanted, listing.time_zone):
                for day in (await days([listing_id], span, clock())).get(listing_id, []):
                    yield day


async def _heard(hints: asyncio.Queue[str]) -> set[str]:
    """Wait for word and take what else is waiting; a full queue has lost some."""
    heard = {await hints.get()}
    if hints.qsize() + 1 >= hints.maxsize:
        heard.add(RESYNC)
    while not hints.empty():
        heard.add(hints.get_nowait())
    return heard


def _spans(heard: set[str], wanted: Range, zone: str) -> list[Range]:
    """Return the whole days to read again; those outside of what is watched are left alone."""
    if RESYNC in heard:
        return [wanted]
    first, last = day_of(zone, wanted.span.starts), day_of(zone, wanted.span.ends - 1)
    changed = sorted({day_of(zone, int(word)) for word in heard})
    windows = [instants(zone, day, 0, _MINUTES) for day in changed if first <= day <= last]
    return [Range(moment(window[0].starts), moment(window[-1].ends)) for window in windows if window]
