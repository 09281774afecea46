"""Tells whoever must know that places were taken or freed: the index by the outbox, open pickers by the bus."""

from datetime import datetime

from providers import outbox
from providers.db import notify
from providers.documents import TOPIC
from providers.models import ListingPractitioner
from providers.rules.wall import epoch


def topic(listing_id: int) -> str:
    """Name the bus topic of a listing's places; the message is the start (epoch seconds) of one that changed."""
    return f"places:{listing_id}"


async def announce(listing_id: int, practitioner_id: int | None, starts_at: datetime, now: datetime) -> None:
    """Announce, in the running transaction, that the places around a start have changed."""
    touched = await _touched(listing_id, practitioner_id)
    await outbox.announce(TOPIC, {"ids": [f"listing-{each}" for each in touched]}, now)
    for each in touched:
        await notify(topic(each), str(epoch(starts_at)))


async def _touched(listing_id: int, practitioner_id: int | None) -> list[int]:
    """List the listings that share the person who serves."""
    if practitioner_id is None:
        return [listing_id]
    rows = ListingPractitioner.filter(practitioner_id=practitioner_id).values_list("listing_id", flat=True)
    return sorted({listing_id, *(int(str(each)) for each in await rows)})
