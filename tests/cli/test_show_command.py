"""`comity show`: quotes in the markup of their page, and in the newest version of their document."""

import json
from pathlib import Path

import pytest

from comity.cli import main

Capture = pytest.CaptureFixture[str]

ADDRESS = "https://news.example/trade"
MORE = "".join(
    f"<p>Paragraph {i} tells at some length how the talks went on, which nobody had thought they would.</p>\n"
    for i in range(5)
)
PAGE = (
    f'<!doctype html>\n<html><head><title>Trade</title>\n<link rel="canonical" href="{ADDRESS}">\n'
    '<meta property="article:published_time" content="2024-01-10T10:00:00Z"></head>\n<body><article><h1>Trade</h1>\n'
    "<p>Trade between <b>Kazakhstan</b> &#97;nd France reached $4.2&nbsp;billion in 2023.</p>\n"
    f"{MORE}</article></body></html>\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "trade.html"
    path.write_text(PAGE, "utf-8")
    return path


def _ids(capsys: Capture) -> list[str]:
    capsys.readouterr()
    main(["dossier", "KAZ", "FRA", "--ledger", "l.db", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    lines = (line for section in told["sections"] for line in section["lines"])
    return [line["id"] for line in lines if "$4.2" in json.dumps(line)]


def test_a_quote_in_the_markup_of_its_page(page: Path, capsys: Capture) -> None:
    assert main(["ingest", str(page), "--ledger", "l.db", "--quiet"]) == 0
    statement = _ids(capsys)[0]
    assert main(["show", statement, "--source", str(page), "--ledger", "l.db"]) == 0
    out = capsys.readouterr().out
    assert "stands: this is the newest version" in out
    assert f"{page}:6:4" in out.replace("\n", "")
    assert "<b>Kazakhstan</b> &#97;nd France" in out
    assert "/html/body/article/p[1]" in out
    assert main(["show", statement, "--source", str(page), "--ledger", "l.db", "--format", "json"]) == 0
    source = json.loads(capsys.readouterr().out)["source"]
    assert source["same"] is True
    (quote,) = source["quotes"]
    assert PAGE[quote["start"] : quote["end"]] == quote["markup"]
    assert quote["fragment"].startswith("#:~:text=")


def test_a_quote_that_a_newer_version_words_otherwise(page: Path, capsys: Capture) -> None:
    main(["ingest", str(page), "--ledger", "l.db", "--quiet"])
    statement = _ids(capsys)[0]
    page.write_text(PAGE.replace("$4.2", "$4.4"), "utf-8")
    main(["ingest", str(page), "--ledger", "l.db", "--quiet"])
    capsys.readouterr()
    assert main(["show", statement, "--ledger", "l.db", "--format", "json"]) == 0
    (standing,) = json.loads(capsys.readouterr().out)["standing"]
    assert (standing["state"], "$4.4" in standing["now"]) == ("changed", True)
    assert main(["show", statement, "--source", str(page), "--ledger", "l.db"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "now reads: “Trade between Kazakhstan and France reached $4.4" in out
    assert "is not the file that was read" in out


def test_a_quote_that_a_newer_version_leaves_out(page: Path, capsys: Capture) -> None:
    main(["ingest", str(page), "--ledger", "l.db", "--quiet"])
    statement = _ids(capsys)[0]
    page.write_text("\n".join(line for line in PAGE.split("\n") if "Kazakhstan" not in line), "utf-8")
    main(["ingest", str(page), "--ledger", "l.db", "--quiet"])
    capsys.readouterr()
    assert main(["show", statement, "--ledger", "l.db"]) == 0
    assert "gone from the newest version" in " ".join(capsys.readouterr().out.split())


def test_what_is_no_page_is_told(page: Path, tmp_path: Path, capsys: Capture) -> None:
    main(["ingest", str(page), "--ledger", "l.db", "--quiet"])
    statement = _ids(capsys)[0]
    text = tmp_path / "a.txt"
    text.write_text("Trade between Kazakhstan and France.", "utf-8")
    for source in (text, tmp_path / "missing.html", tmp_path):
        assert main(["show", statement, "--source", str(source), "--ledger", "l.db"]) != 0
        err = capsys.readouterr().err
        assert err.startswith("comity: ")
        assert err.count("\n") == 1
