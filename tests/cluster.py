"""A PostgreSQL server for the tests: made by initdb in a temporary folder, started once, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def find_binaries() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, if there is one on this machine."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return candidates[-1].parent if candidates else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


WATCH = 'read -r _; "$1" stop -D data -m immediate -s; rm -rf "$PWD"'


@dataclass(frozen=True)
class Cluster:
    """A server in a folder; PostgreSQL refuses root, so root lends it the user `postgres`."""

    binaries: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        with (self.folder / "log").open("a") as log:
            done = subprocess.run(command, user=_user(), cwd=self.folder, stdout=log, stderr=log, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{(self.folder / 'log').read_text()}")

    def watch(self) -> "subprocess.Popen[bytes]":
        """Start who stops the server and cleans up when we close his input, or die."""
        command = ["/bin/sh", "-c", WATCH, "watch", str(self.binaries / "pg_ctl")]
        return subprocess.Popen(  # noqa: S603 our own words
            command, user=_user(), cwd=self.folder, stdin=subprocess.PIPE, start_new_session=True
        )


def _user() -> str | None:
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="fawu-postgres-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = Cluster(binaries, folder, free_port())
    cluster.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION + f"port = {cluster.port}\n")
    with cluster.watch() as watcher:
        cluster.run("pg_ctl", "start", "-D", "data", "-w", "-l", "server.log")
        yield cluster
        watcher.communicate()
