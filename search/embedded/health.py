"""The health of an index folder: damage is told from a fault of ours, and found before it is met."""

import logging
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import orjson

from search.port import SearchUnavailable

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_MAGIC = 1337  # tantivy's, at the end of each file it manages
_CHUNK = 1 << 20


def guarded(work: Callable[[], _T]) -> _T:
    """Do it; what tantivy raises over a damaged file, a panic among it, becomes SearchUnavailable."""
    try:
        return work()
    except SearchUnavailable:
        raise
    except Exception as error:
        _log.warning("the index folder cannot be used", exc_info=True)
        raise SearchUnavailable(f"the index folder cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic is no Exception, and has no name to import
            raise
        raise SearchUnavailable(f"the index folder is damaged: {error}") from error


def sound(generation: Path) -> bool:
    """Whether every file of the newest commit still is what tantivy wrote."""
    try:
        meta = orjson.loads((generation / "meta.json").read_bytes())
        segments = {str(segment["segment_id"]).replace("-", "") for segment in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return all(_intact(path) for path in generation.iterdir() if path.name.split(".")[0] in segments)


def _intact(path: Path) -> bool:
    """Compare a file with the checksum in its footer."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - 8))
            tail = file.read(8)
            length, magic = int.from_bytes(tail[:4], "little"), int.from_bytes(tail[4:], "little")
            body = size - 8 - length
            if magic != _MAGIC or body < 0:
                return False
            file.seek(body)
            footer = orjson.loads(file.read(length))
            file.seek(0)
            checksum = 0
            for start in range(0, body, _CHUNK):
                checksum = zlib.crc32(file.read(min(_CHUNK, body - start)), checksum)
    except FileNotFoundError:  # merged away by another process while we looked
        return True
    except (OSError, ValueError):
        return False
    return checksum == footer.get("crc")
