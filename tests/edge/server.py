"""The server as its users meet it: a process of its own, on a free port, writing into a folder of the test."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).parents[2]
DEV_CODE = "246810"
_ADDRESS = re.compile(r"http://\S+:\d+")
_PATIENCE = 120.0  # until a test gives up on a server; no figure is judged by it


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("FAWU_", "MEILI_"))}  # noqa: TID251
    path = os.pathsep.join(filter(None, (str(ROOT), inherited.get("PYTHONPATH"))))
    defaults = {"FAWU_PORT": "0", "FAWU_DEV_CODE": DEV_CODE, "FAWU_VAR": str(folder / "var")}
    return inherited | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"} | defaults | dict(settings)


def command(folder: Path, *words: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "api", *words],
        cwd=folder,
        env=environment(folder, settings),
        input=given,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


@dataclass
class Server:
    """A running server."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    url: str = ""
    seconds_to_ready: float = 0.0

    def start(self) -> "Server":
        began = time.perf_counter()
        with (self.folder / "stderr.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"],
                cwd=self.folder,
                env=environment(self.folder, self.settings),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.url = self._address()
        self._until_ready()
        self.seconds_to_ready = time.perf_counter() - began
        return self

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; the exit code, and how long it took."""
        began = time.perf_counter()
        running = self._running()
        running.send_signal(number)
        code = running.wait(_PATIENCE)
        if running.stdout:
            running.stdout.close()
        self.process = None
        return code, time.perf_counter() - began

    def kill(self) -> None:
        if self.process is not None:
            self.stop(signal.SIGKILL)

    def log(self) -> str:
        return (self.folder / "stderr.log").read_text()

    def memory(self) -> int:
        """Return the resident bytes."""
        status = Path(f"/proc/{self._running().pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def ask(self, query: str, token: str | None = None, **variables: object) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": variables}
        answer = httpx2.post(f"{self.url}/graphql", json=body, headers=headers, timeout=_PATIENCE)
        return answer.json()

    def _running(self) -> subprocess.Popen[str]:
        if self.process is None:
            raise RuntimeError("the server does not run")
        return self.process

    def _address(self) -> str:
        out = self._running().stdout
        for line in out or ():
            found = _ADDRESS.search(line)
            if found:
                return found[0]
        raise RuntimeError(f"the server gave up:\n{self.log()}")

    def _until_ready(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if httpx2.get(f"{self.url}/readyz").status_code == 200:
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server never got ready:\n{self.log()}")
