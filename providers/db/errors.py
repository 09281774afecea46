"""Faults of the databases, told alike for both: what to try again, and which constraint said no."""

# pyright: reportMissingTypeStubs=false

import re

import asyncpg
from tortoise.exceptions import IntegrityError, OperationalError

_COLUMNS = re.compile(r"\((?P<columns>[^=]*)\)=")  # "Key (a, b)=(1, 2) already exists.", in any language
_TOLD = ("constraint_name", "table_name", "column_name", "detail")
_NOISE = str.maketrans("", "", ' "')


class Busy(OperationalError):
    """The database could not serialise this transaction with another one: run it again from its start."""


def constraint_of(fault: BaseException) -> str | None:
    """Name the constraint behind an IntegrityError; None for any other fault.

    A guard of ours (check, exclusion, trigger) has the same name on both databases. A unique key is
    `unique:table.column,column`, a missing value `not_null:table.column`, a broken reference `foreign_key`.
    """
    if not isinstance(fault, IntegrityError):
        return None
    cause = fault.__cause__ or fault.__context__ or (fault.args[0] if fault.args else None)
    if isinstance(cause, asyncpg.PostgresError):
        return _postgres_name(cause)
    return _sqlite_name(str(fault))


def _postgres_name(cause: asyncpg.PostgresError) -> str | None:
    told = {
        name: str(getattr(cause, name) or "") for name in ("constraint_name", "table_name", "column_name", "detail")
    }
    columns = _COLUMNS.search(told["detail"])
    if isinstance(cause, asyncpg.ForeignKeyViolationError):
        return "foreign_key"
    if isinstance(cause, asyncpg.NotNullViolationError):
        return f"not_null:{told['table_name']}.{told['column_name']}"
    if isinstance(cause, asyncpg.UniqueViolationError) and columns:
        return f"unique:{told['table_name']}.{columns['columns'].translate(_NOISE)}"
    return told["constraint_name"] or None


def _sqlite_name(text: str) -> str:
    kind, _, what = text.partition(" constraint failed")
    names = what.removeprefix(": ")
    if kind == "UNIQUE":
        table = names.partition(".")[0]
        return f"unique:{table}." + ",".join(name.partition(".")[2] for name in names.split(", "))
    told = {"NOT NULL": f"not_null:{names}", "FOREIGN KEY": "foreign_key"}
    return told.get(kind, names or text)  # CHECK gives its name; a trigger's RAISE gives nothing but its text
