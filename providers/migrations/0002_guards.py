"""What the database itself forbids, by the same names on both: `providers.db.constraint_of` reads them back.

SQLite cannot add a CHECK to a table that stands, nor knows exclusion: there a guard is a pair of triggers.
"""

from collections.abc import Iterator

from tortoise.migrations import Migration as Base, Operation, RunPython
from tortoise.migrations.schema_editor import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

CHECKS = {  # a missing value breaks none of them
    "occupancy_period": ("occupancy", "{0}busy_from < {0}busy_until"),
    "occupancy_seat": ("occupancy", "{0}seat >= 0"),
    "hold_period": ("hold", "{0}starts_at < {0}ends_at"),
    "booking_period": ("booking", "{0}starts_at < {0}ends_at"),
    "service_fee": ("service", "{0}fee_min >= 0 AND {0}fee_max >= 0 AND {0}fee_min <= {0}fee_max"),
    "listing_fee": ("listing", "{0}fee_min >= 0 AND {0}fee_max >= 0 AND {0}fee_min <= {0}fee_max"),
    "listing_plan": ("listing", "{0}duration > 0 AND {0}slot_step > 0 AND {0}capacity >= 0"),
}
APPEND_ONLY = {"need_event_append_only": "need_event"}

NO_OVERLAP = """
ALTER TABLE occupancy ADD CONSTRAINT occupancy_no_overlap EXCLUDE USING gist (
  int8range(resource_id, resource_id, '[]') WITH &&,
  int8range(seat, seat, '[]') WITH &&,
  int8range(busy_from, busy_until, '[)') WITH &&
)"""
TAKEN = """EXISTS (
  SELECT 1 FROM occupancy AS taken WHERE taken.resource_id = NEW.resource_id AND taken.seat = NEW.seat
  AND taken.busy_from < NEW.busy_until AND taken.busy_until > NEW.busy_from{but})"""

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, MESSAGE = TG_NAME;
END $$"""


def on_postgres() -> Iterator[str]:
    for name, (table, rule) in CHECKS.items():
        yield f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule.format('')})"
    yield NO_OVERLAP
    yield REFUSE_CHANGE
    for name, table in APPEND_ONLY.items():
        yield f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"


def trigger(name: str, event: str, table: str, when: str) -> str:
    guard = f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} WHEN {when}"
    return f"{guard} BEGIN SELECT RAISE(ABORT, '{name}'); END"


def on_sqlite() -> Iterator[str]:
    for name, (table, rule) in CHECKS.items():
        for event in ("INSERT", "UPDATE"):
            yield trigger(name, event, table, f"NOT ({rule.format('NEW.')})")
    yield trigger("occupancy_no_overlap", "INSERT", "occupancy", TAKEN.format(but=""))
    yield trigger("occupancy_no_overlap", "UPDATE", "occupancy", TAKEN.format(but=" AND taken.id <> OLD.id"))
    for name, table in APPEND_ONLY.items():
        for event in ("UPDATE", "DELETE"):
            yield trigger(name, event, table, "TRUE")


async def raise_guards(_apps: StateApps, editor: BaseSchemaEditor) -> None:
    dialect = editor.client.capabilities.dialect
    for statement in on_sqlite() if dialect == "sqlite" else on_postgres():
        await editor.client.execute_query(statement)  # pyright: ignore[reportUnknownMemberType]


OPERATIONS: list[Operation] = [RunPython(raise_guards)]


class Migration(Base):
    """The first guards."""

    dependencies = [("models", "0001_tables")]  # noqa: RUF012 Tortoise's form
    operations = OPERATIONS
