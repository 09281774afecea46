"""The folder of the index: generations side by side, one of them current; locks between processes; the journal.

    current        the name of the generation that answers
    g-…/           a tantivy index with its stamp.json
    write.lock     held while documents are written
    rebuild.lock   held while a new generation is filled
    late.jsonl     what was written during a rebuild, to be written again into the new generation

A crash at any instant leaves the current generation whole: tantivy's commits are atomic, and so is the swap.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from search.embedded.fields import SLOTS
from search.text.shape import VERSION

FORMAT = f"{VERSION}.1"  # of the text, and of the embedded index


@dataclass(slots=True)
class Stamp:
    """What a generation says of itself: who built it, whether it was filled, which number stands in which field."""

    format: str = FORMAT
    built: bool = False
    slots: dict[str, int] = field(default_factory=dict[str, int])

    def place(self, name: str) -> bool:
        """Give a number a field; True when that is news."""
        if name in self.slots:
            return False
        if len(self.slots) >= SLOTS:
            raise ValueError(f"more than {SLOTS} different numbers in documents: {name}")
        self.slots[name] = len(self.slots)
        return True


class Folder:
    """Paths, locks and atomic files; knows nothing of tantivy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current = root / "current"

    def prepare(self) -> None:
        """Make sure the folder exists; raises OSError when it cannot be written."""
        self.root.mkdir(parents=True, exist_ok=True)

    def generation(self) -> Path | None:
        """Return the generation that answers, if there is one."""
        try:
            name = self._current.read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        path = self.root / name
        return path if name.startswith("g-") and path.parent == self.root else None

    def new_generation(self) -> Path:
        """Make an empty folder beside the others."""
        self.prepare()
        return Path(tempfile.mkdtemp(prefix="g-", dir=self.root))

    def install(self, generation: Path) -> None:
        """Make a generation the one that answers."""
        _replace(self._current, generation.name.encode())

    def sweep(self, *keep: Path | None) -> None:
        """Remove other generations; only for who rebuilds, since no one else knows which is being filled."""
        for path in self.root.glob("g-*"):
            if path not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def stamp(self, generation: Path) -> Stamp | None:
        """Read a stamp; None when missing, damaged or of another version."""
        try:
            stamp = Stamp(**orjson.loads((generation / "stamp.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return stamp if stamp.format == FORMAT else None

    def write_stamp(self, generation: Path, stamp: Stamp) -> None:
        """Write a stamp, durably."""
        _replace(generation / "stamp.json", orjson.dumps(stamp))

    @contextmanager
    def writing(self) -> Generator[None]:
        """Be the only writer; waits for others."""
        with self._locked("write.lock"):
            yield

    @contextmanager
    def rebuilding(self) -> Generator[None]:
        """Be the only one who rebuilds; the journal is kept meanwhile."""
        with self._locked("rebuild.lock"):
            with self.writing():
                self._journal.write_bytes(b"")
            try:
                yield
            finally:
                self._journal.unlink(missing_ok=True)

    def note(self, entries: list[bytes]) -> None:
        """Write to the journal if a rebuild is under way; the caller is the only writer."""
        if not self._journal.exists():
            return
        with (self.root / "rebuild.lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # somebody rebuilds
                with self._journal.open("ab") as journal:
                    journal.writelines(entry + b"\n" for entry in entries)
            else:  # a rebuild died; its journal is of no use
                self._journal.unlink()

    def noted(self) -> Iterator[bytes]:
        """Return the journal's entries, oldest first."""
        if self._journal.exists():
            with self._journal.open("rb") as journal:
                yield from journal

    @property
    def _journal(self) -> Path:
        return self.root / "late.jsonl"

    @contextmanager
    def _locked(self, name: str) -> Generator[None]:
        self.prepare()
        with (self.root / name).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file closes, also by kill -9
            yield


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
