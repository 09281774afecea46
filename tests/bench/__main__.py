"""Seed time, start time, idle memory, and requests a second beside two rivals; the last line is JSON."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import orjson

from api import observe
from api.app import create_app
from api.runtime import open_house, open_runtime
from api.senders import LogSender
from api.settings import load
from tests.bench.pace import ask, pace
from tests.bench.rivals import OURS, STOCK, raw, stock
from tests.edge.server import Server, command

SECONDS = 4.0
IDLE = 8.0  # seconds until the memory of a server counts as idle
MEMORY_LIMIT = 250 * 1024 * 1024


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def installed(folder: Path) -> dict[str, float]:
    began = time.perf_counter()
    ended = command(folder, "seed")
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return {"seed_seconds": time.perf_counter() - began}


def started(folder: Path) -> dict[str, float]:
    server = Server(folder).start()
    try:
        time.sleep(IDLE)
        fresh = server.memory()
        server.ask('{ search(query: "老板拖欠我三个月工资怎么办", first: 5) { totalCount } }')
        server.ask(OURS)
        return {"start_seconds": server.seconds_to_ready, "idle_bytes": fresh, "used_bytes": server.memory()}
    finally:
        server.stop()


async def paced(folder: Path) -> dict[str, float]:
    settings = load(FAWU_VAR=str(folder / "var"))
    async with open_house(settings, LogSender()) as house, open_runtime(house) as runtime:
        ours = create_app(runtime)
        body = await ask(ours, OURS)
        if b'"errors"' in body:
            raise RuntimeError(body.decode())
        return {
            "raw_per_second": await pace(raw(body), OURS, SECONDS),
            "ours_per_second": await pace(ours, OURS, SECONDS),
            "stock_per_second": await pace(stock(), STOCK, SECONDS),
        }


def main() -> int:
    observe.configure("ERROR")
    with tempfile.TemporaryDirectory(prefix="fawu-bench-") as name:
        folder = Path(name)
        figures = installed(folder)
        say(f"content and index installed in  {figures['seed_seconds']:6.1f} s (a process from nothing)")
        figures |= started(folder)
        say(f"started to ready in             {figures['start_seconds']:6.1f} s")
        limit = "" if figures["idle_bytes"] <= MEMORY_LIMIT else "  ABOVE THE LIMIT OF 250 MB"
        say(f"idle memory                     {figures['idle_bytes'] / 2**20:6.0f} MB{limit}")
        say(f"memory after a search           {figures['used_bytes'] / 2**20:6.0f} MB")
        figures |= asyncio.run(paced(folder))
    say("one page of 20 services with provider counts, in process, one core, answers a second:")
    for who in ("raw", "ours", "stock"):
        rate = figures[f"{who}_per_second"]
        say(f"  {who:6} {rate:9.0f}   x{rate / figures['stock_per_second']:.2f} of stock")
    say(orjson.dumps({name: round(value, 3) for name, value in figures.items()}).decode())
    return 0 if figures["idle_bytes"] <= MEMORY_LIMIT else 1


sys.exit(main())
