"""Statements of one event are put together, in any order, and never settled."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Actor, Interval, Money, Quote, SlotValue, Span, Statement
from comity.reconcile import MergeKey, group

KEYS = {
    "meeting": MergeKey(window_days=1),
    "agreement": MergeKey(slots=("instrument", "title", "count"), window_days=3),
    "trade": MergeKey(slots=("flow", "period", "target", "commodities"), symmetric=(("flow", "total"),)),
}
DAY = Interval(date(2031, 5, 6), date(2031, 5, 6))
MAY = Interval(date(2031, 5, 1), date(2031, 5, 31))
YEAR = Interval(date(2031, 1, 1), date(2031, 12, 31))


def told(
    document: str,
    kind: str = "meeting",
    when: Interval | None = DAY,
    status: str = "done",
    who: tuple[tuple[str | None, str], ...] = (("NOR", "participant"), ("PER", "participant")),
    said: int = 0,
    **slots: SlotValue,
) -> Statement:
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=tuple(Actor(name=code or "?", country=code, role=role) for code, role in who),
        quotes=(Quote(exact="x", span=Span(said, said + 1)),),
        date=when,
        slots=tuple(slots.items()),
    )


def trade(
    document: str, *, reporter: str = "NOR", partner: str = "PER", said: int = 0, **slots: SlotValue
) -> Statement:
    who = ((reporter, "reporter"), (partner, "partner"))
    return told(document, "trade", None, who=who, said=said, **{"flow": "exports", **slots})


def together(*statements: Statement, published: dict[str, date] | None = None) -> list[set[str]]:
    groups = group(statements, KEYS, published)
    return sorted(({s.document for s in g} for g in groups if len(g) > 1), key=sorted)


def money(amount: str, **more: object) -> Money:
    return Money(amount=Decimal(amount), currency="USD", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (told("a"), told("b"), True),
        (told("a"), told("b", status="planned"), True),
        (told("a"), told("b", when=Interval(date(2031, 5, 7), date(2031, 5, 7))), True),
        (told("a"), told("b", when=Interval(date(2031, 5, 9), date(2031, 5, 9))), False),
        (told("a"), told("b", when=MAY), True),
        (told("a"), told("b", when=None), True),
        (told("a"), told("b", who=(("PER", "participant"), ("NOR", "participant"))), True),
        (told("a"), told("b", who=(("NOR", "participant"), ("CHL", "participant"))), False),
        (told("a"), told("b", who=(("NOR", "participant"), ("PER", "participant"), ("CHL", "participant"))), False),
        (told("a"), told("b", who=(("NOR", "participant"), (None, "participant"))), False),
        (told("a"), told("b", who=(("NOR", "participant"), ("PER", "participant"), (None, "participant"))), True),
        (told("a"), told("a", said=9), False),
        (told("a"), told("b", kind="visit"), False),
    ],
)
def test_meetings(a: Statement, b: Statement, same: bool) -> None:
    assert together(a, b) == together(b, a) == ([{"a", "b"}] if same else [])


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
        (trade("a", period=YEAR), trade("b", period=YEAR, reporter="PER", partner="NOR"), False),
        (
            trade("a", period=YEAR, flow="total"),
            trade("b", period=YEAR, flow="total", reporter="PER", partner="NOR"),
            True,
        ),
        (trade("a", period=YEAR), trade("b", period=YEAR, flow="imports"), False),
    ],
)
def test_trade(a: Statement, b: Statement, same: bool) -> None:
    assert together(a, b) == ([{"a", "b"}] if same else [])


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ({"title": "Oslo Declaration"}, {"title": "the Oslo declaration on fisheries"}, True),
        ({"title": "Oslo Declaration"}, {"title": "Lima Declaration"}, False),
        ({"title": "Oslo Declaration"}, {}, True),
        ({"count": 4}, {"count": 5}, False),
        ({"instrument": "treaty"}, {"instrument": "memorandum"}, False),
    ],
)
def test_agreements(ours: dict[str, SlotValue], theirs: dict[str, SlotValue], same: bool) -> None:
    a, b = told("a", "agreement", **ours), told("b", "agreement", **theirs)
    assert together(a, b) == ([{"a", "b"}] if same else [])


def test_undated_statements_of_distant_documents_stay_apart() -> None:
    a, b, days = told("a", when=None), told("b", when=None), {"a": date(2031, 5, 1)}
    assert together(a, b, published={**days, "b": date(2031, 5, 20)}) == [{"a", "b"}]
    assert together(a, b, published={**days, "b": date(2033, 5, 20)}) == []
    assert together(a, told("b"), published={**days, "b": date(2033, 5, 20)}) == []
    vague = told("b", when=YEAR, status="planned")
    assert together(told("a"), vague, published={"a": date(2031, 5, 7), "b": date(2031, 5, 1)}) == [{"a", "b"}]
    assert together(told("a"), vague, published={"a": date(2031, 5, 7), "b": date(2031, 1, 1)}) == []
    # One figure of one period is told again and again.
    again = {"a": date(2031, 5, 1), "b": date(2033, 5, 20)}
    assert together(trade("a", period=MAY), trade("b", period=MAY), published=again) == [{"a", "b"}]


def test_what_is_over_is_not_what_is_still_to_come() -> None:
    published = {"a": date(2031, 5, 1), "b": date(2031, 5, 1)}
    over, planned = told("a", when=None), told("b", status="planned")
    assert together(over, planned, published=published) == []
    assert together(over, planned, published={**published, "a": date(2031, 5, 7)}) == [{"a", "b"}]


def test_a_statement_that_fits_twice_goes_where_it_is_most_alike_or_stays_alone() -> None:
    later = Interval(date(2031, 8, 6), date(2031, 8, 6))
    first, second = told("a", form="talks"), told("b", when=later, form="summit")
    assert together(first, second, told("c", when=None)) == []
    assert together(first, second, told("c", when=None, form="summit")) == [{"b", "c"}]


def test_unknowns_do_not_chain_events_together() -> None:
    one, other = told("a", "agreement", when=None, count=4), told("b", "agreement", when=None, count=5)
    open_one = told("c", "agreement", when=None)
    for groups in (group([one, other, open_one], KEYS), group([open_one, other, one], KEYS)):
        assert all({"a", "b"} - {s.document for s in g} for g in groups)


def test_kinds_without_a_key_are_never_merged() -> None:
    a, b = told("a", "visit"), told("b", "visit")
    assert [len(g) for g in group([a, b], KEYS)] == [1, 1]


STATEMENTS = st.builds(
    told,
    document=st.sampled_from("abcdef"),
    kind=st.sampled_from(["meeting", "agreement", "visit"]),
    when=st.none()
    | st.sampled_from([MAY, YEAR])
    | st.integers(1, 9).map(lambda d: Interval(date(2031, 5, d), date(2031, 5, d))),
    status=st.sampled_from(["done", "planned"]),
    who=st.sampled_from(
        [
            (("NOR", "participant"), ("PER", "participant")),
            (("NOR", "participant"), ("PER", "participant"), (None, "participant")),
            (("NOR", "participant"), ("PER", "participant"), ("CHL", "participant")),
        ]
    ),
    said=st.integers(0, 3),
    count=st.integers(1, 2),
    title=st.sampled_from(["Oslo", "Oslo fish", "fish"]),
)
PUBLISHED = st.dictionaries(st.sampled_from("abcdef"), st.dates(date(2031, 1, 1), date(2031, 12, 31)))


@settings(max_examples=150, deadline=None)
@given(statements=st.lists(STATEMENTS, max_size=12), published=PUBLISHED, data=st.data())
def test_order_does_not_matter_and_nothing_is_lost(
    statements: list[Statement], published: dict[str, date], data: st.DataObject
) -> None:
    groups = group(statements, KEYS, published)
    assert group(data.draw(st.permutations(statements)), KEYS, published) == groups
    members = [s for g in groups for s in g]
    assert len(members) == len(set(members))
    assert set(members) == set(statements)
    for one in groups:
        assert len({s.document for s in one}) == len(one)
        assert len({s.kind for s in one}) == 1
