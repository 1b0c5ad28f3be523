"""Reviewing in a spreadsheet: out, filled in, and in again."""

import csv
import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.api import review
from comity.api.sheet import COLUMNS, Imported, read_sheet, write_sheet
from comity.model import Article, InputError, Quote, Reading, Span, Statement
from comity.store import Ledger
from comity.store import decisions as kept

Row = dict[str, str]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "sheet.csv"


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, cells: Mapping[str, Mapping[str, str]], ledger: Ledger) -> list[Row]:
    """A sheet of the whole ledger with cells written into the rows named "document kind" or "document flow"."""
    write_sheet(ledger, path)
    rows = read(path)
    for row in rows:
        name = f"{row['document']} {json.loads(row['slots']).get('flow') or row['kind']}"
        row.update(cells.get(name, {}))
    save(path, rows)
    return rows


def save(path: Path, rows: list[Row], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0], delimiter=delimiter)
        out.writeheader()
        out.writerows(rows)


def states(ledger: Ledger) -> dict[str, str]:
    return {f"{i.document.id} {i.statement.slot('flow') or i.statement.kind}": i.state for i in review.queue(ledger)}


def test_one_row_a_statement_in_the_order_of_review(ledger: Ledger, sheet: Path) -> None:
    assert write_sheet(ledger, sheet) == 6
    rows = read(sheet)
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [i.read for i in review.queue(ledger)]
    first = rows[0]
    assert (first["kind"], first["actors"], first["confidence"]) == (
        "trade",
        "Nor|NOR|reporter; Per|PER|partner",
        "0.80",
    )
    assert json.loads(first["slots"])["value"]["amount"] == 2_000_000_000
    assert first["failed_checks"].startswith("trade-sum")
    assert first["quote"] == "Exports to Peru rose to $2 billion in 2030"
    assert write_sheet(ledger, sheet, ("NOR", "PER"), ["agreement"], limit=2) == 2


def test_every_decision_by_sheet(ledger: Ledger, sheet: Path) -> None:
    tern, skua = (next(i.read for i in review.queue(ledger) if i.document.id == d) for d in ("tern", "skua"))
    cells = {
        "gull exports": {"decision": "Accept", "author": "Eve", "reason": "seen"},
        "gull imports": {"decision": " reject "},
        "gull total": {"corrections": "value = about $5 billion\nPeriod = 2029"},
        "gull agreement": {"decision": "merge", "with": f"{tern[:10]}"},
        "tern agreement": {"decision": "accept", "corrections": '{"title": "fish", "date": null}'},
        "skua agreement": {"decision": "split", "with": f"{tern}"},
    }
    fill(sheet, cells, ledger)
    assert read_sheet(ledger, sheet, author="Ida") == Imported(rows=6, added=7)
    assert states(ledger) == {
        "gull exports": "accepted",
        "gull imports": "rejected",
        "gull total": "corrected",
        "gull agreement": "undecided",
        "tern agreement": "accepted",
        "skua agreement": "undecided",
    }
    made = {(d.action, d.author, d.reason) for d in kept.decisions(ledger)}
    assert ("accept", "Eve", "seen") in made
    assert ("merge", "Ida", "") in made
    total = next(i.statement for i in review.queue(ledger) if i.statement.slot("flow") == "total")
    assert total.to_json()["value"] == {"amount": 5_000_000_000, "currency": "USD", "bound": "about", "digits": 1}
    assert total.to_json()["period"] == {"start": "2029-01-01", "end": "2029-12-31"}
    decided = review.decided(ledger)
    assert {len(s) for s in (*decided.together, *decided.apart)} == {2}
    assert skua in {s.id for s in decided.statements}


def test_importing_again_adds_nothing(ledger: Ledger, sheet: Path) -> None:
    tern = next(i.read for i in review.queue(ledger) if i.document.id == "tern")
    cells = {
        "gull exports": {"decision": "accept", "corrections": "growth=4"},
        "gull imports": {"decision": "reject"},
        "gull agreement": {"decision": "merge", "with": tern},
        "tern agreement": {"decision": "merge", "with": fill(sheet, {}, ledger)[-1]["id"]},
    }
    fill(sheet, cells, ledger)
    first = read_sheet(ledger, sheet, author="Ida")
    assert (first.added, first.known) == (4, 1), "the two rows name one merge"
    made = kept.decisions(ledger)
    assert read_sheet(ledger, sheet, author="Ida") == Imported(rows=6, known=4, empty=2)
    review.undo(ledger, made[0].id, author="Ida")
    assert read_sheet(ledger, sheet, author="Ida").added == 0, "what was undone since stays undone"


def test_a_newer_sheet_may_say_again_what_was_undone(ledger: Ledger, sheet: Path) -> None:
    fill(sheet, {"gull exports": {"decision": "accept"}}, ledger)
    assert read_sheet(ledger, sheet, author="Ida").added == 1
    fill(sheet, {"gull exports": {"decision": "undo"}}, ledger)
    assert [read_sheet(ledger, sheet, author="Ida").added for _ in range(3)] == [1, 0, 0]
    assert states(ledger)["gull exports"] == "undecided"
    fill(sheet, {"gull exports": {"decision": "accept"}}, ledger)
    assert [read_sheet(ledger, sheet, author="Ida").added for _ in range(2)] == [1, 0]
    assert states(ledger)["gull exports"] == "accepted"


