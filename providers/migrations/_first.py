"""Writes the parts of 0001_tables from the models: `python -m providers.migrations._first` (until the first release).

One part for each module of `providers.models`, since a file holds at most 250 lines. Uses Tortoise's own writer and
drops what it says needlessly: default arguments, and docstrings kept as comments of tables.
"""

import asyncio
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tortoise.context import TortoiseContext
from tortoise.migrations.operations import CreateModel
from tortoise.migrations.schema_generator.operation_generator import OperationGenerator
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.migrations.writer import MigrationWriter

FIRST = Path(__file__).parent / "first"
MODELS = "providers.models"
HEADER = '"""Tables of `{module}`, written by `python -m providers.migrations._first`."""\n\n'
SAID_ANYWAY = ("encoder=JSON_DUMPS, decoder=loads", "auto_now=False, auto_now_add=False", r"\bunique=False\b")
NEEDLESS = (
    r"^from orjson import loads\n",
    r"^from tortoise\.fields\.data import JSON_DUMPS\n",
    r"^from tortoise import migrations\n",
    r", 'pk_attr': '\w+'",
    r"(?<=primary_key=True), unique=True, db_index=True",
    r", db_constraint=True",
    *(f", {said}|{said}(?:, )?" for said in SAID_ANYWAY),
    r", to_field='(?:id|code)'",
    r", on_delete=OnDelete\.CASCADE",
)


async def first_state() -> State:
    """Return the models as Tortoise's migrations see them."""
    connections = {"sqlite": {"engine": "tortoise.backends.sqlite", "credentials": {"file_path": ":memory:"}}}
    apps = {"models": {"models": [MODELS], "default_connection": "sqlite"}}
    state = State(models={}, apps=StateApps())
    with TortoiseContext() as context:
        await context.init(config={"connections": connections, "apps": apps}, init_connections=False)
        for name in import_module(MODELS).__all__:
            table = ModelState.make_from_model("models", context.get_model("models", name))
            for needless in ("app", "table_description"):  # a docstring is no part of a table
                table.options.pop(needless, None)
            state.models["models", name] = table
    return state


def part_of(name: str) -> str:
    return str(getattr(sys.modules[MODELS], name).__module__)


def source_of(module: str, operations: list[CreateModel]) -> str:
    text = MigrationWriter("first", "models", operations).as_string()
    for pattern in NEEDLESS:
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    text = re.sub(r"^class Migration.*\n +operations = \[", "OPERATIONS = [", text, flags=re.MULTILINE)
    return HEADER.format(module=module) + text


async def write() -> None:
    """Write every part; the parts follow each other as the modules of the models import each other."""
    generated = OperationGenerator(State(models={}, apps=StateApps()), await first_state()).generate(["models"])
    creations = [operation for operation in generated if isinstance(operation, CreateModel)]
    for module in {part_of(creation.name) for creation in creations}:
        own = [creation for creation in creations if part_of(creation.name) == module]
        (FIRST / f"{module.rpartition('.')[2]}.py").write_text(source_of(module, own), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write())
    for step in (["check", "--quiet", "--fix", "--select", "I,F401"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(FIRST)], check=True)  # noqa: S603 our own folder
