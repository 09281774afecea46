"""The commands of the house, one after the other on an empty folder, on both databases."""

import csv
from pathlib import Path

import pytest

from tests.edge.server import ROOT, command

CHECKED = ("configuration", "database", "migrations", "index")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An operator's folder: our categories with one name changed, and a row that cannot be taken."""
    folder = tmp_path / "own"
    folder.mkdir()
    with (ROOT / "seeds" / "content" / "categories.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["name_zh"] = "另一个名字"
    rows[1]["name_zh"] = ""
    with (folder / "categories.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_from_nothing_to_checked(tmp_path: Path, empty_url: str, own: Path) -> None:
    def run(*words: str, **more: str) -> tuple[int, str]:
        ended = command(tmp_path, *words, FAWU_DATABASE_URL=empty_url, **more)
        assert "Traceback" not in ended.stderr
        return ended.returncode, ended.stdout + ended.stderr

    assert run("reindex") == (2, "fawu: the tables are not at head: python -m api migrate\n")
    assert run("migrate")[0] == 0
    assert run("migrate") == (0, "the tables are at head\n")
    assert run("seed", "--from", str(tmp_path / "nowhere"))[0] == 2
    assert run("seed")[0] == 0
    code, told = run("check")
    assert (code, told.splitlines()) == (
        0,
        [f"{what}: ok" for what in ("configuration", "database", "migrations", "index")],
    )
    code, told = run("seed", "--from", str(own))
    assert code == 1
    assert "1 changed" in told
    assert "line 3 refused" in told
    assert run("reindex")[0] == 0
    assert run("check", FAWU_VAR=str(tmp_path / "elsewhere"))[0] == 1  # no index there


def test_settings_are_printed_as_the_readme_has_them(tmp_path: Path) -> None:
    assert command(tmp_path, "check", "--settings").stdout in (ROOT / "README.md").read_text("utf-8")


def test_schema_is_the_committed_one(tmp_path: Path) -> None:
    assert command(tmp_path, "schema").stdout == (ROOT / "schema" / "schema.graphql").read_text("utf-8")
