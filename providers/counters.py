"""How often something may happen in a stretch of time, counted in the database: one statement counts and refuses."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from providers.db import connection
from providers.errors import RateLimited
from providers.models import RateCounter

_COUNT = """
INSERT INTO rate_counter (kind, subject, window_start, count) VALUES ({0}, {1}, {2}, 1)
ON CONFLICT (kind, subject, window_start) DO UPDATE SET count = rate_counter.count + 1 WHERE rate_counter.count < {3}
RETURNING count"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in each `window`; windows begin at multiples of their length."""

    kind: str
    times: int
    window: timedelta

    def start(self, now: datetime) -> datetime:
        seconds = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


async def count(limit: Limit, subject: str, now: datetime) -> None:
    """Count one more for the subject (a keyed hash); RateLimited once the window is full."""
    start = limit.start(now)
    client = connection()
    postgres = client.capabilities.dialect == "postgres"
    marks = [f"${number}" if postgres else "?" for number in range(1, 5)]
    moment = start if postgres else str(start)  # SQLite keeps times as text
    values = [limit.kind, subject, moment, limit.times]
    rows: list[dict[str, Any]] = await client.execute_query_dict(_COUNT.format(*marks), values)
    if not rows:
        wait = max(1, int((start + limit.window - now).total_seconds()) + 1)
        raise RateLimited(f"操作太频繁，请在 {_spoken(wait)}后再试。", retry_after_seconds=wait)
    if rows[0]["count"] == 1:  # a new window: the old ones of this subject are of no use any more
        await RateCounter.filter(kind=limit.kind, subject=subject, window_start__lt=start).delete()


def _spoken(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"  # noqa: PLR2004 a minute
