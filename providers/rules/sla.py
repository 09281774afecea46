"""The clock of the promise: computed from three instants whenever it is looked at, never kept running anywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from providers.enums import SlaState

_WARNING = 0.3  # the last three of ten minutes


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise made at `started`, to be kept by `due`; `stopped` when it was kept or called off."""

    started: datetime | None
    due: datetime | None
    stopped: datetime | None

    def state(self, now: datetime) -> SlaState:
        if self.started is None or self.due is None:
            return SlaState.NOT_STARTED
        if (self.stopped or now) > self.due:
            return SlaState.BREACHED
        if self.stopped is not None:
            return SlaState.MET
        return SlaState.AT_RISK if self.due - now < warning(self.due - self.started) else SlaState.RUNNING

    def elapsed(self, now: datetime) -> int:
        if self.started is None:
            return 0
        return max(0, int(((self.stopped or now) - self.started).total_seconds()))

    def remaining(self, now: datetime) -> int:
        if self.due is None:
            return 0
        return max(0, int((self.due - (self.stopped or now)).total_seconds()))


def warning(promise: timedelta) -> timedelta:
    """How long before its end a promise counts as at risk."""
    return promise * _WARNING
