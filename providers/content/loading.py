"""One load of content: all its rows in one transaction, and the index told of what changed."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from tortoise.models import Model

from providers.content.guides import rewrite_guides
from providers.content.kinds import LISTING, Kind
from providers.content.listings import Closing, ListingEntry, offers, put_closings, put_listings
from providers.content.records import Outcome, Record
from providers.content.store import Key, Put, Tick, put, read
from providers.db import retrying, transaction
from providers.models import Credential, Guide, Listing, Provider, Service, ServiceWindow
from providers.outbox import announce

Ids = set[Any]
T = TypeVar("T")

DOCUMENTS = ("service", "provider", "practitioner", "listing", "window", "guide")
_GUIDE_BODY = "guide body"  # apart from guides: a new body shows nowhere else
_SHOWS_IN: tuple[tuple[str, type[Model], str, str, str], ...] = (
    # A change of the first shows in the last: rows found by the one column, told by the other; in this order, so that
    # nothing runs in a circle. The feed itself adds the listings and people of an institution.
    ("licence", Credential, "id", "provider_id", "provider"),
    ("licence", Credential, "id", "practitioner_id", "practitioner"),
    ("location", Provider, "location_id", "id", "provider"),
    ("location", ServiceWindow, "location_id", "id", "window"),
    ("district", Provider, "district_id", "id", "provider"),
    ("provider type", Provider, "type_id", "id", "provider"),
    ("category", Service, "category_id", "id", "service"),
    ("area", Service, "area_id", "id", "service"),
    ("guide", Service, "guide_id", "id", "service"),
    ("window", Service, "window_id", "id", "service"),
    ("service", Service, "id", "guide_id", "guide"),
    ("service", Service, "id", "window_id", "window"),
    ("service", Listing, "service_id", "id", "listing"),
    ("provider", Listing, "provider_id", "service_id", "service"),
    ("listing", Listing, "id", "service_id", "service"),
    (_GUIDE_BODY, Guide, "id", "id", "guide"),
)


@dataclass(slots=True)
class Loading:
    """The load under way; `first` means that the market was empty, so that the index is built as a whole after it."""

    now: datetime
    first: bool
    touched: dict[str, Ids] = field(default_factory=dict[str, Ids])

    async def put(self, kind: Kind, records: Sequence[Record], tick: Tick) -> Outcome:
        """Store records of a kind."""
        return await self._touch(kind, await put(kind, records, self.now, tick))

    async def put_listings(self, entries: Sequence[ListingEntry], tick: Tick) -> Outcome:
        """Store listings with their people and hours, as far as the hard rules let them."""
        stored, regrouped = await put_listings(entries, self.now, tick, fresh=self.first)
        self._note(LISTING.word, regrouped)
        return await self._touch(LISTING, stored)

    async def put_closings(self, closings: Sequence[Closing]) -> None:
        """Write exceptions of new listings."""
        await put_closings(closings)

    async def rewrite_guides(self) -> int:
        """Compose the guides anew; says how many read differently now."""
        rewritten = await rewrite_guides()
        self._note(_GUIDE_BODY, rewritten)
        return len(rewritten)

    async def keys(self, kind: Kind) -> set[Key]:
        """Return the keys of all that is stored of a kind; a listing is told by its provider's and service's own."""
        return set(await offers()) if kind is LISTING else set(await read(kind))

    async def announce(self) -> None:
        """Tell the index, in this transaction. A first load tells nothing: 5,000 rows would say what a rebuild does."""
        if self.first:
            return
        for name, ids in (await self._documents()).items():
            for id_ in sorted(ids):
                await announce("index", {"id": f"{name}-{id_}"}, self.now)

    async def _documents(self) -> Mapping[str, Ids]:
        found = defaultdict[str, Ids](set, {name: set(ids) for name, ids in self.touched.items()})
        for source, model, by, take, target in _SHOWS_IN:
            if found[source]:
                rows = await model.filter(**{f"{by}__in": sorted(found[source])}).values_list(take)
                found[target].update(id_ for (id_,) in rows if id_ is not None)
        return {name: found[name] for name in DOCUMENTS}

    async def _touch(self, kind: Kind, stored: Put) -> Outcome:
        self._note(kind.word, stored.changed)
        if stored.added and not self.first:
            ids = {key: row.id for key, row in (await read(kind)).items()}
            self._note(kind.word, [ids[key] for key in stored.added])
        return stored.outcome

    def _note(self, word: str, ids: Sequence[Any]) -> None:
        self.touched.setdefault(word, set()).update(ids)


async def is_empty() -> bool:
    """Whether the market has no shelf yet."""
    return not await Service.exists()


@retrying()
async def load_in_one_go(work: Callable[[Loading], Awaitable[T]], now: datetime) -> T:
    """Do a load, all or nothing: one that is cut short leaves the market as it was."""
    async with transaction():
        loading = Loading(now, first=await is_empty())
        result = await work(loading)
        await loading.announce()
    return result


async def provider_ids(slugs: Sequence[str]) -> dict[str, int]:
    """Find institutions by their keys."""
    return dict(await Provider.filter(slug__in=slugs).values_list("slug", "id"))


async def has_samples() -> bool:
    """Whether made-up institutions are on duty."""
    return await Provider.filter(is_sample=True).exists()
