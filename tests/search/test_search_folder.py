"""The embedded index as a folder: killed, damaged, outdated, shared by processes, rebuilt under load."""

import asyncio
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from search.connect import connect
from search.port import Document, SearchBackend, SearchQuery, SearchUnavailable, Sort
from tests.search.market import market, stream

ROOT = Path(__file__).parents[2]

WRITER = """
import asyncio, sys
from pathlib import Path
from search.connect import connect
from search.port import Document

async def main():
    index = connect(None, None, Path(sys.argv[1]))
    for number in range(int(sys.argv[2]), 100_000):
        await index.upsert([Document(f"listing-{number}", "listing", f"条目 {number}")])
        print(number, flush=True)

asyncio.run(main())
"""


REBUILDER = """
import asyncio, sys
from pathlib import Path
from search.connect import connect
from search.port import Document

async def endless():
    for number in range(10**9):
        yield Document(f"listing-{number}", "listing", f"条目 {number}")
        if number % 1000 == 999:
            print(number, flush=True)

asyncio.run(connect(None, None, Path(sys.argv[1])).rebuild(endless()))
"""


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SearchBackend]:
    index = connect(None, None, folder)
    yield index
    await index.close()


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    async with opened(tmp_path / "index") as index:
        await index.rebuild(stream(market()))
    return tmp_path / "index"


