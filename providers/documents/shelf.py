"""Documents of what stands on the shelf: services, guides, counters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from providers.models import AreaOfLaw, Category, Guide, Location, Service, ServiceWindow
from providers.rules.days import day_in
from providers.rules.shelf import papers, window_tokens
from providers.rules.taxonomy import Branch, Taxonomy
from providers.standing import published_listings
from search.port import Document


@dataclass(slots=True)
class Offered:
    """By whom, where and in which languages a service is on offer today."""

    kinds: set[str] = field(default_factory=set[str])
    districts: set[str] = field(default_factory=set[str])
    languages: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The small tables around services, each read whole."""

    taxonomy: Taxonomy
    areas: Mapping[str, AreaOfLaw]
    guides: Mapping[int, str]
    windows: Mapping[int, ServiceWindow]
    locations: Mapping[int, Location]


async def taxonomy() -> Taxonomy:
    rows = await Category.all().order_by("id")
    return Taxonomy.of(Branch(c.id, c.parent_id, c.slug, c.name_zh, c.name_en, c.code) for c in rows)


async def services(ids: Sequence[int], now: datetime) -> list[Document]:
    rows = await Service.filter(id__in=list(ids)).order_by("id")
    around = await _surroundings()
    offered = await _offered(ids, now)
    return [_service(row, around, offered.get(row.id, Offered())) for row in rows]


async def _surroundings() -> Surroundings:
    windows = {row.id: row for row in await ServiceWindow.all()}
    places = await Location.filter(id__in={row.location_id for row in windows.values()}) if windows else []
    return Surroundings(
        taxonomy=await taxonomy(),
        areas={row.code: row for row in await AreaOfLaw.all()},
        guides={row.id: row.title_zh for row in await Guide.all().only("id", "title_zh")},
        windows=windows,
        locations={row.id: row for row in places},
    )


async def _offered(ids: Sequence[int], now: datetime) -> dict[int, Offered]:
    listings = published_listings(day_in(now)).filter(service_id__in=list(ids))
    rows = await listings.distinct().values_list(
        "service_id", "provider__type__kind", "provider__district_id", "provider__languages"
    )
    found = dict[int, Offered]()
    for service, kind, district, languages in rows:
        offered = found.setdefault(int(service), Offered())
        offered.kinds.add(str(kind))
        offered.districts.add(str(district))
        offered.languages.update(map(str, languages))
    return found


def _service(row: Service, around: Surroundings, offered: Offered) -> Document:
    path = around.taxonomy.path(row.category_id)
    area = around.areas[row.area_id]
    window = around.windows.get(row.window_id or 0)
    place = around.locations.get(window.location_id) if window else None
    return Document(
        id=f"service-{row.id}",
        kind="service",
        name=row.name_zh,
        aliases=[*row.colloquial, row.name_en],
        keywords=[
            *(step.name_zh for step in path),
            area.name_zh,
            area.name_en,
            around.guides.get(row.guide_id or 0, ""),
        ],
        body="\n".join([row.summary_zh, *row.steps, *(paper.name for paper in papers(row.materials))]),
        facets={
            "type": ("SERVICE",),
            "category": tuple(str(step.id) for step in path),
            "mode": row.modes,
            "fee_kind": (row.fee_kind,),
            "provider_kind": tuple(sorted(offered.kinds)),
            "district": tuple(sorted(offered.districts)),
            "language": tuple(sorted(offered.languages)),
            "accessibility": place.accessibility if place else (),
            "hours": _hours(window),
        },
        numbers=fee_of(row.fee_kind, row.fee_min),
        point=point_of(place),
    )


async def guides(ids: Sequence[int], _now: datetime) -> list[Document]:
    rows = await Guide.filter(id__in=list(ids)).order_by("id")
    tree = await taxonomy()
    categories = dict[int, set[int]]()
    for guide, category in await Service.filter(guide_id__in=list(ids)).values_list("guide_id", "category_id"):
        categories.setdefault(int(guide), set()).update(step.id for step in tree.path(int(category)))
    return [
        Document(
            id=f"guide-{row.id}",
            kind="guide",
            name=row.title_zh,
            aliases=(row.title_en,),
            body=row.body_zh,
            facets={"type": ("GUIDE",), "category": _texts(categories.get(row.id, ()))},
        )
        for row in rows
    ]


async def windows(ids: Sequence[int], _now: datetime) -> list[Document]:
    rows = await ServiceWindow.filter(id__in=list(ids)).order_by("id")
    places = {row.id: row for row in await Location.filter(id__in={row.location_id for row in rows})}
    tree = await taxonomy()
    served = dict[int, list[tuple[str, int]]]()
    pairs = Service.filter(window_id__in=list(ids)).order_by("id").values_list("window_id", "name_zh", "category_id")
    for window, name, category in await pairs:
        served.setdefault(int(window), []).append((str(name), int(category)))
    return [_window(row, places[row.location_id], served.get(row.id, []), tree) for row in rows]


def _window(row: ServiceWindow, place: Location, served: list[tuple[str, int]], tree: Taxonomy) -> Document:
    categories = {step.id for _, category in served for step in tree.path(category)}
    return Document(
        id=f"window-{row.id}",
        kind="window",
        name=row.name_zh,
        aliases=(row.name_en, f"{row.number}号窗口"),
        keywords=[name for name, _ in served],
        facets={
            "type": ("WINDOW",),
            "category": _texts(categories),
            "mode": ("IN_PERSON",),
            "district": (place.district_id,),
            "accessibility": place.accessibility,
            "hours": _hours(row),
        },
        point=point_of(place),
    )


def _hours(window: ServiceWindow | None) -> tuple[str, ...]:
    return tuple(token for token, *_ in window_tokens(window.hours)) if window else ()


def _texts(ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(id_) for id_ in sorted(ids))


def fee_of(kind: str, least: int | None) -> dict[str, float]:
    """Return the number that answers are sorted by; a price by quote has none."""
    if kind == "FREE":
        return {"fee": 0.0}
    return {} if least is None else {"fee": float(least)}


def point_of(place: Location | None) -> tuple[float, float] | None:
    if place is None or place.lat is None or place.lng is None:
        return None
    return (place.lat, place.lng)
