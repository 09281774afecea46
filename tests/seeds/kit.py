"""What the tests of content share."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=9)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Draw nothing."""


def change(path: Path, column: str, value: str, row: int = 0) -> None:
    """Change one cell, and nothing else."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
