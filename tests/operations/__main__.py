"""Writes or checks `schema/operations.md`: `python -m tests.operations [--check]`."""

import sys
from pathlib import Path

from tests.operations.rows import ROWS
from tests.operations.stage import SCHEMA

TABLE = Path("schema/operations.md")
HEAD = """# Operations

Written by `python -m tests.operations` from `tests/operations/rows.py`: who runs each operation in its test, and the
most SQL statements it may take there, which does not grow with the rows it returns. `make check` fails when an
operation of the schema has no row here.

| operation | role | SQL statements | test |
|---|---|---|---|
"""


def table() -> str:
    lines = [f"| `{row.operation}` | {row.role} | {row.statements} | `{row.test}` |" for row in ROWS]
    return HEAD + "\n".join(lines) + "\n"


def missing() -> list[str]:
    named = {row.operation for row in ROWS}
    roots = (SCHEMA._schema.query_type, SCHEMA._schema.mutation_type, SCHEMA._schema.subscription_type)
    every = [f"{root.name}.{name}" for root in roots if root for name in root.fields]
    return [name for name in every if name not in named]


def main() -> None:
    if lacking := missing():
        sys.exit(f"operations without a row in tests/operations/rows.py: {', '.join(lacking)}")
    if "--check" not in sys.argv:
        TABLE.write_text(table(), "utf-8")
    elif not TABLE.exists() or TABLE.read_text("utf-8") != table():
        sys.exit(f"{TABLE} is old: make schema")


if __name__ == "__main__":
    main()
