"""A reading as plain JSON values, for the command line."""

import math
from collections.abc import Mapping

from providers.rules.reading import Deadline, Reading

_PLACES = 10_000


def as_json(reading: Reading, names: Mapping[str, str]) -> dict[str, object]:
    """Make what `python -m api triage` prints; `names` gives the name of a service by its code."""
    return {
        "services": [
            {"code": guess.code, "name": names.get(guess.code, ""), "confidence": _short(guess.confidence)}
            for guess in reading.services
        ],
        "areas": [{"code": area.code, "confidence": _short(area.confidence)} for area in reading.areas],
        "flags": [flag.value for flag in reading.flags],
        "deadlines": [_deadline(deadline) for deadline in reading.deadlines],
        "needs_human": reading.needs_human,
    }


def _short(confidence: float) -> float:
    """Cut off, not rounded: areas must still add up to at most one."""
    return math.floor(confidence * _PLACES) / _PLACES


def _deadline(deadline: Deadline) -> dict[str, object]:
    return {
        "rule": deadline.rule,
        "name": deadline.name_zh,
        "basis": deadline.basis,
        "last_day": deadline.last_day.isoformat() if deadline.last_day is not None else None,
        "days_left": deadline.days_left,
        "needs": deadline.needs,
    }
