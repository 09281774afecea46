"""ServiceWindow and Guide: counters of the centre, and ways through a life event."""

from collections.abc import Mapping
from functools import partial

import strawberry

from providers.models import Guide as GuideRow, ServiceWindow as WindowRow
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import After, First, Node, builds, checked_first, connection, gid, listed, values_of
from schema.scalars import Duration
from schema.types.catalog.place import Location, location_of
from schema.types.catalog.service import Service, ServiceConnection, service
from schema.types.catalog.words import InLocale, said


@strawberry.type(description="One of the 31 counters of the centre.")
class ServiceWindow(Node):
    """A counter of the centre."""

    row: strawberry.Private[WindowRow]

    @strawberry.field(description="Number to quote.")
    def number(self) -> int:
        return self.row.number

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.row.name_zh, self.row.name_en)

    @strawberry.field(description="Services.")
    async def services(self, info: Info, first: First = 50, after: After = None) -> ServiceConnection:
        catalog, place = info.context.use.catalog, values_of(after, (int,))
        read = partial(catalog.services_of_windows, first=checked_first(first), after=place)
        page = await loader(("window_services", first, after), read).load(self.row.id)
        if page is None:
            return listed([], first, None)
        found = connection(page, service)
        found.count = partial(_counted, info, self.row.id)
        return found

    @strawberry.field(description="Open now, holidays included.")
    async def open(self, info: Info) -> bool:
        now = info.context.now()

        async def read(ids: list[int]) -> Mapping[int, bool]:
            return dict.fromkeys(await info.context.use.catalog.open_windows(ids, now), True)

        return await loader("open_windows", read).load(self.row.id) or False

    @strawberry.field(description="People waiting at the window.")
    def queue_length(self) -> int:
        return 0  # nobody takes a number yet

    @strawberry.field(description="Expected wait now.")
    def estimated_wait(self) -> Duration | None:
        return None  # as above

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location:
        return await location_of(info, self.row.location_id)


async def _counted(info: Info, id_: int) -> int:
    return await loader("window_service_counts", info.context.use.catalog.count_services_of_windows).load(id_) or 0


@builds("ServiceWindow")
def window(row: WindowRow) -> ServiceWindow:
    return ServiceWindow(id=gid("ServiceWindow", row.id), row=row)


@fetches("ServiceWindow")
async def windows(info: Info, ids: list[int]) -> Mapping[int, ServiceWindow]:
    return {id_: window(row) for id_, row in (await info.context.use.catalog.windows_by_id(ids)).items()}


@strawberry.type
class Guide(Node):
    """A life event and the way through it."""

    row: strawberry.Private[GuideRow]

    @strawberry.field(description="Readable key for URLs.")
    def slug(self) -> str:
        return self.row.slug

    @strawberry.field(description="Title.")
    def title(self, locale: InLocale = None) -> str:
        return said(locale, self.row.title_zh, self.row.title_en)

    @strawberry.field(description="Main text.")
    def body(self, locale: InLocale = None) -> str:
        return said(locale, self.row.body_zh, self.row.body_en)

    @strawberry.field(description="Services.")
    async def services(self, info: Info) -> list[Service]:
        rows = loader("guide_services", info.context.use.catalog.services_of_guides)
        return [service(row) for row in await rows.load(self.row.id) or []]


@builds("Guide")
def guide(row: GuideRow) -> Guide:
    return Guide(id=gid("Guide", row.id), row=row)


@fetches("Guide")
async def guides(info: Info, ids: list[int]) -> Mapping[int, Guide]:
    return {id_: guide(row) for id_, row in (await info.context.use.catalog.guides_by_id(ids)).items()}
