"""`serve`: bring the house up to date, open the door, say where it is; close within five seconds when told to."""

import argparse
import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Generator
from typing import Any

import uvicorn

from api import observe
from api.app import create_app
from api.cli.content import prepare
from api.limits import MAX_BODY
from api.runtime import make_folder, open_house, open_runtime
from api.senders import sender_of
from api.settings import Settings, SetupError, load

_GRACE_SECONDS = 2  # for requests in flight; workers and connections get what is left of five
_WELCOME = """
法务超市 Fawu is open: {address}
{hint}
Ctrl-C ends it.
"""
_GRAPHIQL = """
Open it in a browser, and paste:

  { search(query: "老板拖欠我三个月工资怎么办", first: 5) { nodes { ... on Service { name summary } } } }
"""
_CLOSED = "\nProduction: operations by POST; GraphiQL and introspection are closed.\n"


class Server(uvicorn.Server):
    """uvicorn that says where it is, and ends by a signal as it would by a return."""

    def __init__(self, config: uvicorn.Config, welcome: str) -> None:
        super().__init__(config)
        self.welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(self.welcome)
            sys.stdout.flush()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Settings come from the environment; `python -m api check --settings` lists them."


def run(_: argparse.Namespace) -> int:
    settings = load()
    make_folder(settings.var)
    with _listening(settings) as door:
        observe.configure(settings.log_level)
        port: int = door.getsockname()[1]
        asyncio.run(_serve(settings.model_copy(update={"port": port}), door))
    return 0


@contextlib.contextmanager
def _listening(settings: Settings) -> Generator[socket.socket]:
    """Take the port before the long work: whoever comes second is told so at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.host, settings.port))
            door.listen(2048)
        except OSError as fault:
            place = f"{settings.host}:{settings.port}"
            raise SetupError(
                f"cannot listen on {place}: {fault.strerror or fault}; stop what uses it, or set FAWU_HOST, FAWU_PORT"
            ) from fault
        door.settimeout(0)
        yield door


async def _serve(settings: Settings, door: socket.socket) -> None:
    async with open_house(settings, sender_of(settings)) as house:
        await prepare(house)
        async with open_runtime(house) as runtime:
            address = f"http://{settings.host}:{settings.port}/graphql"
            welcome = _WELCOME.format(address=address, hint=_CLOSED if settings.production else _GRAPHIQL)
            config: dict[str, Any] = {
                "lifespan": "on",
                "log_config": None,
                "access_log": False,
                "server_header": False,
                "timeout_graceful_shutdown": _GRACE_SECONDS,
                "ws_max_size": MAX_BODY,
                "ws_per_message_deflate": False,  # a small frame must not become a large one
            }
            await Server(uvicorn.Config(create_app(runtime), **config), welcome).serve(sockets=[door])
