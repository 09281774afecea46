"""A PostgreSQL server for the tests: made by initdb in a temporary folder, started once, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
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


@dataclass(frozen=True)
class Cluster:
    """A running server; PostgreSQL refuses root, so root lends it the user `postgres`."""

    binaries: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        user = "postgres" if os.geteuid() == 0 else None
        with (self.folder / "log").open("a") as log:
            done = subprocess.run(command, user=user, cwd=self.folder, stdout=log, stderr=log, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-D", "data", "-m", "immediate", "-w")
        shutil.rmtree(self.folder, ignore_errors=True)


def start(binaries: Path) -> Cluster:
    folder = Path(tempfile.mkdtemp(prefix="fawu-postgres-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = Cluster(binaries, folder, free_port())
    cluster.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION + f"port = {cluster.port}\n")
    cluster.run("pg_ctl", "start", "-D", "data", "-w", "-l", "server.log")
    return cluster
