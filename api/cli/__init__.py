"""The command line: `python -m api COMMAND`. A command's module is loaded only when it is the one that runs."""

from api.cli.main import main

__all__ = ["main"]
