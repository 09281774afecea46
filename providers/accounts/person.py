"""The person as the market keeps them: a sealed phone, found by its keyed hash; roles; workplaces."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from providers.enums import Role
from providers.models import Account, Membership
from providers.rules.phones import masked
from providers.vault import Vault

PHONE = "account.phone"  # the domain of the hash, and with the hash the place of the seal


@dataclass(frozen=True, slots=True)
class Person:
    """A development seed: someone of a role, perhaps at an institution (provider id -> role there)."""

    phone: str
    display_name: str
    roles: Collection[Role] = ()
    memberships: Mapping[int, Role] | None = None


def phone_hash(vault: Vault, phone: str) -> str:
    return vault.index(PHONE, phone)


def phone_of(vault: Vault, account: Account) -> str:
    """Open the number, masked: it is never shown in full."""
    return masked(vault.open(account.phone_sealed, _place(account.phone_hash)))


async def find_or_create(vault: Vault, phone: str, display_name: str, now: datetime) -> Account:
    """Give the account of a normalised number; a first sign-in makes it."""
    key = phone_hash(vault, phone)
    account = await Account.get_or_none(phone_hash=key)
    return account or await Account.create(
        phone_hash=key, phone_sealed=vault.seal(phone, _place(key)), display_name=display_name, created_at=now
    )


async def employ(account: Account, memberships: Mapping[int, Role], now: datetime) -> None:
    """Make the account act for these institutions, as the given roles."""
    for provider_id, role in memberships.items():
        known = Membership.filter(account_id=account.id, provider_id=provider_id)
        if not await known.update(role=role):
            await Membership.create(account_id=account.id, provider_id=provider_id, role=role, joined_at=now)


def _place(key: str) -> str:
    return f"{PHONE}.{key}"
