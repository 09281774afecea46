"""Reading and writing the generations of an index folder. Blocking: the engine calls it from threads."""

import ctypes
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import tantivy

from search.embedded import fields
from search.embedded.folder import Folder, Stamp
from search.embedded.health import guarded, sound
from search.embedded.view import View
from search.port import SearchUnavailable
from search.text.shape import Shaped, restore, shape, stored

_HEAP = 20_000_000  # bytes for one writer with one thread, given back after each batch; at 15 it flushes all the time


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: Path
    index: tantivy.Index
    stamp: Stamp
    seen: tuple[int, int]  # inode and time of the last commit seen
    view: View


class Store:
    """The index folder: a current view for readers, batches for writers."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._schema = fields.build()
        self._opened: _Opened | None = None
        self._opening = threading.Lock()

    def view(self) -> View:
        """Return the newest view, also of what another process wrote; raises SearchUnavailable."""
        with self._opening:
            opened, self._opened = self._opened, None
            self._opened = guarded(lambda: self._refreshed(opened))
            if self._opened is None:
                raise SearchUnavailable("the index is not built")
            return self._opened.view

    def whole(self) -> bool:
        """Whether the index was filled by this version, and can be read."""
        try:
            guarded(self.view().probe)
        except SearchUnavailable:
            return False
        opened = self._opened
        return opened is not None and opened.stamp.built and sound(opened.generation)

    def put(self, documents: Sequence[Shaped]) -> None:
        """Add or replace; durable and visible when it returns."""
        entries = [orjson.dumps({"put": stored(one.document).decode()}) for one in documents]
        self._write(documents, [one.document.id for one in documents], entries)

    def drop(self, ids: Sequence[str]) -> None:
        """Remove."""
        self._write([], ids, [orjson.dumps({"drop": one}) for one in ids])

    def rebuild(self) -> "Rebuild":
        """Begin a new generation."""
        return Rebuild(self._folder, self._schema)

    def close(self) -> None:
        """Let the files go."""
        with self._opening:
            self._opened = None

    def _refreshed(self, opened: _Opened | None) -> _Opened | None:
        generation = self._folder.generation()
        if generation is None:
            return None
        meta = (generation / "meta.json").stat()
        seen = (meta.st_ino, meta.st_mtime_ns)
        if opened and (opened.generation, opened.seen) == (generation, seen):
            return opened
        stamp = self._folder.stamp(generation)
        if stamp is None:
            raise ValueError("built by another version")
        if opened and opened.generation == generation:
            index = opened.index
            index.reload()
        else:
            index = _open(self._schema, generation)
        return _Opened(generation, index, stamp, seen, View(self._schema, index.searcher(), stamp.slots))

    def _write(self, documents: Sequence[Shaped], gone: Sequence[str], entries: list[bytes]) -> None:
        with self._folder.writing():
            generation = self._folder.generation() or self._begin()
            stamp = self._folder.stamp(generation)
            if stamp is None:
                raise SearchUnavailable("the index is of another version or damaged; it must be rebuilt")
            _place_numbers(self._folder, generation, stamp, documents)
            prepared = [fields.write(one, stamp.slots) for one in {one.document.id: one for one in documents}.values()]
            guarded(lambda: _commit(_open(self._schema, generation), prepared, gone))
            self._folder.note(entries)

    def _begin(self) -> Path:
        """Make an empty generation that answers but is not called built."""
        generation = self._folder.new_generation()
        _open(self._schema, generation)
        self._folder.write_stamp(generation, Stamp())
        self._folder.install(generation)
        return generation


class Rebuild:
    """A new generation being filled. Use as a context; `finish` swaps it in, else it is thrown away."""

    def __init__(self, folder: Folder, schema: tantivy.Schema) -> None:
        self._folder = folder
        self._lock = folder.rebuilding()
        self._stamp = Stamp(built=True)
        self._schema = schema
        self._generation: Path | None = None
        self._seen: set[int] = set()
        self._writer: tantivy.IndexWriter | None = None
        self._index: tantivy.Index | None = None

    def begin(self) -> None:
        """Wait for another rebuild to end, then begin."""
        self._lock.__enter__()
        self._generation = self._folder.new_generation()
        self._index = _open(self._schema, self._generation)
        self._writer = self._index.writer(_HEAP, 1)

    def add(self, documents: Iterable[Shaped]) -> None:
        """Write some documents."""
        if self._writer:
            for shaped in documents:
                for name in shaped.document.numbers:
                    self._stamp.place(name)
                if shaped.key in self._seen:
                    self._writer.delete_documents_by_term("id", shaped.document.id)
                self._seen.add(shaped.key)
                self._writer.add_document(fields.write(shaped, self._stamp.slots))

    def finish(self) -> int:
        """Commit, write what came late, swap in; return how many documents there are."""
        if not (self._writer and self._index and self._generation):
            raise RuntimeError("a rebuild must begin before it ends")
        with self._folder.writing():
            for entry in map(orjson.loads, self._folder.noted()):
                if "drop" in entry:
                    self._writer.delete_documents_by_term("id", entry["drop"])
                else:
                    self.add([shape(restore(entry["put"]))])
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
            self._folder.write_stamp(self._generation, self._stamp)
            before = self._folder.generation()
            self._folder.install(self._generation)
        self._folder.sweep(self._generation, before)  # readers may still be at the one before
        self._index.reload()
        self._generation = None
        return self._index.searcher().num_docs

    def end(self) -> None:
        """Throw away what was not swapped in, and let others rebuild."""
        self._writer = self._index = None
        if self._generation:
            shutil.rmtree(self._generation, ignore_errors=True)
        self._lock.__exit__(None, None, None)
        _give_back()


def _give_back() -> None:
    """Return freed memory to the system where the C library can: after a rebuild that is 40 MB."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _open(schema: tantivy.Schema, generation: Path) -> tantivy.Index:
    index = tantivy.Index(schema, path=str(generation), reuse=True)
    index.config_reader("manual", 0)
    index.reload()
    return index


def _place_numbers(folder: Folder, generation: Path, stamp: Stamp, documents: Sequence[Shaped]) -> None:
    news = [stamp.place(name) for shaped in documents for name in shaped.document.numbers]
    if any(news):
        folder.write_stamp(generation, stamp)


def _commit(index: tantivy.Index, documents: Sequence[tantivy.Document], gone: Sequence[str]) -> None:
    writer = index.writer(_HEAP, 1)
    for document_id in gone:
        writer.delete_documents_by_term("id", document_id)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
