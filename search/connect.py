"""Which engine answers: the one place that names them."""

from pathlib import Path

from search.desk import Desk
from search.embedded.engine import EmbeddedEngine
from search.meili.engine import MeiliEngine
from search.port import SearchBackend

INDEX = "fawu"


def connect(url: str | None, master_key: str | None, folder: Path, name: str = INDEX) -> SearchBackend:
    """Return the server at `url`, or without one the index in `folder`. Connects to nothing yet.

    `name` keeps several markets, or a test, apart on one server.
    """
    return Desk(MeiliEngine(url, master_key, name) if url else EmbeddedEngine(folder))
