"""Viewer: the signed-in person and what is theirs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import strawberry

from providers.booking import BookingFilter
from providers.enums import Role
from providers.matching import NeedFilter, reads
from providers.rules.access import Actor
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import After, First, Node, checked_first, connection, gid, listed, values_of
from schema.types.booking import BookingConnection, BookingWhere, booking
from schema.types.catalog.category import taxonomy
from schema.types.catalog.provider import provider
from schema.types.matching import NeedConnection, need
from schema.types.matching.inputs import NeedWhere
from schema.types.viewer.account import Account, Membership, own_account
from schema.types.viewer.notices import DataExport, NotificationConnection, NotificationPreference
from schema.types.viewer.waiting import WaitlistEntryConnection

Needs = Annotated[NeedWhere | None, strawberry.argument(description="Which ones.")]
Bookings = Annotated[BookingWhere | None, strawberry.argument(description="Which ones.")]
UnreadOnly = Annotated[bool | None, strawberry.argument(description="Only what was not read yet.")]


@strawberry.type
class Viewer(Node):
    """The signed-in person."""

    actor: strawberry.Private[Actor]

    @strawberry.field(description="The person behind the role.")
    async def account(self, info: Info) -> Account:
        row = await loader("accounts", info.context.use.accounts.by_id).load(self.actor.account_id)
        if row is None:
            raise LookupError(f"account {self.actor.account_id} of a session is gone")
        return own_account(row)

    @strawberry.field(description="Workplaces this account acts for.")
    async def memberships(self, info: Info) -> list[Membership]:
        rows = await info.context.use.accounts.memberships(self.actor.account_id)
        workplaces = loader("providers", info.context.use.catalog.providers_by_id)
        found = await workplaces.load_many([row.provider_id for row in rows])
        return [
            Membership(role=Role(row.role), provider=provider(place))
            for row, place in zip(rows, found, strict=True)
            if place is not None
        ]

    @strawberry.field(description="Needs.")
    async def needs(self, info: Info, where: Needs = None, first: First = 20, after: After = None) -> NeedConnection:
        wanted = where.read(await taxonomy(info)) if where else NeedFilter()
        slice_ = checked_first(first), values_of(after, (int,))
        promise = info.context.use.matching.promise
        page = await reads.own_page(self.actor, wanted, promise, info.context.now(), slice_)
        return connection(page, need)

    @strawberry.field(description="Bookings; soonest first.")
    async def bookings(
        self, info: Info, where: Bookings = None, first: First = 20, after: After = None
    ) -> BookingConnection:
        wanted = where.read() if where else BookingFilter()
        size, beyond = checked_first(first), values_of(after, (datetime, int))
        return connection(await info.context.use.bookings.mine(self.actor, wanted, size, beyond), booking)

    @strawberry.field(description="Places waited for.")
    def waitlist(self, first: First = 20, after: After = None) -> WaitlistEntryConnection:
        return listed([], checked_first(first), after)  # nobody waits yet

    @strawberry.field(description="Newest first.")
    def notifications(
        self, *, unread_only: UnreadOnly = False, first: First = 20, after: After = None
    ) -> NotificationConnection:
        del unread_only
        return listed([], checked_first(first), after)  # nothing is sent yet

    @strawberry.field(description="Channels per event.")
    def notification_preferences(self) -> list[NotificationPreference]:
        return []

    @strawberry.field(description="Latest data export, if asked for.")
    def data_export(self) -> DataExport | None:
        return None


def viewer(actor: Actor) -> Viewer:
    return Viewer(id=gid("Viewer", actor.account_id), actor=actor)


@fetches("Viewer")
async def viewers(info: Info, ids: list[int]) -> Mapping[int, Viewer]:
    """Everybody is a viewer to themselves only."""
    actor = info.context.actor
    return {actor.account_id: viewer(actor)} if actor and actor.account_id in ids else {}
