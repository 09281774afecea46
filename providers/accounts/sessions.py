"""Who stands behind a token: one statement for each request."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from datetime import UTC, datetime
from typing import Any

from providers.db import reader
from providers.enums import Role
from providers.rules.access import Actor

_BEHIND = """
SELECT session.id AS session_id, session.account_id, account.roles, membership.provider_id, membership.role
FROM session JOIN account ON account.id = session.account_id
LEFT JOIN membership ON membership.account_id = session.account_id
WHERE session.token_hash = {0} AND session.ended_at IS NULL AND session.expires_at > {1}"""


async def actor_behind(token_hash: str, now: datetime) -> Actor | None:
    """Read the session, the person's roles and workplaces."""
    client = reader()
    postgres = client.capabilities.dialect == "postgres"
    marks = ("$1", "$2") if postgres else ("?", "?")
    moment = now if postgres else str(now.astimezone(UTC))  # SQLite keeps times as text
    rows: list[dict[str, Any]] = await client.execute_query_dict(_BEHIND.format(*marks), [token_hash, moment])
    if not rows:
        return None
    beyond = [Role(word) for word in str(rows[0]["roles"]).split("|") if word]
    workplaces = [(int(row["provider_id"]), Role(row["role"])) for row in rows if row["provider_id"] is not None]
    return Actor(
        account_id=int(rows[0]["account_id"]),
        session_id=int(rows[0]["session_id"]),
        roles=frozenset({Role.CITIZEN, *beyond, *(role for _, role in workplaces)}),
        provider_ids=frozenset(provider for provider, _ in workplaces),
    )
