"""Migrations: the tables are what the models say, however they came about, and nothing gets lost on the way."""

import asyncio
import pkgutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.migrations.schema_generator.operation_generator import OperationGenerator
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from providers import migrations
from providers.db import Database, constraint_of, migrate_at, open_database
from providers.db.migrate import MIGRATIONS
from providers.migrations._first import first_state
from providers.models import Hold, Listing, Practitioner, Provider
from tests.engine.schema import schema_lines
from tests.rows import fill

NAMES = sorted(entry.name for entry in pkgutil.iter_modules(migrations.__path__) if entry.name[0].isdigit())
AGAIN = "from importlib import import_module\nMigration = import_module('providers.migrations.{name}').Migration\n"
HEAD = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops
class Migration(migrations.Migration):
    dependencies = [("models", "{before}")]
    operations = [{operations}]
"""
REMAKE = """
    ops.AlterField("Listing", "title_zh", fields.CharField(max_length=120, null=True)),
    ops.RemoveField("Provider", "about_en"),
"""
HALF = """
    ops.RemoveField("Listing", "title_en"),
    ops.RunPython(lambda apps, editor: 1 / 0),
"""


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    opened = await open_database(empty_url)
    yield opened
    await opened.close()


def history(folder: Path, name: str, operations: str) -> str:
    """Write the history so far and one migration more; the package's name."""
    package = folder / name
    package.mkdir()
    (package / "__init__.py").touch()
    for each in NAMES:
        (package / f"{each}.py").write_text(AGAIN.format(name=each))
    (package / "9999_more.py").write_text(HEAD.format(before=NAMES[-1], operations=operations))
    return name


async def test_step_by_step_gives_what_a_fresh_start_gives(empty: Database, database_url: str) -> None:
    assert not await empty.at_head()
    for name in NAMES:
        assert await migrate_at(empty.url, upto=name) == [name]
    assert await empty.at_head()
    assert await empty.migrate() == []
    steps = await schema_lines()
    await empty.close()
    fresh = await open_database(database_url)
    assert await schema_lines() == steps
    await fresh.close()


async def test_migrators_at_once_queue_up(empty: Database) -> None:
    applied = await asyncio.gather(*(empty.migrate() for _ in range(4)))
    assert sorted(applied, key=len) == [[], [], [], NAMES]


async def test_the_models_are_what_the_migrations_made() -> None:
    made = State(models={}, apps=StateApps())
    for entry in NAMES:
        module = __import__(f"{MIGRATIONS}.{entry}", fromlist=["Migration"])
        await module.Migration(entry, "models").apply(made, dry_run=True)
    assert OperationGenerator(made, await first_state()).generate(["models"]) == []


async def test_remaking_a_table_loses_no_row_no_index_no_guard(
    database: Database, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    await fill(Hold)
    (listing,) = await Listing.all()
    before = [line for line in await schema_lines() if "title_zh" not in line and "about_en" not in line]
    await migrate_at(database.url, history(tmp_path, f"remake_on_{dialect}", REMAKE))
    after = await schema_lines()
    assert [line for line in before if line not in after] == []
    assert [line for line in after if "about_en" in line] == []
    assert [await model.all().count() for model in (Hold, Listing, Provider, Practitioner)] == [1, 1, 1, 0]
    with pytest.raises(IntegrityError) as refusal:
        await fill(Listing, provider_id=listing.provider_id, service_id=listing.service_id)
    assert constraint_of(refusal.value) == "unique:listing.provider_id,service_id"
    with pytest.raises(IntegrityError) as refusal:
        await Listing.filter(id=listing.id).update(duration=0)
    assert constraint_of(refusal.value) == "listing_plan"


async def test_a_migration_that_fails_leaves_nothing_half_done(
    database: Database, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    before = await schema_lines()
    with pytest.raises(ZeroDivisionError):
        await migrate_at(database.url, history(tmp_path, f"half_on_{dialect}", HALF))
    assert await schema_lines() == before
    assert await database.at_head()
