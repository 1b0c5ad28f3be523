"""Promises shown: words, and that a document cannot break out of any form."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from comity.analyse import Source
from comity.analyse.promise import Promise, Step
from comity.model import Actor, Interval, Money, Quote, Span, Statement
from comity.present import promises_data, promises_markdown, promises_terminal
from comity.present import promises_words as words

NASTY = (
    '=HYPERLINK("http://evil","x") | <script>alert(1)</script> \x1b[31mred\x1b[0m ]( [bold]b[/bold] \u202egnp\r\n# head'
)
TODAY = date(2026, 11, 24)


def name(code: str) -> str:
    return {"DEU": "Germany", "KEN": "Kenya"}.get(code, code)


def promise(text: str = "200 electric buses", **changed: object) -> Promise:
    statement = Statement(
        document=text,
        kind="aid",
        status="planned",
        actors=(Actor(name=text, country="DEU", role="donor"), Actor(name="Kenya", country="KEN", role="recipient")),
        quotes=(Quote(exact=f"{text} was promised long ago", span=Span(0, 5)),),
        slots=(("what", text),),
    )
    step = Step(rung="accepted", word="pledged", statements=(statement,), told=date(2023, 7, 3), why=text)
    fields: dict[str, object] = {
        "kind": "aid",
        "by": statement.actors[:1],
        "to": statement.actors[1:],
        "what": text,
        "steps": (step,),
        "state": "open",
        "made": date(2023, 7, 3),
        "last_told": date(2023, 7, 3),
        "newest": date(2023, 7, 3),
    }
    return Promise(**(fields | changed))  # type: ignore[arg-type]


def printed(found: Promise, width: int = 80) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False)
    console.print(promises_terminal.table([found], name), promises_terminal.ladders([found], name))
    return stream.getvalue()


def test_a_hostile_document_steers_no_terminal() -> None:
    shown = printed(promise(NASTY))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_hostile_document_makes_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(promises_data.to_csv([promise(NASTY)])))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
    assert row["what"].startswith("'=HYPERLINK")


def test_a_hostile_document_stays_text_in_markdown() -> None:
    sources = {NASTY: Source(document=NASTY, publisher=NASTY, url="javascript:alert(1)")}
    page = promises_markdown.promises([promise(NASTY)], sources, TODAY, name)
    assert "<script>" not in page
    assert "javascript:" not in page
    assert "\n# head" not in page
    assert all(line.count(" | ") == 7 for line in page.splitlines() if line.startswith("| 2023"))


def test_json_says_everything_of_a_hostile_document() -> None:
    told = promises_data.to_json([promise(NASTY)], {}, TODAY, name)
    assert json.loads(json.dumps(told))["promises"][0]["what"] == NASTY


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "open"),
        ({"unheard": True}, "open, no source after 3 July 2023"),
        ({"state": "kept", "late": True}, "kept, late"),
        ({"state": "kept", "late": False}, "kept, on time"),
        ({"state": "kept", "late": None}, "kept"),
        ({"state": "silent", "silent": True, "silent_for": 40}, "silent for 40 months"),
        ({"state": "overdue", "silent": True, "silent_for": 1}, "overdue, silent for 1 month"),
        ({"state": "broken"}, "broken: pledged"),
    ],
)
def test_a_state_in_words(changed: dict[str, object], said: str) -> None:
    assert words.state(promise(**changed)) == said


@pytest.mark.parametrize(
    ("due", "moved", "said"),
    [
        (None, None, ""),
        ((date(2023, 7, 3), date(2024, 6, 30)), None, "by 30 June 2024"),
        ((date(2024, 6, 1), date(2024, 6, 30)), None, "June 2024"),
        ((date(2024, 6, 7), date(2024, 6, 7)), None, "7 June 2024"),
        ((date(2024, 6, 1), date(2024, 6, 30)), (date(2025, 1, 1), date(2025, 12, 31)), "June 2024, then 2025"),
    ],
)
def test_a_due_day_in_words(due: tuple[date, date] | None, moved: tuple[date, date] | None, said: str) -> None:
    found = promise(due=due and Interval(*due), moved_to=moved and Interval(*moved))
    assert words.due(found) == said


def test_sides_what_and_value_in_words() -> None:
    found = promise(value=Money(amount=Decimal(2_000_000_000), currency="USD", digits=1))
    assert (words.sides(found, name), words.what(found, name), words.value(found)) == (
        "Germany → Kenya",
        "aid: 200 electric buses",
        "$2 billion",
    )
    assert words.sides(promise(by=(*found.by, *found.to), to=()), name) == "Germany and Kenya"


@pytest.mark.parametrize("named", ["", "aid", "the aid"])
def test_what_has_no_name_of_its_own_is_told_in_full(named: str) -> None:
    assert words.what(promise(what=named), name) == "Aid from 200 electric buses (Germany) to Kenya: 200 electric buses"


def test_one_whose_state_is_not_known_goes_by_their_name() -> None:
    assert words.sides(promise(to=(Actor(name="the rebels\x1b[0m"),)), name) == "Germany → the rebels[0m"
