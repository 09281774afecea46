"""Settings: what is wrong is told in one line that names it; the table is the README's."""

from pathlib import Path

import pytest

from api.settings import Settings, SetupError, load, table

SECRET = "a secret of more than thirty-two characters"
PRODUCTION = {
    "FAWU_ENV": "production",
    "FAWU_SECRET": SECRET,
    "FAWU_CODE_GATEWAY_URL": "https://codes.example/send",
    "FAWU_CODE_GATEWAY_SECRET": SECRET,
}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"FAWU_PORT": "http"}, "FAWU_PORT"),
        ({"FAWU_PORT": "70000"}, "FAWU_PORT"),
        ({"FAWU_ENV": "prod"}, "'development' or 'production'"),
        ({"FAWU_HOLD_SECONDS": "0"}, "FAWU_HOLD_SECONDS"),
        ({"FAWU_DEV_CODE": "12345"}, "six digits"),
        ({"FAWU_DEV_CODE": "１２３４５６"}, "six digits"),
        ({"FAWU_DATABASE_URL": "mysql://root@localhost/fawu"}, "sqlite:///"),
        ({"MEILI_URL": "localhost:7700"}, "MEILI_URL"),
        ({"FAWU_SECRET": "short"}, "32 characters"),
        ({"FAWU_CODE_GATEWAY_URL": "https://codes.example"}, "FAWU_CODE_GATEWAY_SECRET"),
        ({"FAWU_SQLITE_SYNCHRONOUS": "OFF"}, "FAWU_SQLITE_SYNCHRONOUS"),
    ],
)
def test_wrong_setting_is_one_line_that_names_it(given: dict[str, str], told: str) -> None:
    with pytest.raises(SetupError) as caught:
        load(**given)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_secrets_are_not_repeated() -> None:
    with pytest.raises(SetupError) as caught:
        load(FAWU_SECRET="hunter2", FAWU_DATABASE_URL="mysql://root:hunter2@localhost/fawu")
    assert "hunter2" not in str(caught.value)
    assert SECRET not in repr(load(**PRODUCTION))


@pytest.mark.parametrize("missing", [name for name in PRODUCTION if name != "FAWU_ENV"])
def test_production_demands_its_settings(missing: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(SetupError, match=missing):
        load(**given)


def test_production_has_no_development_code() -> None:
    assert load(**PRODUCTION).production
    with pytest.raises(SetupError, match="FAWU_DEV_CODE"):
        load(**PRODUCTION, FAWU_DEV_CODE="123456")


def test_environment_is_read_and_empty_means_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAWU_PORT", "8123")
    monkeypatch.setenv("FAWU_SECRET", "")
    settings = load()
    assert settings.port == 8123
    assert settings.secret is None


def test_defaults_stay_in_var(tmp_path: Path) -> None:
    settings = load(FAWU_VAR=str(tmp_path))
    assert settings.database == f"sqlite:///{tmp_path}/fawu.db"
    assert settings.public == "http://127.0.0.1:8000"
    assert load(FAWU_PUBLIC_URL="https://fawu.example/").public == "https://fawu.example"


def test_readme_holds_the_table() -> None:
    assert table() in Path("README.md").read_text("utf-8")
    assert table().count("\n") == len(Settings.model_fields) + 1
