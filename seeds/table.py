"""Reading a CSV file row by row: a bad row is told with its line and reason, and the rest goes on."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

_LONGEST = 60  # characters of a cell that a message quotes
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Row(BaseModel):
    """A row of a file; the fields are its columns. A column with a default may be missing.

    `beside` are columns the files have for their readers only; any other column is remarked on.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    beside: ClassVar[frozenset[str]] = frozenset()


R = TypeVar("R", bound=Row)


@dataclass(slots=True)
class Table(Generic[R]):
    """What was read: good rows by line, refused lines with the reason, and remarks on the file as a whole."""

    name: str
    rows: dict[int, R] = field(default_factory=dict[int, R])
    refused: dict[int, str] = field(default_factory=dict[int, str])
    remarks: list[str] = field(default_factory=list[str])
    missing: bool = False


def read_table(path: Path, form: type[R]) -> Table[R]:
    """Read a file of rows of this form; nothing a file holds makes this raise."""
    table = Table[R](path.name)
    try:
        _fill(table, path.read_bytes().decode("utf-8-sig"), form)
    except FileNotFoundError:
        table.missing = True
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        table.remarks.append(f"not UTF-8 (line {line}): save it as UTF-8 and load it again; nothing was read")
    except OSError as fault:
        table.remarks.append(f"cannot be read: {fault.strerror}")
    return table


def _fill(table: Table[R], text: str, form: type[R]) -> None:
    lines = _lines(table, text)
    _, header = next(lines, (1, list[str]()))
    names = [name.strip() for name in header]
    needed = [name for name, column in form.model_fields.items() if column.is_required() and name not in names]
    if needed:
        table.remarks.append(f"no column {', '.join(needed)}: nothing was read")
        return
    unknown = [name for name in names if name not in form.model_fields and name not in form.beside]
    if unknown and form.model_config.get("extra") != "allow":
        table.remarks.append(f"unknown columns are left out: {', '.join(name[:_LONGEST] for name in unknown[:10])}")
    for line, cells in lines:
        if len(cells) != len(names):
            table.refused[line] = f"has {len(cells)} cells, the header has {len(names)}"
            continue
        _judge(table, line, dict(zip(names, cells, strict=True)), form)


def _lines(table: Table[R], text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with the line each begins on; line ends of all kinds, empty lines left out."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            table.refused[line] = f"is no CSV: {fault}"
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _judge(table: Table[R], line: int, cells: Mapping[str, str], form: type[R]) -> None:
    strange = [name for name, cell in cells.items() if _NO_TEXT.search(cell)]
    if strange:
        table.refused[line] = f"{strange[0]}: holds a control character"
        return
    try:
        table.rows[line] = form.model_validate({name: cell.strip() for name, cell in cells.items()})
    except ValidationError as fault:
        table.refused[line] = "; ".join(_say(each["loc"], each["msg"], cells) for each in fault.errors()[:3])


def _say(place: tuple[int | str, ...], message: str, cells: Mapping[str, str]) -> str:
    reason = message.removeprefix("Value error, ")
    if not place:
        return reason
    column = str(place[0])
    cell = cells.get(column, "")
    shown = cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"
    return f'{column} "{shown}": {reason}'
