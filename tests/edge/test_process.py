"""The process: it starts, ends when told to, and says in one line what must be mended."""

import signal
import socket
from pathlib import Path

import httpx2
import pytest

from api.cli import main
from api.cli.main import COMMANDS
from tests.edge.server import Server, command


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    assert line.startswith("fawu: ")
    return line


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run commands in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAWU_PORT", "0")
    return tmp_path


@pytest.mark.parametrize("name", ["serve", "migrate", "seed", "reindex"])
def test_unwritable_folder_is_one_line(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "var").write_text("not a folder")
    assert main([name]) == 2
    assert "FAWU_VAR" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("FAWU_PORT", "http"),
        ("FAWU_ENV", "production"),
        ("FAWU_HOST", "192.0.2.1"),
        ("FAWU_HOST", "no such host"),
    ],
)
def test_wrong_setting_is_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], setting: str, value: str
) -> None:
    monkeypatch.setenv(setting, value)
    assert main(["serve"]) == 2
    assert "FAWU_" in one_line(capsys.readouterr().err)


def test_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ended = command(tmp_path, "serve", FAWU_PORT=port)
    assert ended.returncode == 2
    assert port in one_line(ended.stderr)


def test_database_that_is_away_is_one_line(tmp_path: Path) -> None:
    ended = command(tmp_path, "serve", FAWU_DATABASE_URL="postgres://nobody@127.0.0.1:1/fawu")
    assert ended.returncode == 2
    assert "FAWU_DATABASE_URL" in one_line(ended.stderr)


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_help_everywhere(here: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(" ".join(("usage: python -m api", *words)))
    assert list(here.iterdir()) == []


def test_unknown_command_is_a_usage_error(here: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sell"])
    assert ended.value.code == 2


def test_check_makes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert capsys.readouterr().out == "configuration: ok\ndatabase: absent: python -m api migrate\n"
    assert list(here.iterdir()) == []


def test_life_of_a_server(tmp_path: Path) -> None:
    """First start installs everything, the second finds it; both signals end it in good order."""
    server = Server(tmp_path).start()
    assert httpx2.get(f"{server.url}/healthz").json() == {"status": "ok"}
    assert set(httpx2.get(f"{server.url}/readyz").json()["checks"].values()) == {"ok"}
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o777 == 0o600
    count = "{ services(first: 0) { totalCount } }"
    shelf = server.ask(count)
    assert shelf["data"]["services"]["totalCount"] == 180
    assert server.stop()[0] == 0
    log = server.log()
    again = Server(tmp_path).start()
    assert again.ask(count) == shelf
    assert again.stop(signal.SIGINT)[0] == 0
    assert "Traceback" not in again.log()
    assert again.log().removeprefix(log).count("seed") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"var", "stderr.log"}
    checked = command(tmp_path, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
