"""Choosing a command, and ending like one: 0 done, 1 not as it should be, 2 something to mend first."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from api.settings import SetupError

COMMANDS = {
    "serve": "bring tables, content and index up to date, then serve",
    "migrate": "bring the tables to head",
    "seed": "load the market's content; what is there already stays",
    "reindex": "build the search index anew",
    "schema": "print the GraphQL schema",
    "check": "say whether configuration, database, migrations and index are as they should be",
    "triage": "read needs as JSON Lines, write what they are about; stores nothing",
}


class Command(Protocol):
    """What the module of a command offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if given is None else given)
    parser = argparse.ArgumentParser(prog="python -m api", description="法务超市 Fawu: the market's one command line.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {name: commands.add_parser(name, help=text, description=text) for name, text in COMMANDS.items()}
    chosen = next((word for word in words if word in COMMANDS), None)
    command: Command | None = None
    if chosen is not None:
        command = cast("Command", import_module(f"api.cli.{chosen}"))
        command.configure(parsers[chosen])
    arguments = parser.parse_args(words)
    try:
        return command.run(arguments) if command else 0
    except SetupError as reason:
        sys.stderr.write(f"fawu: {reason}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("fawu: stopped\n")
        return 130
    except BrokenPipeError:  # `… | head` has read enough
        sys.stderr.close()
        return 0
