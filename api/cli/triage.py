"""`triage`: JSON Lines `{"text": …}` on standard input, one line of what it is about for each; stores nothing."""

import argparse
import sys
from datetime import date
from typing import Any, Protocol, cast

import orjson

from api.runtime import clock
from providers.rules.days import day_in
from providers.rules.reading import Reading
from providers.triage import Reader, as_json
from seeds.shelf import shelf_words, synonyms


class Reads(Protocol):
    """What understands a sentence."""

    def read(self, text: str, today: date) -> Reading: ...


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'A line that cannot be read gives {"error": {"code", "message"}}, and the rest goes on. Needs no database: the '
        "shelf is the one shipped in seeds/."
    )


def run(_: argparse.Namespace) -> int:
    shelf = shelf_words()
    names = {service.code: service.name for service in shelf}
    reader, today = Reader(shelf, synonyms()), day_in(clock())
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(orjson.dumps(_answer(line, reader, names, today)) + b"\n")
        sys.stdout.buffer.flush()
    return 0


def _answer(line: bytes, reader: Reads, names: dict[str, str], today: date) -> dict[str, object]:
    try:
        given: object = orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        return _error("INVALID_JSON", f"this line is not JSON: {fault.msg}")
    text = cast("dict[str, Any]", given).get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        return _error("INVALID", 'a line must be an object {"text": "…"}')
    return as_json(reader.read(text, today), names)


def _error(code: str, message: str) -> dict[str, object]:
    return {"error": {"code": code, "message": message}}