BAD = [
    ({"decision": "perhaps"}, "no decision is called 'perhaps'"),
    ({"id": "ffffffffffffffff", "decision": "accept"}, "no statement ffff"),
    ({"id": "", "decision": "accept"}, "not a statement id"),
    ({"decision": "correct"}, "needs something in the column corrections"),
    ({"corrections": "value: 4"}, "write field = value"),
    ({"corrections": "{broken"}, "neither lines"),
    ({"corrections": "[" * 9000}, "write field = value"),
    ({"corrections": '{"value":' + "[" * 9000}, "neither lines"),
    ({"corrections": "colour = red"}, "no field 'colour'"),
    ({"corrections": "flow = smuggling"}, "no choice"),
    ({"decision": "merge"}, "two statements"),
    ({"decision": "undo"}, "nothing to undo"),
    ({"decision": "accept", "reason": "x" * 3000}, "longer"),
]


@pytest.mark.parametrize(("cells", "told"), BAD, ids=[told for _, told in BAD])
def test_a_bad_row_is_told_by_its_number_and_the_good_ones_are_kept(
    ledger: Ledger, sheet: Path, cells: Row, told: str
) -> None:
    rows = fill(sheet, {"skua agreement": {"decision": "accept"}}, ledger)
    rows[1].update(cells)
    save(sheet, rows)
    done = read_sheet(ledger, sheet, author="Ida")
    assert (done.rows, done.added, len(done.refused)) == (6, 1, 1)
    assert done.refused[0].origin == f"{sheet} row 3"
    assert told in done.refused[0].why
    assert "\n" not in done.refused[0].why
    assert states(ledger)["skua agreement"] == "accepted"


def test_a_row_without_an_author_is_refused(ledger: Ledger, sheet: Path) -> None:
    fill(sheet, {"skua agreement": {"decision": "accept"}}, ledger)
    assert "name of who makes it" in read_sheet(ledger, sheet).refused[0].why


def test_what_spreadsheets_make_of_it(ledger: Ledger, sheet: Path) -> None:
    rows = fill(sheet, {"skua agreement": {"decision": "accept"}}, ledger)
    rows.insert(1, dict.fromkeys(rows[0], ""))
    save(sheet, rows, delimiter=";")
    sheet.write_bytes(b"\xef\xbb\xbf" + sheet.read_bytes())
    assert read_sheet(ledger, sheet, author="Ida").added == 1
    few = [{"id": row["id"], "decision": "reject"} for row in rows if row["id"]]
    save(sheet, few)
    assert read_sheet(ledger, sheet, author="Ida").added == 6


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "needs the columns"),
        (b"a,b\n1,2\n", "needs the columns"),
        (b"\xff\xfe\x00i", "not UTF-8"),
        (b"\x00\x01\x02", "needs the columns"),
    ],
)
def test_what_is_no_sheet(ledger: Ledger, sheet: Path, content: bytes, told: str) -> None:
    sheet.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_sheet(ledger, sheet, author="Ida")
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(ledger, sheet.with_name("missing.csv"), author="Ida")
    with pytest.raises(InputError, match="cannot be written"):
        write_sheet(ledger, sheet.parent)


def test_cells_too_many_or_a_broken_row(ledger: Ledger, sheet: Path) -> None:
    sheet.write_text('id,decision\nabc,accept,what\nabc,,\n"abc"x,accept\n', "utf-8")
    done = read_sheet(ledger, sheet, author="Ida")
    assert [refusal.why[:20] for refusal in done.refused] == ["3 cells under 2 colu", "not CSV from here on"]


def test_no_cell_is_a_formula(ledger: Ledger, sheet: Path, said: dict[str, tuple[Statement, ...]]) -> None:
    (tern,) = said["tern"]
    evil = '=HYPERLINK("http://x.example","pay")\x1b]0;x\x07'
    actors = tuple(dataclasses.replace(a, name=evil) for a in tern.actors)
    quote = Quote(exact=evil, span=Span(0, len(evil)))
    slots = (("instrument", "treaty"), ("title", "@" + evil))
    told = dataclasses.replace(tern, document="+evil", actors=actors, quotes=(quote,), slots=slots)
    run = ledger.start_run(code="comity 1")
    ledger.append(Reading(article=Article(id="+evil", text=evil), statements=(told,)), run)
    write_sheet(ledger, sheet)
    raw = sheet.read_text("utf-8-sig")
    assert "\x1b" not in raw
    assert not [c for row in csv.reader(raw.splitlines()) for c in row if c.startswith(("=", "+", "-", "@"))]
    rows = read(sheet)
    row = next(r for r in rows if "HYPERLINK" in r["quote"])
    assert row["document"] == "'+evil"
    row.update(decision="correct", corrections="title = -5", reason="'=because")
    save(sheet, rows)
    assert read_sheet(ledger, sheet, author="Ida").added == 1
    made = kept.decisions(ledger)[-1]
    assert (made.reason, dict(made.values)["title"]) == ("=because", '"-5"')


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(COLUMNS), st.text()))
def test_any_cells_are_taken_or_refused(ledger: Ledger, sheet: Path, cells: Row) -> None:
    write_sheet(ledger, sheet, limit=1)
    rows = read(sheet)
    rows[0].update({k: v.encode("utf-8", "replace").decode() for k, v in cells.items()})
    save(sheet, rows)
    done = read_sheet(ledger, sheet, author="Ida")
    assert done.rows >= 1
    assert all("\n" not in refusal.why for refusal in done.refused)
