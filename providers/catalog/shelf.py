"""Reading the shelf: taxonomy, services, guides, windows, the centre and its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from providers.catalog.ranked import Ranked, cut
from providers.db.reading import storable
from providers.enums import FeeKind, ServiceMode, ServiceSort
from providers.models import Booking, CalendarDay, Category, Centre, Guide, Location, Service, ServiceWindow
from providers.paging import Keys, Page, Values, page, pages_by_parent
from providers.rules.shelf import Neighbour, is_open, related
from providers.rules.taxonomy import Branch, Taxonomy


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """Which services: each part that is given must hold; ids are those of rows."""

    categories: frozenset[int] | None = None
    fee_kinds: tuple[FeeKind, ...] | None = None
    modes: tuple[ServiceMode, ...] | None = None
    windows: tuple[int, ...] | None = None
    updated_from: datetime | None = None
    updated_before: datetime | None = None


SERVICE_KEYS = {
    ServiceSort.RELEVANCE: Keys.of("id"),
    ServiceSort.NAME: Keys.of("name_zh", "id"),
    ServiceSort.RECENTLY_UPDATED: Keys.of("-updated_at", "id"),
}


class ShelfReads:
    """What the shelf itself shows: the same for everyone."""

    async def taxonomy(self) -> Taxonomy:
        rows = await Category.all().order_by("id")
        return Taxonomy.of(Branch(c.id, c.parent_id, c.slug, c.name_zh, c.name_en, c.code) for c in rows)

    async def categories(self, parent_id: int | None, first: int, after: Values | None) -> Page[Category]:
        return await page(Category.filter(parent_id=parent_id), Keys.of("id"), first, after)

    async def service_counts(self) -> dict[int, int]:
        """Count the services that stand in each category itself."""
        counted = await Service.all().annotate(n=Count("id")).group_by("category_id").values_list("category_id", "n")
        return {int(category): int(n) for category, n in counted}

    async def areas_to_categories(self, codes: Iterable[str]) -> dict[str, int]:
        """Return, for each area of law, the category that holds most of its services."""
        counted = (
            await Service.filter(area_id__in=list(codes))
            .annotate(n=Count("id"))
            .group_by("area_id", "category_id")
            .values_list("area_id", "category_id", "n")
        )
        best = dict[str, int]()
        for area, category, _ in sorted(counted, key=lambda row: (-int(row[2]), int(row[1]))):
            best.setdefault(str(area), int(category))
        return best

    async def services(
        self, where: ServiceFilter, sort: ServiceSort, first: int, after: Values | None
    ) -> Page[Service] | Ranked[Service]:
        rows = _chosen(where)
        if sort is ServiceSort.POPULAR:
            return await self._popular(rows, first, after)
        return await page(rows, SERVICE_KEYS[sort], first, after)

    async def _popular(self, rows: QuerySet[Service], first: int, after: Values | None) -> Ranked[Service]:
        """Order by bookings ever made, then as they stand on the shelf."""
        ids = [int(id_) for (id_,) in await rows.order_by("id").values_list("id")]
        booked = (
            await Booking.all()
            .annotate(n=Count("id"))
            .group_by("listing__service_id")
            .values_list("listing__service_id", "n")
        )
        times = {int(service): int(n) for service, n in booked}
        found = cut([(-times.get(id_, 0), id_) for id_ in ids], first, after)
        return found.filled(await self.services_by_id(found.ids))

    async def services_by_id(self, ids: Iterable[int]) -> dict[int, Service]:
        return {row.id: row for row in await Service.filter(id__in=list(ids))}

    async def service_by_slug(self, slug: str) -> Service | None:
        return await Service.get_or_none(slug=slug) if storable(slug, 80) else None

    async def services_of_windows(
        self, ids: Sequence[int], first: int, after: Values | None
    ) -> dict[int, Page[Service]]:
        return await pages_by_parent(Service.all(), "window_id", ids, Keys.of("id"), first, after)

    async def count_services_of_windows(self, ids: Sequence[int]) -> dict[int, int]:
        rows = Service.filter(window_id__in=list(ids)).annotate(n=Count("id"))
        return {int(window): int(n) for window, n in await rows.group_by("window_id").values_list("window_id", "n")}

    async def services_of_guides(self, ids: Iterable[int]) -> dict[int, list[Service]]:
        found = dict[int, list[Service]]()
        for row in await Service.filter(guide_id__in=list(ids)).order_by("id"):
            found.setdefault(row.guide_id or 0, []).append(row)
        return found

    async def related(self, of: Sequence[Neighbour], first: int) -> dict[Neighbour, list[Service]]:
        """Return what is often needed together with each of these services."""
        guides = {one.guide_id for one in of if one.guide_id is not None}
        near = Q(category_id__in={one.category_id for one in of}) | Q(guide_id__in=guides)
        rows = await Service.filter(near).order_by("id").values_list("id", "guide_id", "category_id")
        shelf = [Neighbour(int(i), guide, int(category)) for i, guide, category in rows]
        chosen = {one: related(one, shelf)[:first] for one in of}
        found = await self.services_by_id({i for ids in chosen.values() for i in ids})
        return {one: [found[i] for i in ids if i in found] for one, ids in chosen.items()}

    async def windows(self) -> list[ServiceWindow]:
        return await ServiceWindow.all().order_by("number")

    async def windows_by_id(self, ids: Iterable[int]) -> dict[int, ServiceWindow]:
        return {row.id: row for row in await ServiceWindow.filter(id__in=list(ids))}

    async def open_windows(self, ids: Iterable[int], now: datetime) -> frozenset[int]:
        """Return the counters that are open at this moment in the centre's zone, holidays included."""
        centre = await self.centre()
        local = now.astimezone(ZoneInfo(centre.time_zone))
        day = await CalendarDay.get_or_none(date=local.date())
        off = None if day is None else day.day_off
        rows = await ServiceWindow.filter(id__in=list(ids)).values_list("id", "hours")
        return frozenset(int(id_) for id_, hours in rows if is_open(hours, local, day_off=off))

    async def guides_by_id(self, ids: Iterable[int]) -> dict[int, Guide]:
        return {row.id: row for row in await Guide.filter(id__in=list(ids))}

    async def locations_by_id(self, ids: Iterable[int]) -> dict[int, Location]:
        return {row.id: row for row in await Location.filter(id__in=list(ids))}

    async def centre(self) -> Centre:
        return (await Centre.all().order_by("id").limit(1))[0]

    async def calendar(self, year: int) -> list[CalendarDay]:
        """Return the days of a year that are not what their weekday says."""
        return await CalendarDay.filter(date__gte=date(year, 1, 1), date__lte=date(year, 12, 31)).order_by("date")


def _chosen(where: ServiceFilter) -> QuerySet[Service]:
    rows = Service.all()
    if where.categories is not None:
        rows = rows.filter(category_id__in=list(where.categories))
    if where.fee_kinds is not None:
        rows = rows.filter(fee_kind__in=list(where.fee_kinds))
    if where.windows is not None:
        rows = rows.filter(window_id__in=list(where.windows))
    if where.modes is not None:
        rows = rows.filter(Q(*(Q(modes__contains=f"|{mode}|") for mode in where.modes), join_type="OR"))
    if where.updated_from is not None:
        rows = rows.filter(updated_at__gte=where.updated_from)
    if where.updated_before is not None:
        rows = rows.filter(updated_at__lt=where.updated_before)
    return rows
