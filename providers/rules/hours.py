"""Open hours of a plan around one local day: weekly hours, days off and dated overrides laid over each other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from providers.enums import SlotReason
from providers.rules.plan import Override, Plan
from providers.rules.wall import Stretch, date_of, instants


class Segment(NamedTuple):
    """A stretch with so many places at once; `why` names what closed it."""

    starts: int
    ends: int
    capacity: int
    why: SlotReason | None = None


Segments = tuple[Segment, ...]


def lay(segments: Iterable[Segment], new: Segment) -> list[Segment]:
    """Lay a segment over others; what it covers of them is gone."""
    kept: list[Segment] = []
    for old in segments:
        if old.starts < new.starts:
            kept.append(old._replace(ends=min(old.ends, new.starts)))
        if old.ends > new.ends:
            kept.append(old._replace(starts=max(old.starts, new.ends)))
    return sorted([*kept, new])


def lay_overrides(
    segments: Sequence[Segment], overrides: Iterable[Override], around: Stretch, why: SlotReason
) -> Segments:
    """Lay dated overrides over the hours, in their order; `why` is said of what they close."""
    laid = list(segments)
    for override in overrides:
        if override.starts < around.ends and override.ends > around.starts:
            reason = None if override.capacity else why
            laid = lay(laid, Segment(override.starts, override.ends, override.capacity, reason))
    return tuple(laid)


def weekly(plan: Plan, day: int) -> list[Segment]:
    """List what the weekly hours of a day open; a day off keeps the segments, closed."""
    hours, off = plan.hours_on(date_of(day))
    return [
        Segment(starts, ends, 0, SlotReason.HOLIDAY)
        if off
        else Segment(starts, ends, plan.capacity if each.capacity is None else each.capacity)
        for each in hours
        for starts, ends in instants(plan.zone, day, each.opens, each.until)
    ]


def merged(stretches: Iterable[Segment]) -> list[Segment]:
    """Make overlapping weekly hours disjoint: the larger capacity holds."""
    laid: list[Segment] = []
    for each in sorted(stretches, key=lambda segment: segment.capacity):
        laid = lay(laid, each)
    return laid


def least(segments: Sequence[Segment], starts: int, ends: int) -> tuple[int, frozenset[SlotReason]] | None:
    """Return the fewest places at once within a stretch and what closed it; None if the hours leave a hole in it."""
    reached, fewest = starts, None
    reasons: set[SlotReason] = set()
    for segment in segments:
        if segment.ends <= reached:
            continue
        if segment.starts > reached:
            return None
        fewest = segment.capacity if fewest is None else min(fewest, segment.capacity)
        if segment.why:
            reasons.add(segment.why)
        reached = segment.ends
        if reached >= ends:
            return fewest, frozenset(reasons)
    return None


def grid(stretch: Stretch, step: int, window: Stretch) -> Iterator[int]:
    """Yield the starts of a stretch, counted from its beginning, that fall into a window."""
    skipped = max(0, -(-(window.starts - stretch.starts) // step))
    return iter(range(stretch.starts + skipped * step, min(stretch.ends, window.ends), step))
