"""Settings: the only reader of the environment, and the table of them that the README shows."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings, SettingsConfigDict

Seconds = Annotated[int, Field(ge=1, le=7 * 24 * 3600)]
HttpUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
DatabaseUrl = Annotated[str, StringConstraints(pattern=r"^(sqlite:///\S|postgres(ql)?://\S)")]
Secret = Annotated[SecretStr, Field(min_length=32)]

_ADDRESS = "an address that starts with http:// or https://"
_LONG = "at least 32 characters"
_SHAPES = {
    "FAWU_DATABASE_URL": "sqlite:///path/to/file.db or postgres://user:password@host:port/name",
    "FAWU_DEV_CODE": "six digits",
    "FAWU_SECRET": _LONG,
    "FAWU_CODE_GATEWAY_SECRET": _LONG,
    "FAWU_CODE_GATEWAY_URL": _ADDRESS,
    "FAWU_PUBLIC_URL": _ADDRESS,
    "MEILI_URL": _ADDRESS,
}


class SetupError(Exception):
    """What the operator can mend: shown as one line, exit code 2."""


class Settings(BaseSettings):
    """Every setting, by the name it has in the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    env: Literal["development", "production"] = Field(
        "development",
        validation_alias="FAWU_ENV",
        description="`production` asks for secrets and closes GraphiQL, introspection and suggestions",
    )
    host: str = Field("127.0.0.1", validation_alias="FAWU_HOST", description="address to listen on")
    port: int = Field(
        8000, ge=0, le=65535, validation_alias="FAWU_PORT", description="port to listen on; 0 takes any free one"
    )
    var: Path = Field(
        Path("var"), validation_alias="FAWU_VAR", description="the one folder written to: database, index, secret"
    )
    database_url: DatabaseUrl | None = Field(
        None,
        validation_alias="FAWU_DATABASE_URL",
        description="`sqlite:///path` or `postgres://user:password@host:port/name`; unset: SQLite in `FAWU_VAR`",
    )
    sqlite_synchronous: Literal["FULL", "NORMAL"] = Field(
        "FULL",
        validation_alias="FAWU_SQLITE_SYNCHRONOUS",
        description="`NORMAL` is faster, and may forget the last bookings when the power fails",
    )
    meili_url: HttpUrl | None = Field(
        None, validation_alias="MEILI_URL", description="a Meilisearch server; unset: the embedded index"
    )
    meili_master_key: SecretStr | None = Field(
        None, validation_alias="MEILI_MASTER_KEY", description="key of the Meilisearch server"
    )
    secret: Secret | None = Field(
        None,
        validation_alias="FAWU_SECRET",
        description="at least 32 characters; seals personal data. Production demands it; development makes one once",
    )
    hold_seconds: Seconds = Field(
        120, validation_alias="FAWU_HOLD_SECONDS", description="how long a chosen slot stays held"
    )
    offer_seconds: Seconds = Field(
        120, validation_alias="FAWU_OFFER_SECONDS", description="how long an institution may think about an offer"
    )
    promise_seconds: Seconds = Field(
        600, validation_alias="FAWU_PROMISE_SECONDS", description="the promise: a need is matched within"
    )
    dev_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")] | None = Field(
        None,
        validation_alias="FAWU_DEV_CODE",
        description="development only: the sign-in code; unset: a fresh one, written to the log",
    )
    code_gateway_url: HttpUrl | None = Field(
        None,
        validation_alias="FAWU_CODE_GATEWAY_URL",
        description="webhook that sends sign-in codes by SMS; production demands it",
    )
    code_gateway_secret: Secret | None = Field(
        None,
        validation_alias="FAWU_CODE_GATEWAY_SECRET",
        description="at least 32 characters; signs what goes to the webhook. Demanded with it",
    )
    public_url: HttpUrl | None = Field(
        None, validation_alias="FAWU_PUBLIC_URL", description="base of the links given out; unset: host and port"
    )
    operation_seconds: Seconds = Field(
        10, validation_alias="FAWU_OPERATION_SECONDS", description="deadline of one GraphQL operation"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias="FAWU_LOG_LEVEL", description="least level that is logged (JSON lines on stderr)"
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        gateway = self.code_gateway_url is not None
        if gateway and self.code_gateway_secret is None:
            raise ValueError("FAWU_CODE_GATEWAY_SECRET is missing: set one of at least 32 characters")
        if self.production:
            if self.secret is None:
                raise ValueError("FAWU_SECRET is missing: production needs one of at least 32 random characters")
            if not gateway:
                raise ValueError("FAWU_CODE_GATEWAY_URL is missing: production sends sign-in codes through a webhook")
            if self.dev_code is not None:
                raise ValueError("FAWU_DEV_CODE is for development only: unset it")
        return self

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.var.resolve() / 'fawu.db'}"

    @property
    def public(self) -> str:
        """The base of links, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def meili_key(self) -> str | None:
        return self.meili_master_key.get_secret_value() if self.meili_master_key else None

    @property
    def hold(self) -> timedelta:
        return timedelta(seconds=self.hold_seconds)

    @property
    def offer(self) -> timedelta:
        return timedelta(seconds=self.offer_seconds)

    @property
    def promise(self) -> timedelta:
        return timedelta(seconds=self.promise_seconds)


def load(**given: Any) -> Settings:  # noqa: ANN401 any setting, by its name in the environment
    """Read the environment; `given` goes before it. SetupError says in one line what to mend."""
    try:
        return Settings(**given)
    except ValidationError as fault:
        lines = [_line(error["loc"], error["msg"]) for error in fault.errors(include_url=False, include_input=False)]
        raise SetupError("; ".join(lines)) from None


def table() -> str:
    """Give the settings as the README's table."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for field in Settings.model_fields.values():
        default = "" if field.default in {None, PydanticUndefined} else f"`{field.default}`"
        rows.append(f"| `{field.validation_alias}` | {default} | {field.description} |")
    return "\n".join(rows)


def _line(where: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not where:
        return message
    name = str(where[0])
    if name in _SHAPES:
        return f"{name} must be {_SHAPES[name]}"
    return f"{name}: {re.sub(r'^(Input|String|Value) should', 'it should', message)}"
