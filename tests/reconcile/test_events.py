"""Statements of one event are put together, in any order, and never settled."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from comity.kinds import load
from comity.model import Actor, Event, Interval, Money, Place, Quote, SlotValue, Span, Statement
from comity.reconcile import events
from comity.reconcile.events import version_of

FIRST = date(2031, 5, 1)
CODES = {"Norway": "NOR", "Norwegian": "NOR", "Peru": "PER", "Peruvian": "PER", "Chile": "CHL"}
NAMES = {code: name for name, code in CODES.items() if name in ("Norway", "Peru", "Chile")}
PAIR = (("NOR", "participant"), ("PER", "participant"))


def day(number: int, last: int | None = None) -> Interval:
    return Interval(FIRST + timedelta(days=number), FIRST + timedelta(days=number if last is None else last))


DAY, MAY, YEAR = day(5), Interval(date(2031, 5, 1), date(2031, 5, 31)), Interval(date(2031, 1, 1), date(2031, 12, 31))


def told(
    document: str,
    kind: str = "meeting",
    when: Interval | None = DAY,
    status: str = "done",
    who: Sequence[tuple[str | None, str]] = PAIR,
    names: Sequence[str] = (),
    said: int = 0,
    place: str | None = None,
    **slots: SlotValue,
) -> Statement:
    named = [*names, *(NAMES.get(code or "", "?") for code, _ in who[len(names) :])]
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=tuple(Actor(name=n, country=code, role=role) for n, (code, role) in zip(named, who, strict=True)),
        quotes=(Quote(exact="x", span=Span(said, said + 1)),),
        date=when,
        place=Place(name="Somewhere", country=place) if place else None,
        slots=tuple(slots.items()),
    )


def deal(document: str, when: Interval | None = DAY, **slots: SlotValue) -> Statement:
    return told(document, "agreement", when, who=(("NOR", "party"), ("PER", "party")), **slots)


def trade(document: str, reporter: str = "NOR", partner: str = "PER", **slots: SlotValue) -> Statement:
    who = ((reporter, "reporter"), (partner, "partner"))
    return told(document, "trade", None, who=who, **{"flow": "exports", **slots})


def aid(document: str, **slots: SlotValue) -> Statement:
    return told(document, "aid", DAY, who=(("NOR", "donor"), ("PER", "recipient")), **slots)


def usd(amount: str, digits: int = 1, **more: object) -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits, **more)  # type: ignore[arg-type]


def found(
    statements: Sequence[Statement],
    published: dict[str, int] | None = None,
    together: Sequence[Collection[str]] = (),
    apart: Sequence[Collection[str]] = (),
    copies: Sequence[Collection[str]] = (),
) -> tuple[Event, ...]:
    """Events of statements whose documents were published so many days after the first."""
    days = {d: FIRST + timedelta(days=n) for d, n in (published or {}).items()}
    given = {
        "published": days,
        "together": together,
        "apart": apart,
        "copies": copies,
        "state_of": lambda name: CODES.get(name.title()),
    }
    return events(statements, **given)  # type: ignore[arg-type]


def groups(*statements: Statement, **given: object) -> set[str]:
    """The documents of each event that several tell of, as one word."""
    joined = found(statements, **given)  # type: ignore[arg-type]
    assert found(statements[::-1], **given) == joined  # type: ignore[arg-type]
    return {"".join(sorted(s.document for s in e.statements)) for e in joined if len(e.statements) > 1}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (told("a"), told("b"), True),
        (told("a"), told("b", status="planned"), True),
        (told("a"), told("b", when=day(6)), False),
        (told("a"), told("b", when=MAY), True),
        (told("a"), told("b", who=PAIR[::-1]), True),
        (told("a"), told("b", who=(PAIR[0], ("CHL", "participant"))), False),
        (told("a"), told("b", who=(*PAIR, ("CHL", "participant"))), False),
        (told("a"), told("b", who=(PAIR[0], (None, "participant"))), False),
        (told("a"), told("b", who=(*PAIR, (None, "participant"))), True),
        (told("a"), told("a", said=9), False),
        (told("a"), told("b", kind="visit"), False),
        (told("a", place="PER"), told("b", place="CHL"), False),
        (told("a", place="PER"), told("b"), True),
        (told("a", form="call"), told("b", form="talks"), False),
        (told("a", form="call"), told("b", form="virtual"), True),
        (told("a", form="summit"), told("b", form="talks"), True),
        (told("a", names=("Kari Lund", "Rosa Quispe")), told("b", names=("Lund", "Quispe")), True),
        (told("a", names=("Kari Lund", "Rosa Quispe")), told("b", names=("Per Dahl",)), False),
        (told("a", names=("Kari Lund", "Rosa Quispe")), told("b"), True),
        (told("a", names=("President of Norway",)), told("b", names=("Foreign Minister of Norway",)), False),
        (told("a", names=("Norwegian ministers",)), told("b", names=("Norway's foreign ministry",)), True),
        (told("a", names=("Norwegian business leaders",)), told("b", names=("Kari Lund",)), False),
    ],
)
def test_meetings(a: Statement, b: Statement, same: bool) -> None:
    assert groups(a, b) == ({"ab"} if same else set())


def test_a_summit_is_one_though_a_report_leaves_some_out() -> None:
    codes = ("NOR", "PER", "CHL", "ISL", "FIN")
    all_of_them, some, two = (tuple((c, "participant") for c in codes[:n]) for n in (5, 3, 2))
    assert groups(told("a", who=all_of_them), told("b", who=some), told("c", who=two)) == {"ab"}
    assert groups(told("a", who=all_of_them, when=MAY), told("b", who=some)) == set()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (trade("a", period=MAY), trade("b", period=MAY), True),
        (trade("a", period=MAY), trade("b", period=YEAR), False),
        (trade("a", period=MAY), trade("b"), False),
        (trade("a", period=YEAR), trade("b", period=YEAR, target=True), False),
        (trade("a", period=YEAR), trade("b", period=YEAR, target=False), True),
        (trade("a", period=YEAR), trade("b", period=YEAR, commodities=("fish",)), False),
        (trade("a", period=YEAR, commodities=("Fish",)), trade("b", period=YEAR, commodities=("fish",)), True),
        (trade("a", period=YEAR), trade("b", "PER", "NOR", period=YEAR), False),
        (trade("a", period=YEAR, flow="total"), trade("b", "PER", "NOR", period=YEAR, flow="total"), True),
        (trade("a", period=YEAR), trade("b", period=YEAR, flow="imports"), False),
        (trade("a", period=YEAR, value=usd("4e9")), trade("b", period=YEAR, value=usd("9e9")), True),
        (trade("a", value=usd("4e9")), trade("b", value=usd("4.2e9", 2)), True),
        (trade("a", value=usd("4e9")), trade("b", value=usd("9e9")), False),
    ],
)
def test_trade(a: Statement, b: Statement, same: bool) -> None:
    assert groups(a, b, published={"a": 300, "b": 301}) == ({"ab"} if same else set())


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ({"title": "Oslo Declaration"}, {"title": "the Oslo declaration on fisheries"}, True),
        ({"title": "Oslo Declaration"}, {"title": "Lima Declaration"}, False),
        ({"title": "joint venture in copper"}, {"title": "joint venture in zinc"}, False),
        ({"title": "avoidance of double taxation"}, {"title": "double tax avoidance"}, True),
        ({"title": "Oslo Declaration"}, {}, False),
        ({"instrument": "treaty"}, {"instrument": "memorandum"}, False),
        ({"instrument": "treaty"}, {"instrument": "agreement"}, True),
        ({"instrument": "package"}, {"instrument": "agreement"}, False),
        ({"instrument": "package", "count": 24}, {"instrument": "package", "count": 26}, True),
        ({"instrument": "package", "count": 24}, {"instrument": "package", "count": 4}, False),
        ({"instrument": "package", "count": 24}, {"instrument": "package"}, True),
        ({"instrument": "package", "count": 24}, {"instrument": "memorandum"}, False),
        ({"value": usd("4e9")}, {"value": usd("4.4e9", 2)}, True),
        ({"value": usd("4e9")}, {"value": usd("9e8")}, False),
        ({"value": usd("4e9", bound="over")}, {"value": usd("4.8e9", 2)}, True),
    ],
)
def test_agreements(ours: dict[str, SlotValue], theirs: dict[str, SlotValue], same: bool) -> None:
    assert groups(deal("a", **ours), deal("b", **theirs)) == ({"ab"} if same else set())


def test_two_loans_of_one_size_are_two() -> None:
    loans = [aid("a", value=usd("5e8"), form="loan", what=w) for w in ("metro of Lima", "dykes")]
    report = aid("b", value=usd("5.2e8", 2), form="loan", what="Lima metro")
    assert [len(e.statements) for e in found([*loans, report])].count(2) == 1
    assert groups(loans[0], report) == {"ab"}
    assert groups(loans[1], report) == set()
    assert groups(report, aid("c", value=usd("5.2e8", 2), form="military", what="Lima metro")) == set()


@pytest.mark.parametrize(
    ("a", "b", "published", "same"),
    [
        (told("a", when=None), told("b", when=None), {"a": 0, "b": 6}, True),
        (told("a", when=None), told("b", when=None), {"a": 0, "b": 20}, False),
        (told("a", when=None), told("b", when=None), {"a": 0}, False),
        (told("a"), told("b", when=None), {"b": 7}, True),
        (told("a"), told("b", when=None), {"b": 3}, False),
        (told("a"), told("b", when=None), {"b": 40}, False),
        (told("a"), told("b", when=None), {}, False),
        (told("a"), told("b", when=YEAR), {"b": 7}, True),
        (told("a"), told("b", when=YEAR, status="planned"), {"a": 6, "b": 0}, True),
        (told("a", when=None), told("b", status="planned"), {"a": 6, "b": 0}, True),
        (told("a", when=None), told("b", status="planned"), {"a": 0, "b": 0}, False),
        (told("a"), told("b", when=None, status="planned"), {"a": 6, "b": 0}, False),
        (told("a", status="planned"), told("b", when=None, status="proposed"), {"a": 0, "b": 1}, True),
        (told("a", when=day(90), status="planned"), told("b", when=None, status="planned"), {"a": 0, "b": 1}, True),
        (told("a", when=day(90), status="planned"), told("b", when=None, status="planned"), {"a": 60, "b": 1}, False),
    ],
)
def test_what_has_no_date_is_placed_by_its_documents(
    a: Statement, b: Statement, published: dict[str, int], same: bool
) -> None:
    assert groups(a, b, published=published) == ({"ab"} if same else set())


def test_what_has_no_date_does_not_chain_events_together() -> None:
    undated = [told(name, when=None) for name in "abcde"]
    joined = groups(*undated, published={name: 6 * n for n, name in enumerate("abcde")})
    assert all(len(group) == 2 for group in joined)
    one, other, between = (
        deal("a", None, title="Oslo"),
        deal("b", None, title="Lima"),
        deal("c", None, title="Oslo Lima"),
    )
    assert all(len(g) < 3 for g in groups(one, other, between, published=dict.fromkeys("abc", 0)))


def test_what_fits_twice_goes_where_it_is_most_alike_or_stays_alone() -> None:
    first, second = told("a", when=day(0), form="talks"), told("b", when=day(4), form="talks")
    assert groups(first, second, told("c", when=MAY), published={"c": 30}) == set()
    assert groups(first, second, told("c", when=MAY, names=("Lund",)), published={"c": 30}) == set()
    named = told("b", when=day(4), form="talks", names=("Lund",))
    assert groups(first, named, told("c", when=MAY, names=("Lund",)), published={"c": 30}) == {"bc"}
    assert groups(first, second, told("c", when=None), published={"c": 4}) == {"bc"}


def test_people_may_say_what_is_one_event_and_what_is_not() -> None:
    a, b, c, other = told("a"), told("b"), told("c", when=day(9)), told("d", "visit")
    assert groups(a, b, c, together=[{b.id, c.id}]) == {"abc"}
    assert groups(a, b, c, apart=[{a.id, b.id}]) == set()
    assert groups(a, b, c, apart=[{a.id, b.id}], together=[{b.id, c.id}]) == {"bc"}
    assert groups(a, b, c, apart=[{a.id, b.id}], together=[{b.id, a.id}]) == set()
    assert groups(a, other, together=[{a.id, other.id}]) == set(), "an event is of one kind"
    assert groups(a, b, together=[{a.id, "gone"}], apart=[{"gone", b.id}]) == {"ab"}


def test_reports_are_counted_and_copies_once() -> None:
    statements = [told(name) for name in "abcd"]
    (event,) = found(statements, copies=[("x", "b", "c"), ("d", "y")])
    assert (event.reports, event.independent, event.copies) == (4, 3, (("b", "c"),))
    assert event.id == min(s.id for s in statements)


def test_the_fullest_report_of_what_came_about_stands_first() -> None:
    (event,) = found([told("a", status="planned", form="talks", topics=("fish",)), told("b"), told("c", form="talks")])
    assert [s.document for s in event.statements] == ["c", "b", "a"]
    assert event.lead.document == "c"


def test_statements_told_again_and_kinds_without_rules_stay_as_they_are() -> None:
    twice = found([told("a"), told("a"), told("b", kind="dance"), told("c", kind="dance")])
    assert [len(e.statements) for e in twice] == [1, 1, 1]
    assert found([]) == ()


def test_the_version_of_the_rules_is_the_same_in_every_process_and_changes_with_them() -> None:
    code = "from comity.kinds import load; from comity.reconcile.events import version_of; print(version_of(load()))"
    versions = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    kinds = load()
    assert versions == {version_of(kinds)}
    visit = kinds["visit"]
    stricter = replace(visit.merge.across, window_days=0)
    assert version_of({**kinds, "visit": replace(visit, merge=replace(visit.merge, across=stricter))}) not in versions
