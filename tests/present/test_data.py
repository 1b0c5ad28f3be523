"""Statements as rows and columns."""

import csv
import io
import json
from dataclasses import replace

import pytest

from comity.analyse import Dossier
from comity.model import ConfigError, Statement
from comity.model.statement import from_json
from comity.present import data, tables
from comity.resolve import country_name


def table(statements: list[Statement]) -> list[dict[str, str]]:
    text = "\n".join([data.csv_header(), *map(data.csv_row, statements)])
    return list(csv.DictReader(io.StringIO(text)))


def test_a_json_line_is_the_public_form(statements: list[Statement]) -> None:
    for statement in statements:
        row = json.loads(data.json_line(statement))
        assert row == json.loads(json.dumps(statement.to_json()))
        assert "\n" not in data.json_line(statement)


def test_confidence_stands_beside_the_public_form_and_is_read_back(statements: list[Statement]) -> None:
    sure = replace(statements[0], confidence=0.83)
    row = json.loads(data.json_line(sure))
    assert list(row)[-1] == "confidence"
    assert (from_json(row).confidence, from_json(row).id, row["id"]) == (0.83, sure.id, statements[0].id)
    assert [r["confidence"] for r in table([sure, statements[1]])] == ["0.83", ""]


def test_csv_keeps_every_row_and_value(statements: list[Statement]) -> None:
    rows = table(statements)
    assert [r["id"] for r in rows] == [s.id for s in statements]
    assert rows[0]["value"] == "4000000000"
    assert (rows[0]["period_start"], rows[0]["flow"]) == ("2024-01-01", "total")
    assert rows[0]["actors"] == "Kazakhstan|KAZ|reporter; France|FRA|partner"
    assert rows[2]["quote_in"] == "title"


def test_a_spreadsheet_is_given_no_formula_and_no_control(statements: list[Statement]) -> None:
    rows = table(statements)
    assert rows[3]["what"] == "'=1+1"
    assert rows[3]["quote"] == "'=1+1"
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    assert not any("\x1b" in cell for row in rows for cell in row.values())


def test_a_slot_without_a_column_is_kept_as_json() -> None:
    row = {"document": "d", "kind": "visit", "status": "done", "actors": [], "quote": [], "rank": "minister"}
    assert json.loads(data.flat(from_json(row))["other"]) == {"rank": "minister"}


def test_the_dossier_as_json_says_who_says_what(dossier: Dossier) -> None:
    told = json.loads(json.dumps(data.dossier_json(dossier, country_name)))
    assert told["pair"] == [{"code": "KAZ", "name": "Kazakhstan"}, {"code": "FRA", "name": "France"}]
    (line,) = next(s for s in told["sections"] if s["key"] == "trade")["lines"]
    assert {s["source"]["document"] for s in line["statements"]} == {"a", "b"}
    (difference,) = line["differences"]
    assert difference["conflicts"] is True
    assert sorted(c["value"]["amount"] for c in difference["claims"]) == [4e9, 5e9]
    assert all(c["statements"] for c in difference["claims"])
    assert told["sources"][1]["published"] is None


def test_tables_have_one_row_a_statement_and_types(statements: list[Statement]) -> None:
    pytest.importorskip("pandas")
    frame = tables.to_pandas(statements)
    assert list(frame["id"]) == [s.id for s in statements]
    assert frame["value"].sum() == 9_001_000_000
    assert str(frame.dtypes["quotes"]) == "Int64"
    assert tables.to_polars(statements)["value"].sum() == 9_001_000_000
    assert tables.to_arrow(statements).num_rows == len(statements)
    assert tables.to_polars([]).columns == list(data.COLUMNS)


def test_a_missing_library_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(ConfigError, match=r"pip install 'comity\[tables\]'"):
        tables.to_polars([])
