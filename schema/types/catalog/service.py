"""Service: what stands on the shelf."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import strawberry

from providers.enums import ListingSort, ServiceMode
from providers.models import Service as ServiceRow
from providers.rules.shelf import Neighbour, eligibility, papers, steps
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import After, Connection, Edge, First, Node, builds, built, checked_first, forward, gid
from schema.types.catalog.category import Category, category, taxonomy
from schema.types.catalog.listing import ListingConnection
from schema.types.catalog.offers import Chosen, Page, Sorted, listings_of
from schema.types.catalog.parts import EligibilityRule, Fee, RequiredDocument, ServiceStep, SourceLink
from schema.types.catalog.words import InLocale, said


@strawberry.type(description="A service on the shelf (one of 180). Providers offer it through listings.")
class Service(Node):
    """A service on the shelf."""

    row: strawberry.Private[ServiceRow]

    @strawberry.field(description="Shelf code of the catalogue, e.g. LS-016.")
    def code(self) -> str:
        return self.row.code

    @strawberry.field(description="Readable key for URLs.")
    def slug(self) -> str:
        return self.row.slug

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.row.name_zh, self.row.name_en)

    @strawberry.field(description="Two lines.")
    def summary(self, locale: InLocale = None) -> str:
        return said(locale, self.row.summary_zh, self.row.summary_en)

    @strawberry.field(description="Taxonomy nodes.")
    async def categories(self, info: Info) -> list[Category]:
        branch = (await taxonomy(info)).branches.get(self.row.category_id)
        return [] if branch is None else [category(branch)]

    @strawberry.field(description="What people actually say when they mean this.")
    def colloquial_names(self) -> list[str]:
        return list(self.row.colloquial)

    @strawberry.field(description="Free, fixed, range or by quote.")
    def fee(self) -> Fee:
        return Fee.of(self.row.fee_kind, self.row.fee_min, self.row.fee_max, self.row.fee_note)

    @strawberry.field(description="Structured rules; see eligibilityCheck on Need.")
    def eligibility(self) -> list[EligibilityRule]:
        return [EligibilityRule(rule=rule) for rule in eligibility(self.row.provider_types, self.row.legal_basis)]

    @strawberry.field(description="What to bring.")
    def required_documents(self) -> list[RequiredDocument]:
        return [RequiredDocument(paper=paper) for paper in papers(self.row.materials)]

    @strawberry.field(description="What happens, in order.")
    def steps(self) -> list[ServiceStep]:
        found = steps(self.row.steps, self.row.materials, self.row.statutory_time_limit)
        return [ServiceStep(step=step) for step in found]

    @strawberry.field(description="Ways it can be served.")
    def modes(self) -> list[ServiceMode]:
        return [ServiceMode(mode) for mode in self.row.modes]

    @strawberry.field(
        description="Counters of the centre.",
        graphql_type=list[forward("schema.types.catalog.window", "ServiceWindow")],
    )
    async def windows(self, info: Info) -> Any:  # noqa: ANN401 a type of a module further on
        if self.row.window_id is None:
            return []
        row = await loader("windows", info.context.use.catalog.windows_by_id).load(self.row.window_id)
        return [] if row is None else [built("ServiceWindow", row)]

    @strawberry.field(description="Legal basis.")
    def sources(self) -> list[SourceLink]:
        return [SourceLink(title=title, url=None) for title in self.row.legal_basis]

    @strawberry.field(description="Listings.")
    async def listings(
        self,
        info: Info,
        where: Chosen = None,
        sort: Sorted = ListingSort.SOONEST,
        first: First = 20,
        after: After = None,
    ) -> ListingConnection:
        return await listings_of(info, ("service_id", self.row.id), Page(where, sort, first, after))

    @strawberry.field(description="Last checked by a person; older than the limit shows a warning.")
    def assured_at(self) -> datetime | None:
        return self.row.assured_at

    @strawberry.field(description="Often needed together.")
    async def related(self, info: Info, first: First = 5) -> list["Service"]:
        read = partial(info.context.use.catalog.related, first=checked_first(first))
        of = Neighbour(self.row.id, self.row.guide_id, self.row.category_id)
        return [service(row) for row in await loader(("related", first), read).load(of) or []]


@builds("Service")
def service(row: ServiceRow) -> Service:
    return Service(id=gid("Service", row.id), row=row)


@fetches("Service")
async def services(info: Info, ids: list[int]) -> Mapping[int, Service]:
    return {id_: service(row) for id_, row in (await info.context.use.catalog.services_by_id(ids)).items()}


ServiceEdge = Edge[Service]
ServiceConnection = Connection[Service]
