"""Provider: an institution on duty."""

from collections.abc import Mapping
from functools import partial

import strawberry

from providers.enums import ProviderKind, ProviderStatus
from providers.models import Provider as ProviderRow, ProviderType
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import After, First, Node, builds, checked_first, connection, gid, listed, values_of
from schema.scalars import Locale
from schema.types.catalog.listing import ListingConnection
from schema.types.catalog.offers import Chosen, Page, listings_of
from schema.types.catalog.people import Credential, PractitionerConnection, credential, locales, practitioner
from schema.types.catalog.place import Location, location
from schema.types.catalog.reviews import ReviewConnection, ReviewSummary, unreviewed
from schema.types.catalog.words import InLocale, said


async def _types(info: Info) -> Mapping[str, ProviderType]:
    async def read(_: list[str]) -> Mapping[str, Mapping[str, ProviderType]]:
        return {"": await info.context.use.catalog.provider_types()}

    return await loader("provider_types", read).load("") or {}


@strawberry.type(
    description="An institution on duty: law firm, notary office, mediation body, legal aid, arbitration, forensic..."
)
class Provider(Node):
    """An institution on duty."""

    row: strawberry.Private[ProviderRow]

    @strawberry.field(description="Readable key for URLs.")
    def slug(self) -> str:
        return self.row.slug

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.row.name_zh, self.row.name_en)

    @strawberry.field(description="Kind.")
    async def kind(self, info: Info) -> ProviderKind:
        return ProviderKind((await _types(info))[self.row.type_id].kind)

    @strawberry.field(description="Precise type of the catalogue (provider_types), e.g. basic_legal_service.")
    def type_code(self) -> str:
        return self.row.type_id

    @strawberry.field(description="True for made-up institutions of the sample content.")
    def is_sample(self) -> bool:
        return self.row.is_sample

    @strawberry.field(description="Who they are, plain text.")
    def about(self, locale: InLocale = None) -> str | None:
        return said(locale, self.row.about_zh, self.row.about_en) or None

    @strawberry.field(description="Status.")
    def status(self) -> ProviderStatus:
        return ProviderStatus(self.row.status)

    @strawberry.field(description="Checked licences; public part only.")
    async def credentials(self, info: Info) -> list[Credential]:
        context = info.context
        read = partial(context.use.catalog.licences_of_providers, actor=context.actor, now=context.now())
        return [credential(row) for row in await loader("provider_licences", read).load(self.row.id) or []]

    @strawberry.field(description="People who serve it.")
    async def practitioners(self, info: Info, first: First = 20, after: After = None) -> PractitionerConnection:
        context, place = info.context, values_of(after, (int,))
        now = context.now()
        read = partial(context.use.catalog.practitioners_of_providers, first=checked_first(first), after=place, now=now)
        page = await loader(("practitioners_of", first, after), read).load(self.row.id)
        if page is None:
            return listed([], first, None)
        found = connection(page, practitioner)
        found.count = partial(_people, info, self.row.id)
        return found

    @strawberry.field(description="Places.")
    async def locations(self, info: Info) -> list[Location]:
        read = partial(info.context.use.catalog.places_of_providers, now=info.context.now())
        rows = await loader("provider_places", read).load((self.row.id, self.row.location_id))
        return [location(row) for row in rows or []]

    @strawberry.field(description="Languages served in.")
    async def languages(self, info: Info) -> list[Locale]:
        return await locales(info, self.row.languages)

    @strawberry.field(description="Public listings; staff of the provider may ask for drafts too.")
    async def listings(
        self, info: Info, where: Chosen = None, first: First = 20, after: After = None
    ) -> ListingConnection:
        return await listings_of(info, ("provider_id", self.row.id), Page(where, None, first, after))

    @strawberry.field(description="Counts and mean.")
    def review_summary(self) -> ReviewSummary:
        return unreviewed()

    @strawberry.field(description="Published reviews, newest first.")
    def reviews(self, first: First = 10, after: After = None) -> ReviewConnection:
        return listed([], checked_first(first), after)

    @strawberry.field(description="Accepting offers right now.")
    def on_duty(self) -> bool:
        return self.row.on_duty and self.row.status == ProviderStatus.ACTIVE

    @strawberry.field(description="Median seconds to answer an offer, last 30 days.")
    def median_response_seconds(self) -> int | None:
        return self.row.median_response_seconds


async def _people(info: Info, id_: int) -> int:
    read = partial(info.context.use.catalog.count_practitioners, now=info.context.now())
    return await loader("practitioner_counts", read).load(id_) or 0


@builds("Provider")
def provider(row: ProviderRow) -> Provider:
    return Provider(id=gid("Provider", row.id), row=row)


@fetches("Provider")
async def institutions(info: Info, ids: list[int]) -> Mapping[int, Provider]:
    found = await info.context.use.catalog.visible_providers(ids, info.context.actor)
    return {id_: provider(row) for id_, row in found.items()}
