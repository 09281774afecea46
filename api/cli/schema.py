"""`schema`: print the SDL, as it is committed in schema/schema.graphql."""

import argparse
import sys

from schema.root import build_schema


def configure(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="schema")


def run(_: argparse.Namespace) -> int:
    sys.stdout.write(build_schema().as_str().rstrip() + "\n")
    return 0
