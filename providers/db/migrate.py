"""Bringing the tables to head: one transaction for the whole way, so that migrators queue and nothing is half done.

The stock SQLite editor loses indexes, triggers and table-wide UNIQUE when it remakes a table and, with foreign keys on,
the child rows too. `SqliteEditor` keeps them; the connection migrates with foreign keys off and checks them at the end.
"""

# Tortoise and asyncpg leave much untyped where the engines meet them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import pkgutil
from importlib import import_module
from typing import Any

from tortoise import Model
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.fields import Field
from tortoise.fields.relational import OneToOneFieldInstance
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.transactions import in_transaction

MIGRATIONS = "providers.migrations"
APP = "models"

_LOCK = 4_614_710  # any number, the same in every process
_HANGING = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"
_APPLIED = f"SELECT name FROM tortoise_migrations WHERE app = '{APP}'"  # noqa: S608 a constant


class SqliteEditor(SqliteSchemaEditor):
    """Remakes a table with all that hung on it."""

    uniques: str = ""

    async def _run_sql(self, sql: str) -> None:
        if sql.startswith('CREATE TABLE "new__'):
            sql = sql.removesuffix(")") + self.uniques + ")"
        if self.collect_sql:
            await super()._run_sql(sql)
        else:
            await self.client.execute_script(sql)  # our engine splits it as SQLite would, and commits nothing

    async def _remake_table(
        self,
        model: type[Model],
        create_field: Field[Any] | None = None,
        delete_field: Field[Any] | None = None,
        alter_fields: list[tuple[Field[Any], Field[Any]]] | None = None,
    ) -> None:
        meta = model._meta  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] Tortoise's own door
        fields = {**meta.fields_map, **{new.model_field_name: new for _, new in alter_fields or ()}}
        gone = {delete_field.model_field_name, delete_field.source_field} if delete_field else set[str | None]()
        sets = [list(names) for names in meta.unique_together if gone.isdisjoint(names)]
        sets += [[name] for name, field in fields.items() if isinstance(field, OneToOneFieldInstance)]
        columns = [[fields[name].source_field or name for name in names] for names in sets if gone.isdisjoint(names)]
        self.uniques = "".join(", " + self._get_unique_constraint_sql(model, names) for names in columns)
        hanging = await self.client.execute_query_dict(_HANGING, [meta.db_table])
        await super()._remake_table(model, create_field, delete_field, alter_fields)
        for row in hanging:
            await self.client.execute_query(str(row["sql"]))


class Executor(MigrationExecutor):
    """The stock executor with our editor."""

    def _schema_editor(
        self,
        atomic: bool = True,  # noqa: FBT001, FBT002 the base's signature
        collect_sql: bool = False,  # noqa: FBT001, FBT002
    ) -> SqliteEditor | AsyncpgSchemaEditor:
        editor = SqliteEditor if self.connection.capabilities.dialect == "sqlite" else AsyncpgSchemaEditor
        return editor(self.connection, atomic=atomic, collect_sql=collect_sql)

    async def prepare(self) -> None:
        """Make the table of what was applied: asking for it in vain would spoil a PostgreSQL transaction."""
        await self.recorder.ensure_schema(self._schema_editor(atomic=False))


async def migrate(client: BaseDBAsyncClient, migrations: str = MIGRATIONS, upto: str = "__latest__") -> list[str]:
    """Apply what is missing over a client of its own; the names of what was applied."""
    done: list[str] = []
    name, dialect = client.connection_name, client.capabilities.dialect
    apps = {APP: {"models": ["providers.models"], "default_connection": name, "migrations": migrations}}
    with TortoiseContext() as context:  # for this task only: an open database stays untouched
        context.connections.set(name, client)
        async with in_transaction(name) as tx:  # on SQLite, BEGIN IMMEDIATE is the lock
            if dialect == "postgres":
                await tx.execute_query(f"SELECT pg_advisory_xact_lock({_LOCK})")
            executor = Executor(tx, apps)
            await executor.prepare()
            await executor.migrate(
                [MigrationTarget(APP, upto)],
                direction="forward",
                progress=lambda what, _, step: done.append(step) if what == "apply_done" else None,
            )
            if dialect == "sqlite":
                await _check_references(tx)
    return done


async def _check_references(tx: BaseDBAsyncClient) -> None:
    broken = await tx.execute_query_dict("PRAGMA foreign_key_check")
    if broken:
        raise IntegrityError(f"after migrating, rows point nowhere: {broken[:5]}")


async def at_head(client: BaseDBAsyncClient, migrations: str = MIGRATIONS) -> bool:
    """Whether all migrations of this code are applied; a database that is ahead of the code still serves it."""
    try:
        applied = {str(row["name"]) for row in await client.execute_query_dict(_APPLIED)}
    except OperationalError:  # no such table: never migrated
        return False
    here = import_module(migrations)
    known = {entry.name for entry in pkgutil.iter_modules(here.__path__) if not entry.ispkg and entry.name[0] != "_"}
    return known <= applied
