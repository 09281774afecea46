"""One-time codes: kept as HMAC, five minutes, five tries, and only as many as the limits allow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from tortoise.expressions import F

from providers.counters import Limit, count
from providers.db import retrying, transaction
from providers.errors import InvalidInput, RateLimited
from providers.models import LoginCode
from providers.vault import Vault

_CODE = "login_code"
_PATH = ("input", "code")
_PER_PHONE = Limit("code_phone", 5, timedelta(minutes=10))
_PER_ADDRESS = Limit("code_address", 300, timedelta(hours=1))
_GUESSES = Limit("guess_address", 600, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class CodeRules:
    """How long codes live, how often one may be asked for and tried; an address may stand for a hall full of people."""

    life: timedelta = timedelta(minutes=5)
    tries: int = 5
    per_phone: Limit = _PER_PHONE
    per_address: Limit = _PER_ADDRESS
    guesses_per_address: Limit = _GUESSES


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of all phones; `phone` is normalised."""

    vault: Vault
    rules: CodeRules

    @retrying()
    async def issue(self, phone: str, code: str, address: str, now: datetime) -> None:
        """Store the code in place of an older one; the limits are counted in the same transaction."""
        async with transaction():
            await count(self.rules.per_phone, self.vault.index("rate.phone", phone), now)
            await count(self.rules.per_address, self.vault.index("rate.address", address), now)
            fresh = LoginCode(
                phone_hash=self._phone(phone), code_hash=self._hash(phone, code), expires_at=now + self.rules.life
            )
            await LoginCode.bulk_create(
                [fresh], on_conflict=["phone_hash"], update_fields=["code_hash", "expires_at", "tries"]
            )

    @retrying()
    async def check(self, phone: str, code: str, address: str, now: datetime) -> LoginCode:
        """Count a try, then compare: guesses at the same time cannot exceed the tries. Does not use the code up."""
        await count(self.rules.guesses_per_address, self.vault.index("rate.address", address), now)
        async with transaction():
            mine = LoginCode.filter(phone_hash=self._phone(phone), expires_at__gt=now)
            counted = await mine.filter(tries__lt=self.rules.tries).update(tries=F("tries") + 1)
            stored = await mine.get_or_none()
        if stored is None:
            raise _wrong()
        if not counted:
            wait = max(1, int((stored.expires_at - now).total_seconds()))
            raise RateLimited("验证码输错次数过多，请重新获取验证码。", _PATH, retry_after_seconds=wait)
        if not compare_digest(stored.code_hash, self._hash(phone, code)):
            raise _wrong()
        return stored

    def _phone(self, phone: str) -> str:
        return self.vault.index(_CODE, phone)

    def _hash(self, phone: str, code: str) -> str:
        return self.vault.index(_CODE, f"{phone}|{code}")


async def use_up(stored: LoginCode) -> None:
    """Take the code, inside the caller's transaction: of several at once only one has it."""
    if not await LoginCode.filter(id=stored.id, code_hash=stored.code_hash).delete():
        raise _wrong()


def _wrong() -> InvalidInput:
    return InvalidInput("验证码不正确或已过期，请核对后重输，或重新获取。", _PATH, rule="code")
