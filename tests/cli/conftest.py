"""A home of its own for every test, documents, and a ledger that is read once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.cli import main

DOCUMENTS = (
    {
        "id": "visit",
        "title": "Macron in Astana",
        "published": "2023-11-02",
        "publisher": "Paper",
        "url": "https://x.example/visit",
        "text": "French President Emmanuel Macron visited Kazakhstan on 1 November 2023.",
    },
    {
        "id": "trade",
        "title": "Trade grows",
        "published": "2024-01-10",
        "publisher": "Gazette",
        "text": "Trade between Kazakhstan and France reached $4.2 billion in 2023.",
    },
    {"id": "weather", "published": "2024-01-10", "text": "Snow fell on the hills. It was cold."},
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("COMITY_MODEL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(d) + "\n" for d in DOCUMENTS), "utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    path = str(tmp_path / "ledger.db")
    assert main(["ingest", str(documents), "--ledger", path]) == 0
    capsys.readouterr()
    return path
