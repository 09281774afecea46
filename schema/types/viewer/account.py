"""Account: the person behind a role, as far as the one who looks may see them."""

from collections.abc import Mapping

import strawberry

from providers.enums import AccessNeed, Role
from providers.models import Account as AccountRow
from providers.rules.access import Actor
from schema.context import Info, fetches
from schema.relay import Node, builds, gid
from schema.scalars import Locale, TimeZone
from schema.types.catalog.provider import Provider


@strawberry.type
class Account(Node):
    """A person."""

    row: strawberry.Private[AccountRow]
    own: strawberry.Private[bool]

    @strawberry.field(description="Name to show.")
    def display_name(self) -> str:
        return self.row.display_name

    @strawberry.field(description="Masked mobile number.")
    def phone_masked(self, info: Info) -> str | None:
        """Shown to the person and to the centre, which calls back; never to institutions."""
        if not (self.own or _may_see(info.context.actor, self.row.id)):
            return None
        return info.context.use.accounts.phone_masked(self.row)

    @strawberry.field(description="Language; the request's when left out.")
    def locale(self) -> Locale:
        return Locale(self.row.locale)

    @strawberry.field(description="Zone of the wall times.")
    def time_zone(self) -> TimeZone:
        return TimeZone(self.row.time_zone)

    @strawberry.field(description="Real-name check.")
    def verified(self) -> bool:
        return self.row.verified

    @strawberry.field(description="Access needs to be met at every visit.")
    def accessibility_needs(self) -> list[AccessNeed]:
        return [AccessNeed(need) for need in self.row.access_needs]


@strawberry.type
class Membership:
    """A workplace and the role there."""

    role: Role = strawberry.field(description="Role.")
    provider: Provider = strawberry.field(description="The institution.")


def _may_see(actor: Actor | None, account_id: int) -> bool:
    if actor is None:
        return False
    return actor.account_id == account_id or actor.may_dispatch() or actor.may_enter_for_others()


@builds("Account")
def account(row: AccountRow) -> Account:
    return Account(id=gid("Account", row.id), row=row, own=False)


def own_account(row: AccountRow) -> Account:
    """Show a person to themselves, also in the answer that signs them in."""
    return Account(id=gid("Account", row.id), row=row, own=True)


@fetches("Account")
async def accounts(info: Info, ids: list[int]) -> Mapping[int, Account]:
    """People are found by id only by themselves and by the centre."""
    actor = info.context.actor
    wanted = [id_ for id_ in ids if actor and (actor.account_id == id_ or actor.may_dispatch())]
    return {id_: account(row) for id_, row in (await info.context.use.accounts.by_id(wanted)).items()}
