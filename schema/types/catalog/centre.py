"""Centre: the legal service centre itself."""

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from providers.models import Centre as CentreRow
from schema.context import Info, fetches
from schema.relay import Node, built, forward, gid
from schema.scalars import bad_input
from schema.types.catalog.window import ServiceWindow, window
from schema.types.catalog.words import InLocale, said

YEARS = range(1949, 2200)


@strawberry.type
class Centre(Node):
    """The legal service centre."""

    row: strawberry.Private[CentreRow]

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.row.name_zh, self.row.name_en)

    @strawberry.field(description="Counters of the centre.")
    async def windows(self, info: Info) -> list[ServiceWindow]:
        return [window(row) for row in await info.context.use.catalog.windows()]

    @strawberry.field(
        description="Calendar of one year.", graphql_type=forward("schema.types.booking", "HolidayCalendar") | None
    )
    async def holidays(
        self, info: Info, year: Annotated[int, strawberry.argument(description="The year, e.g. 2026.")]
    ) -> Any:  # noqa: ANN401 a type of a room further on
        if year not in YEARS:
            raise bad_input(f"year must lie within {YEARS.start} and {YEARS.stop - 1}")
        days = await info.context.use.catalog.calendar(year)
        return built("HolidayCalendar", (year, days)) if days else None


def centre(row: CentreRow) -> Centre:
    return Centre(id=gid("Centre", row.id), row=row)


@fetches("Centre")
async def centres(info: Info, ids: list[int]) -> Mapping[int, Centre]:
    row = await info.context.use.catalog.centre()
    return {row.id: centre(row)} if row.id in ids else {}
