"""The use cases of signing in and out."""

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from providers.accounts.codes import CodeRules, Codes, use_up
from providers.accounts.person import Person, employ, find_or_create, phone_of
from providers.accounts.sessions import actor_behind
from providers.db import retrying, transaction
from providers.enums import Role
from providers.models import Account, LoginCode, Membership, Session
from providers.ports import CodeSender
from providers.rules.access import Actor
from providers.rules.phones import normalise
from providers.vault import Vault


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts, codes and sessions. `dev_code` fixes the code in development; in production it is None."""

    vault: Vault
    sender: CodeSender
    dev_code: str | None = None
    rules: CodeRules = field(default_factory=CodeRules)
    session_life: timedelta = timedelta(days=30)

    async def request_code(self, phone: str, address: str, now: datetime) -> None:
        """Send a one-time code. Whether the phone is known to the market cannot be told from outside."""
        number = normalise(phone)
        code = self.dev_code or f"{secrets.randbelow(1_000_000):06}"
        await self._codes.issue(number, code, address, now)
        await self.sender.send(number, code)

    async def sign_in(self, phone: str, code: str, address: str, now: datetime) -> tuple[str, Actor]:
        """Trade a code for a token, once; the first sign-in makes the account."""
        number = normalise(phone)
        digits = unicodedata.normalize("NFKC", code).strip()
        stored = await self._codes.check(number, digits, address, now)
        token = secrets.token_urlsafe(32)
        await self._open(stored, number, token, now)
        actor = await self.actor_of(token, now)
        if actor is None:
            raise LookupError("a session that was just stored is not there")
        return token, actor

    async def sign_out(self, actor: Actor, now: datetime) -> None:
        """End the session of this token only; other devices stay signed in."""
        await Session.filter(id=actor.session_id, ended_at=None).update(ended_at=now)

    async def actor_of(self, token: str, now: datetime) -> Actor | None:
        """Tell who stands behind a token; None when it is unknown, ended or too old."""
        return await actor_behind(_hash(token), now)

    @retrying()
    async def ensure_person(self, person: Person, now: datetime) -> int:
        """Make a person of the development seeds, or bring them to this name, these roles and workplaces."""
        async with transaction():
            account = await find_or_create(self.vault, normalise(person.phone), person.display_name, now)
            beyond = tuple(sorted(role.value for role in person.roles if role is not Role.CITIZEN))
            account.display_name, account.roles = person.display_name, beyond
            await account.save(update_fields=["display_name", "roles"])
            await employ(account, person.memberships or {}, now)
        return account.id

    async def by_id(self, account_ids: list[int]) -> Mapping[int, Account]:
        """Read accounts by id in one statement."""
        return {account.id: account for account in await Account.filter(id__in=account_ids)}

    def phone_masked(self, account: Account) -> str:
        return phone_of(self.vault, account)

    async def memberships(self, account_id: int) -> list[Membership]:
        """List the workplaces this account acts for."""
        return await Membership.filter(account_id=account_id).order_by("id")

    @retrying()
    async def _open(self, stored: LoginCode, number: str, token: str, now: datetime) -> None:
        async with transaction():
            await use_up(stored)
            account = await find_or_create(self.vault, number, f"市民{number[-4:]}", now)
            expires_at = now + self.session_life
            await Session.create(token_hash=_hash(token), account_id=account.id, created_at=now, expires_at=expires_at)

    @property
    def _codes(self) -> Codes:
        return Codes(self.vault, self.rules)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
