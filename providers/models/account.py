"""People who sign in: accounts, roles, workplaces, sessions, one-time codes, counters."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from providers.models.fields import RESTRICT, WordsField, word
from providers.models.institution import Provider


class Account(Model):
    """A person. The phone is sealed (vault, bound to `account.phone` and the hash) and found by its keyed hash only."""

    id: int = fields.BigIntField(primary_key=True)
    phone_hash = fields.CharField(max_length=64, unique=True)
    phone_sealed = fields.TextField()
    display_name = fields.CharField(max_length=60)
    locale = fields.CharField(max_length=20, default="zh-Hans")
    time_zone = fields.CharField(max_length=40, default="Asia/Shanghai")
    verified = fields.BooleanField(default=False)
    access_needs: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    roles: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]  # beyond CITIZEN: centre staff
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "account"


class Membership(Model):
    """An account that acts for an institution, as PROVIDER_STAFF or PROVIDER_ADMIN."""

    id: int = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    account_id: int
    provider: fields.ForeignKeyRelation[Provider] = fields.ForeignKeyField(
        "models.Provider", related_name=False, on_delete=RESTRICT
    )
    provider_id: int
    role = word()
    joined_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "membership"
        unique_together = (("account_id", "provider_id"),)
        indexes = (("provider_id",),)


class Session(Model):
    """A sign-in; only the SHA-256 of its token is kept."""

    id: int = fields.BigIntField(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    account_id: int
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    ended_at: datetime | None = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "session"
        indexes = (("account_id",),)


class LoginCode(Model):
    """The one-time code of a phone, as HMAC; the newest replaces the older. `tries` counts wrong ones."""

    id: int = fields.BigIntField(primary_key=True)
    phone_hash = fields.CharField(max_length=64, unique=True)
    code_hash = fields.CharField(max_length=64)
    expires_at = fields.DatetimeField()
    tries = fields.IntField(default=0)

    class Meta(Model.Meta):
        table = "login_code"


class RateCounter(Model):
    """How often something happened in a window of time, e.g. codes for a phone; `subject` is a keyed hash."""

    id: int = fields.BigIntField(primary_key=True)
    kind = word()
    subject = fields.CharField(max_length=64)
    window_start = fields.DatetimeField()
    count = fields.IntField(default=0)

    class Meta(Model.Meta):
        table = "rate_counter"
        unique_together = (("kind", "subject", "window_start"),)
