"""From a Bearer token to the person behind it. A token that is no longer good is no fault: its bearer is a visitor."""

from collections.abc import Mapping
from datetime import datetime

from providers.accounts import Accounts
from providers.rules.access import Actor

_SCHEME = "bearer"
_LONGEST = 512


def token_of(header: object) -> str | None:
    """Read the token out of an Authorization header's value."""
    if not isinstance(header, str) or len(header) > _LONGEST:
        return None
    scheme, _, token = header.strip().partition(" ")
    return token.strip() or None if scheme.lower() == _SCHEME else None


def token_among(parameters: Mapping[str, object]) -> str | None:
    """Read it out of a WebSocket's connection_init payload, where browsers must put what they cannot in a header."""
    return token_of(parameters.get("Authorization")) or token_of(parameters.get("authorization"))


async def actor_of(accounts: Accounts, token: str | None, now: datetime) -> Actor | None:
    return await accounts.actor_of(token, now) if token else None
