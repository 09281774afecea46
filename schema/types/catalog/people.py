"""People who serve, and licences."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import strawberry

from providers.enums import CredentialKind, CredentialState
from providers.models import Credential as CredentialRow, Practitioner as PractitionerRow
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Connection, Edge, Node, builds, built, forward, gid
from schema.scalars import Locale
from schema.types.catalog.category import Category, category, taxonomy
from schema.types.catalog.reviews import ReviewSummary, unreviewed


@strawberry.type
class Credential(Node):
    """A licence."""

    row: strawberry.Private[CredentialRow]

    @strawberry.field(description="Kind.")
    def kind(self) -> CredentialKind:
        return CredentialKind(self.row.kind)

    @strawberry.field(description="Number to quote.")
    def number(self) -> str:
        return self.row.number

    @strawberry.field(description="Body that issued it.")
    def issuer(self) -> str:
        return self.row.issuer

    @strawberry.field(description="From.")
    def valid_from(self) -> date | None:
        return self.row.valid_from

    @strawberry.field(description="To.")
    def valid_until(self) -> date | None:
        return self.row.valid_until

    @strawberry.field(description="State.")
    def state(self) -> CredentialState:
        return CredentialState(self.row.state)

    @strawberry.field(description="Last check against the register.")
    def checked_at(self) -> datetime | None:
        return self.row.checked_at


def credential(row: CredentialRow) -> Credential:
    return Credential(id=gid("Credential", row.id), row=row)


@fetches("Credential")
async def credentials(info: Info, ids: list[int]) -> Mapping[int, Credential]:
    context = info.context
    found = await context.use.catalog.visible_licences(ids, context.actor, context.now())
    return {id_: credential(row) for id_, row in found.items()}


async def locales(info: Info, codes: tuple[str, ...]) -> list[Locale]:
    """Return the BCP 47 tags of languages, each once."""

    async def read(_: list[str]) -> Mapping[str, Mapping[str, str]]:
        return {"": await info.context.use.catalog.language_tags()}

    tags = await loader("languages", read).load("") or {}
    return [Locale(tag) for tag in dict.fromkeys(tags.get(code, code) for code in codes)]


@strawberry.type(description="A person who serves: lawyer, notary, mediator.")
class Practitioner(Node):
    """A person who serves."""

    row: strawberry.Private[PractitionerRow]

    @strawberry.field(description="Name.")
    def name(self) -> str:
        return self.row.name

    @strawberry.field(description="Professional title.")
    def job_title(self) -> str | None:
        return self.row.job_title or None

    @strawberry.field(description="The institution.", graphql_type=forward("schema.types.catalog.provider", "Provider"))
    async def provider(self, info: Info) -> Any:  # noqa: ANN401 a type of a room further on
        row = await loader("providers", info.context.use.catalog.providers_by_id).load(self.row.provider_id)
        return built("Provider", row)

    @strawberry.field(description="Licences.")
    async def credentials(self, info: Info) -> list[Credential]:
        context = info.context
        read = partial(context.use.catalog.licences_of_practitioners, actor=context.actor, now=context.now())
        return [credential(row) for row in await loader("practitioner_licences", read).load(self.row.id) or []]

    @strawberry.field(description="Fields of practice.")
    async def specialties(self, info: Info) -> list[Category]:
        tree = await taxonomy(info)
        mapped = loader("areas", info.context.use.catalog.areas_to_categories)
        found = dict.fromkeys(id_ for id_ in await mapped.load_many(list(self.row.areas)) if id_ is not None)
        return [category(tree.branches[id_]) for id_ in found if id_ in tree.branches]

    @strawberry.field(description="Languages served in.")
    async def languages(self, info: Info) -> list[Locale]:
        return await locales(info, self.row.languages)

    @strawberry.field(description="Counts and mean.")
    def review_summary(self) -> ReviewSummary:
        return unreviewed()

    @strawberry.field(description="Taking offers now.")
    def on_duty(self) -> bool:
        return self.row.on_duty

    @strawberry.field(description="Matters in hand.")
    async def open_matters(self, info: Info) -> int:
        return await loader("open_matters", info.context.use.catalog.open_matters).load(self.row.id) or 0

    @strawberry.field(description="Places at once.")
    def capacity(self) -> int:
        return self.row.capacity


@builds("Practitioner")
def practitioner(row: PractitionerRow) -> Practitioner:
    return Practitioner(id=gid("Practitioner", row.id), row=row)


async def practitioner_by_id(info: Info, id_: int) -> Practitioner | None:
    """Load the person that something shown refers to."""
    row = await loader("practitioners", info.context.use.catalog.practitioners_by_id).load(id_)
    return None if row is None else practitioner(row)


@fetches("Practitioner")
async def practitioners(info: Info, ids: list[int]) -> Mapping[int, Practitioner]:
    context = info.context
    found = await context.use.catalog.visible_practitioners(ids, context.actor, context.now())
    return {id_: practitioner(row) for id_, row in found.items()}


PractitionerEdge = Edge[Practitioner]
PractitionerConnection = Connection[Practitioner]
