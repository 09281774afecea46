"""Conflict of interest of an institution (R01 to R03). Only the outcome ever leaves the check.

An institution may not take a need when it acts for, or acted until less than a year ago for, one of the other sides;
nor when the citizen is the other side of a matter it has for somebody else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

CLIENT = "client"  # ClientMatter.side: whom the institution acts for
OPPONENT = "opponent"  # the other side of such a matter


@dataclass(frozen=True, slots=True)
class Side:
    """A party of an institution's matter, by its keyed hash."""

    party_hash: str
    side: str
    ended_on: date | None


def still_binds(ended_on: date | None, today: date) -> bool:
    """Tell whether a mandate binds: while it lasts and for one year after; the anniversary itself is free."""
    if ended_on is None:
        return True
    try:
        free_from = ended_on.replace(year=ended_on.year + 1)
    except ValueError:  # 29 February
        free_from = date(ended_on.year + 1, 3, 1)
    return today < free_from


def in_conflict(matters: Collection[Side], opposing: Collection[str], own: Collection[str], today: date) -> bool:
    """Whether these matters of one institution keep it from a need with these sides (keyed hashes)."""
    return any(
        still_binds(matter.ended_on, today) and matter.party_hash in (opposing if matter.side == CLIENT else own)
        for matter in matters
    )
