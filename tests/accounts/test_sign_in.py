"""Signing in: codes that are counted and work once, sessions that can be ended."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from providers.accounts import Accounts, CodeRules, Person
from providers.counters import Limit, count
from providers.db import Database
from providers.enums import Role
from providers.errors import InvalidInput, RateLimited
from providers.models import Account, LoginCode, Membership, Provider, Session
from providers.rules.phones import masked, normalise
from providers.vault import Vault
from tests.rows import fill

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
PHONE = "13800000001"


@dataclass
class Outbox:
    """Keeps what was sent."""

    sent: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    async def send(self, phone: str, code: str) -> None:
        self.sent.append((phone, code))


def accounts(**given: object) -> tuple[Accounts, Outbox]:
    outbox = Outbox()
    return Accounts(Vault("s" * 32), outbox, **given), outbox  # type: ignore[arg-type]


async def code_for(use: Accounts, outbox: Outbox, now: datetime = NOW) -> str:
    await use.request_code(PHONE, "10.0.0.1", now)
    return outbox.sent[-1][1]


@pytest.mark.parametrize(
    "said", ["13800000001", "+86 138 0000 0001", "86-13800000001", "１３８００００000１", "008613800000001"]
)
def test_a_mobile_number_has_one_form(said: str) -> None:
    assert normalise(said) == "+8613800000001"
    assert masked(normalise(said)) == "138****0001"


@pytest.mark.parametrize("said", ["", "12345678901", "1380000000", "138000000011", "+1 3800000001", "打电话"])
def test_what_is_no_mobile_number_is_refused_with_advice(said: str) -> None:
    with pytest.raises(InvalidInput, match="手机号") as refused:
        normalise(said)
    assert refused.value.path == ("input", "phone")


async def test_a_first_sign_in_makes_a_citizen(database: Database) -> None:
    use, outbox = accounts()
    token, actor = await use.sign_in("+86 138 0000 0001", await code_for(use, outbox), "10.0.0.1", NOW)
    assert outbox.sent[0][0] == "+8613800000001"
    assert actor.roles == {Role.CITIZEN}
    assert await use.actor_of(token, NOW) == actor
    account = await Account.get(id=actor.account_id)
    assert use.phone_masked(account) == "138****0001"
    assert "13800000001" not in account.phone_sealed + account.phone_hash
    assert token not in (await Session.get()).token_hash


async def test_a_code_works_once(database: Database) -> None:
    use, outbox = accounts()
    code = await code_for(use, outbox)
    answers = await asyncio.gather(
        *(use.sign_in(PHONE, code, "10.0.0.1", NOW) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(answer, tuple) for answer in answers) == 1
    assert {type(answer) for answer in answers if not isinstance(answer, tuple)} == {InvalidInput}
    assert await Session.all().count() == await Account.all().count() == 1


async def test_wrong_codes_at_once_get_five_tries_together(database: Database) -> None:
    use, outbox = accounts()
    code = await code_for(use, outbox)
    wrong = ["000000" if code != "000000" else "111111"] * 20
    answers = await asyncio.gather(
        *(use.sign_in(PHONE, each, "10.0.0.1", NOW) for each in wrong), return_exceptions=True
    )
    assert sum(isinstance(answer, InvalidInput) for answer in answers) == 5
    assert sum(isinstance(answer, RateLimited) for answer in answers) == 15
    with pytest.raises(RateLimited):
        await use.sign_in(PHONE, code, "10.0.0.1", NOW)
    fresh = await code_for(use, outbox)
    assert await use.sign_in(PHONE, fresh, "10.0.0.1", NOW)


async def test_a_code_dies_after_five_minutes(database: Database) -> None:
    use, outbox = accounts()
    code = await code_for(use, outbox)
    with pytest.raises(InvalidInput):
        await use.sign_in(PHONE, code, "10.0.0.1", NOW + timedelta(minutes=5))
    assert await use.sign_in(PHONE, code, "10.0.0.1", NOW + timedelta(minutes=4, seconds=59))


async def test_a_newer_code_replaces_the_older(database: Database) -> None:
    use, outbox = accounts()
    first, second = await code_for(use, outbox), await code_for(use, outbox)
    if first != second:
        with pytest.raises(InvalidInput):
            await use.sign_in(PHONE, first, "10.0.0.1", NOW)
    assert await use.sign_in(PHONE, second, "10.0.0.1", NOW)
    assert await LoginCode.all().count() == 0


async def test_a_code_is_not_kept_in_clear(database: Database) -> None:
    use, outbox = accounts()
    code = await code_for(use, outbox)
    stored = await LoginCode.get()
    assert code not in stored.code_hash
    assert "138" not in stored.phone_hash[:3] or len(stored.phone_hash) == 64


async def test_codes_are_limited_by_phone_and_by_address(database: Database) -> None:
    rules = CodeRules(
        per_phone=Limit("code_phone", 2, timedelta(minutes=10)),
        per_address=Limit("code_address", 3, timedelta(hours=1)),
    )
    use, outbox = accounts(rules=rules)
    await code_for(use, outbox)
    await code_for(use, outbox)
    with pytest.raises(RateLimited) as refused:
        await code_for(use, outbox)
    assert 0 < refused.value.retry_after_seconds <= 601
    later = NOW + timedelta(seconds=refused.value.retry_after_seconds)
    await use.request_code("13800000002", "10.0.0.1", later)
    with pytest.raises(RateLimited):
        await use.request_code("13800000003", "10.0.0.1", later)
    await use.request_code("13800000003", "10.0.0.2", later)
    assert len(outbox.sent) == 4


async def test_counting_at_once_never_passes_the_limit(database: Database) -> None:
    limit = Limit("anything", 7, timedelta(minutes=1))
    answers = await asyncio.gather(*(count(limit, "subject", NOW) for _ in range(30)), return_exceptions=True)
    assert sum(answer is None for answer in answers) == 7
    assert sum(isinstance(answer, RateLimited) for answer in answers) == 23


async def test_the_development_code_is_fixed(database: Database) -> None:
    use, outbox = accounts(dev_code="246810")
    assert await code_for(use, outbox) == "246810"


async def test_a_session_ends_by_signing_out_or_by_age(database: Database) -> None:
    use, outbox = accounts()
    token, actor = await use.sign_in(PHONE, await code_for(use, outbox), "10.0.0.1", NOW)
    other, _ = await use.sign_in(PHONE, await code_for(use, outbox), "10.0.0.1", NOW)
    await use.sign_out(actor, NOW)
    assert await use.actor_of(token, NOW) is None
    assert await use.actor_of(other, NOW) is not None
    assert await use.actor_of(other, NOW + timedelta(days=30)) is None
    assert await use.actor_of("no such token", NOW) is None


async def test_a_seeded_person_keeps_roles_and_workplaces(database: Database) -> None:
    use, outbox = accounts()
    provider = await fill(Provider)
    someone = Person(PHONE, "李经办", [Role.WINDOW_CLERK], {provider.id: Role.PROVIDER_ADMIN})
    first = await use.ensure_person(someone, NOW)
    assert await use.ensure_person(someone, NOW) == first
    _, actor = await use.sign_in(PHONE, await code_for(use, outbox), "10.0.0.1", NOW)
    assert actor.account_id == first
    assert actor.roles == {Role.CITIZEN, Role.WINDOW_CLERK, Role.PROVIDER_ADMIN}
    assert actor.provider_ids == {provider.id}
    assert await Account.all().count() == await Membership.all().count() == 1
