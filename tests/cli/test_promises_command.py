"""The command: what it prints in each form, for whom, as of when."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from comity.cli.main import main

ARTICLES = [
    ("2023-07-03", "Germany promised to supply Kenya with 200 electric buses by June 2024."),
    ("2024-06-03", "Germany delivered 200 electric buses to Kenya on Saturday."),
    ("2023-02-01", "China will lend Pakistan $2 billion to shore up its reserves, officials said on Wednesday."),
    ("2025-03-03", "The foreign ministers of China and Pakistan met in Beijing on Monday."),
    ("2026-11-02", "Kazakhstan's President Kassym-Jomart Tokayev will visit France on 3 December 2026."),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("promises")
    rows = [
        {"id": f"a{n}", "published": d, "text": t, "url": f"https://example.org/{n}"}
        for n, (d, t) in enumerate(ARTICLES)
    ]
    told = folder / "articles.jsonl"
    told.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    place = str(folder / "ledger.db")
    assert main(["ingest", str(told), "--ledger", place, "--quiet"]) == 0
    return place


def run(capsys: pytest.CaptureFixture[str], ledger: str, *words: str) -> str:
    code = main(["promises", *words, "--ledger", ledger, "--today", "2026-11-24"])
    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    return shown.out


def test_everything_that_was_promised(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, ledger)
    assert out.startswith("3 promises as of 24 November 2026: 1 silent, 1 open, 1 kept")
    told = re.sub(r"\s+", " ", out)
    assert "Germany → Kenya" in told
    assert "kept, on time" in told
    assert "silent for 45 months" in told


def test_no_line_is_wider_than_the_page(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("--steps",)):
        assert max(map(len, run(capsys, ledger, *words).splitlines())) <= 110


def test_a_pair_and_a_state(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, ledger, "KEN", "Germany").startswith("1 promise ")
    assert run(capsys, ledger, "--status", "silent").startswith("1 promise ")
    assert run(capsys, ledger, "--status", "silent", "--silent-for", "4y").startswith("0 promises ")
    assert run(capsys, ledger, "--kind", "visit").startswith("1 promise ")
    assert run(capsys, ledger, "Chile", "Peru") == "0 promises as of 24 November 2026\n"


def test_steps_show_their_quotes_and_ids(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, ledger, "KEN", "DEU", "--steps")
    assert "“Germany delivered 200 electric buses to Kenya on Saturday”" in out
    assert "(same name)" in out
    for found in re.findall(r"\b[0-9a-f]{10}\b", out):
        assert main(["show", found, "--ledger", ledger]) == 0


def test_json_has_every_step_with_its_quotes_and_source(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run(capsys, ledger, "KEN", "DEU", "--format", "json"))
    (promise,) = told["promises"]
    assert told["today"] == "2026-11-24"
    assert (promise["state"], promise["late"], promise["due"]["end"]) == ("kept", False, "2024-06-30")
    assert [step["rung"] for step in promise["steps"]] == ["accepted", "delivered"]
    for step in promise["steps"]:
        for statement in step["statements"]:
            assert statement["quote"][0]["exact"] in dict(ARTICLES).values() or statement["quote"][0]["exact"]
            assert statement["source"]["url"].startswith("https://example.org/")


def test_csv_is_one_row_a_promise(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(capsys, ledger, "--format", "csv"))))
    assert [(r["kind"], r["state"]) for r in rows] == [("visit", "open"), ("aid", "kept"), ("aid", "silent")]
    assert rows[2]["value"] == "2000000000"
    assert rows[1]["quote"].startswith("Germany promised")


def test_markdown_links_each_quote_to_its_page(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, ledger, "KEN", "DEU", "--format", "markdown")
    assert "| since | who → whom |" in out
    assert "(<https://example.org/1#:~:text=" in out


def test_an_earlier_day_knows_no_later_source(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promises", "KEN", "DEU", "--ledger", ledger, "--today", "2023-12-31", "--format", "json"]) == 0
    (promise,) = json.loads(capsys.readouterr().out)["promises"]
    assert (promise["state"], len(promise["steps"])) == ("open", 1)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--silent-for", "soon"], "--silent-for: 'soon' is no length of time"),
        (["--silent-for", "0m"], "--silent-for: '0m' is no length of time"),
        (["--today", "24.11.2026"], "--today: '24.11.2026' is not a date"),
        (["--kind", "weather"], "--kind: 'weather' makes no promises"),
        (["KAZ"], "two states"),
        (["--status", "lost"], "lost"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    words: list[str], complaint: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["promises", *words, "--ledger", ledger]) == 2
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_a_ledger_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promises", "--ledger", str(tmp_path / "none.db")]) == 4
    assert capsys.readouterr().err.count("\n") == 1
