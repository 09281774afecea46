"""Counts the SQL statements of a piece of work, as Tortoise logs them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOG = logging.getLogger("tortoise.db_client")


class _Collector(logging.Handler):
    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record.getMessage())


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect every statement that runs meanwhile."""
    found: list[str] = []
    handler, before, passed_on = _Collector(found), _LOG.level, _LOG.propagate
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.DEBUG)
    _LOG.propagate = False
    try:
        yield found
    finally:
        _LOG.removeHandler(handler)
        _LOG.setLevel(before)
        _LOG.propagate = passed_on
