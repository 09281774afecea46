"""Wall time and instants: which instants a zone's clocks show as a given day and hour, however the zone turns them.

Instants are epoch seconds, days are counted from 1970-01-01. Hours that a zone skips do not exist, hours that it
repeats exist twice: a stretch of wall time is therefore a list of stretches of instants.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600

_EPOCH = date(1970, 1, 1).toordinal()
_REACH = 3  # days around the asked ones, so that hours across midnight and any offset are inside


class Stretch(NamedTuple):
    """The instants from `starts` until before `ends`."""

    starts: int
    ends: int


class Piece(NamedTuple):
    """A time in which a zone does not turn its clocks."""

    starts: int
    ends: int
    offset: int


def number_of(day: date) -> int:
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def weekday_of(number: int) -> int:
    return (number + 3) % 7  # 1970-01-01 was a Thursday; 0 is Monday


def epoch(moment: datetime) -> int:
    """Whole seconds; what lies within a second belongs to it."""
    return int(moment.timestamp() // 1)


def epoch_up(moment: datetime) -> int:
    """Whole seconds, a begun one counted."""
    return -int(-moment.timestamp() // 1)


def moment(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


@lru_cache(maxsize=4096)
def pieces(zone: str, day: int) -> tuple[Piece, ...]:
    """Cut the time around a day where the zone turns its clocks."""
    place = ZoneInfo(zone)
    starts = (day - _REACH) * DAY
    found: list[Piece] = []
    offset = _offset(place, starts)
    last = (day + _REACH + 1) * DAY
    for edge in range(starts + DAY, last + 1, DAY):
        after = _offset(place, edge)
        if after != offset:
            turn = _turn(place, edge - DAY, edge)
            found.append(Piece(starts, turn, offset))
            starts, offset = turn, after
    return (*found, Piece(starts, last, offset))


def _offset(place: ZoneInfo, instant: int) -> int:
    shown = datetime.fromtimestamp(instant, place).utcoffset()
    return int(shown.total_seconds()) if shown is not None else 0


def _turn(place: ZoneInfo, before: int, after: int) -> int:
    """Find the first instant that has the new offset."""
    new = _offset(place, after)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(place, middle) == new:
            after = middle
        else:
            before = middle
    return after


def day_of(zone: str, instant: int) -> int:
    """Return the number of the local day of an instant."""
    return (instant + _offset(ZoneInfo(zone), instant)) // DAY


def instants(zone: str, day: int, opens: int, closes: int) -> list[Stretch]:
    """List the instants at which clocks show `day` between two minutes after midnight; `closes` may exceed 24:00."""
    found: list[Stretch] = []
    midnight = day * DAY
    for piece in pieces(zone, day):
        starts = max(midnight + opens * 60 - piece.offset, piece.starts)
        ends = min(midnight + closes * 60 - piece.offset, piece.ends)
        if starts >= ends:
            continue
        if found and found[-1].ends == starts:
            found[-1] = Stretch(found[-1].starts, ends)
        else:
            found.append(Stretch(starts, ends))
    return found
