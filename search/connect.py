"""Which engine answers: the one place that names them."""

from pathlib import Path

from search.desk import Desk
from search.embedded.engine import EmbeddedEngine
from search.port import SearchBackend


def connect(url: str | None, master_key: str | None, folder: Path) -> SearchBackend:
    """Return the embedded index in `folder`."""
    return Desk(EmbeddedEngine(folder))