def started(script: str, folder: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603 our own scripts


def writer(folder: Path, first: int) -> subprocess.Popen[str]:
    return started(WRITER, folder, first)


def lines(process: subprocess.Popen[str], count: int) -> list[int]:
    assert process.stdout
    return [int(process.stdout.readline()) for _ in range(count)]


async def test_no_index_is_no_answer(tmp_path: Path) -> None:
    async with opened(tmp_path / "index") as index:
        with pytest.raises(SearchUnavailable):
            await index.search(SearchQuery("离婚"))
        with pytest.raises(SearchUnavailable):
            await index.count()


async def test_what_was_acknowledged_survives_kill_9(folder: Path) -> None:
    written = 0
    for round_ in range(4):
        process = writer(folder, written + 1)
        written = lines(process, 2 + round_)[-1]
        await asyncio.sleep(random.Random(round_).random() / 20)  # noqa: S311 any instant will do
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        written = int((rest.split() or [written])[-1])
        async with opened(folder) as index:
            assert await index.ready()
            found = {hit.id for hit in (await index.search(SearchQuery("条目", limit=100))).hits}
            assert {f"listing-{number}" for number in range(1, written + 1)} <= found
    assert written > 8


async def test_a_rebuild_killed_half_way_leaves_the_old_index(folder: Path) -> None:
    process = started(REBUILDER, folder)
    lines(process, 2)
    async with opened(folder) as index:
        await index.upsert([Document("service-50", "service", "火星户口")])  # is noted for the rebuild that will die
        process.kill()
        process.communicate()
        assert await index.ready()
        assert await index.count() == len(market()) + 1
        await index.upsert([Document("service-51", "service", "木星户口")])
        assert await index.rebuild(stream(market())) == len(market())
        assert (await index.search(SearchQuery("户口"))).total == 0
    assert len(generations(folder)) == 2  # the half-filled one is swept away


async def test_processes_write_in_turn_and_see_each_other_at_once(folder: Path) -> None:
    other = writer(folder, 1000)
    try:
        async with opened(folder) as index:
            for number in range(10):
                await index.upsert([Document(f"window-{number + 50}", "window", "新窗口")])
                (theirs,) = lines(other, 1)
                answer = await index.search(SearchQuery(f"条目 {theirs}"))
                assert answer.hits[0].id == f"listing-{theirs}"
            assert (await index.search(SearchQuery("新窗口"))).total >= 10
    finally:
        other.kill()
        other.communicate()


async def test_a_rebuild_by_another_process_keeps_what_is_written_meanwhile(folder: Path) -> None:
    other = writer(folder, 1)
    async with opened(folder) as index:
        before: list[int] = []

        async def slow() -> AsyncIterator[Document]:
            before.append((await index.search(SearchQuery("条目"))).total)  # not in the stream: these may go
            for document in market():
                yield document
            lines(other, before[0] + 2)

        await index.rebuild(slow())
        last = lines(other, 1)[0]
        other.kill()
        other.communicate()
        found = {hit.id for hit in (await index.search(SearchQuery("条目", limit=1000))).hits}
        assert {f"listing-{number}" for number in range(before[0] + 1, last + 1)} <= found
        assert await index.ready()


async def test_a_first_rebuild_is_not_swept_away_by_a_write(tmp_path: Path) -> None:
    async with opened(tmp_path / "index") as index:

        async def slow() -> AsyncIterator[Document]:
            for document in market():
                yield document
            await index.upsert([Document("service-50", "service", "火星户口")])

        assert await index.rebuild(slow()) == len(market()) + 1
        assert await index.ready()
        assert (await index.search(SearchQuery("火星户口"))).total == 1


async def test_searches_go_on_during_rebuilds(folder: Path) -> None:
    async with opened(folder) as index:
        done = asyncio.Event()
        totals: list[int] = []

        async def search() -> None:
            while not done.is_set():
                totals.append((await index.search(SearchQuery("离婚", sort=Sort("fee")))).total)

        searching = asyncio.create_task(search())
        for _ in range(5):
            assert await index.rebuild(stream(market())) == len(market())
        done.set()
        await searching
        assert len(totals) > 5
        assert set(totals) == {totals[0]}


@pytest.mark.parametrize("harm", ["gone", "empty", "half", "bits"])
async def test_damage_is_noticed_and_a_rebuild_heals_it(folder: Path, tmp_path: Path, harm: str) -> None:
    damageable = files(folder)
    if harm == "bits":  # a changed letter in tantivy's list of segments may mean the same
        damageable = [path for path in damageable if path.name != "meta.json"]
    assert len(damageable) > 6
    for victim in damageable:
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        damage(copy / victim.relative_to(folder), harm)
        async with opened(copy) as index:
            assert not await index.ready(), victim.name
            assert await index.rebuild(stream(market())) == len(market())
            assert await index.ready()


def generations(folder: Path) -> list[Path]:
    return list(folder.glob("g-*"))


def files(folder: Path) -> list[Path]:
    """List what an index lives by: not its locks, and no file that is almost empty."""
    found = [path for path in folder.rglob("*") if path.is_file() and "lock" not in path.name]
    return [path for path in found if path.stat().st_size > 300 or path.name in {"current", "stamp.json"}]


def damage(path: Path, harm: str) -> None:
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "bits":
        middle = len(content) // 3
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 0x41]) + content[middle + 1 :])
    else:
        path.write_bytes(content[: len(content) // 2] if harm == "half" else b"")


async def test_an_index_of_another_version_is_not_used(folder: Path) -> None:
    stamp = generations(folder)[0] / "stamp.json"
    stamp.write_text(stamp.read_text().replace('"format":"', '"format":"0'))
    async with opened(folder) as index:
        assert not await index.ready()
        with pytest.raises(SearchUnavailable):
            await index.upsert([Document("service-50", "service", "火星户口")])
        await index.rebuild(stream(market()))
        assert await index.ready()


async def test_a_document_that_cannot_be_written_is_a_fault_and_leaves_the_rest(folder: Path) -> None:
    many = {f"n{number}": 1.0 for number in range(40)}
    async with opened(folder) as index:
        with pytest.raises(ValueError, match="different numbers"):
            await index.upsert([Document("window-1", "window", "窗口", numbers=many)])
        await index.upsert([Document("window-1", "window", "改名的窗口", numbers={"fee": 1})])
        assert (await index.search(SearchQuery("改名"))).hits[0].id == "window-1"
