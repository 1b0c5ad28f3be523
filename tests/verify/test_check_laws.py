"""Laws of the checks: no conflict in a true world, one where a figure is moved, none that blurring brings about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Actor, Event, Interval, Money, Quote, Span, Statement
from comity.verify import Check, check_article, check_events

YEARS = (2021, 2022, 2023, 2024)
HALVES = ((1, 1, 6, 30), (7, 1, 12, 31))
NINE = (1, 1, 9, 30)
WORDS = {"exact": "", "over": "more than ", "under": "nearly ", "about": "about "}


@dataclass(frozen=True)
class World:
    """Exports of NOR and of PER by half year, in whole units, and how much of a second half lies before October."""

    exports: tuple[int, ...]
    imports: tuple[int, ...]
    autumn: Decimal

    def flow(self, flow: str, year: int, part: str = "year") -> Decimal:
        halves = {"exports": (self.exports,), "imports": (self.imports,), "total": (self.exports, self.imports)}
        if flow == "balance":
            return self.flow("exports", year, part) - self.flow("imports", year, part)
        first, second = (sum(Decimal(h[2 * (year - YEARS[0]) + k]) for h in halves[flow]) for k in (0, 1))
        return {"year": first + second, "h1": first, "h2": second, "nine": first + second * self.autumn}[part]


AMOUNTS = st.integers(10**6, 10**12)
COUNT = 2 * len(YEARS)
WORLDS = st.builds(
    World,
    exports=st.lists(AMOUNTS, min_size=COUNT, max_size=COUNT).map(tuple),
    imports=st.lists(AMOUNTS, min_size=COUNT, max_size=COUNT).map(tuple),
    autumn=st.sampled_from([Decimal("0.25"), Decimal("0.5")]),
)


def written(true: Decimal, digits: int, bound: str) -> Money:
    """A true amount as somebody writes it with so many digits."""
    rounding = {"over": ROUND_FLOOR, "under": ROUND_CEILING}.get(bound, ROUND_HALF_EVEN)
    size = Context(prec=digits, rounding=rounding).plus(abs(true))
    return Money(amount=size.copy_sign(true), currency="USD", bound=bound, digits=digits)  # type: ignore[arg-type]


def days(year: int, part: str) -> Interval:
    a, b, c, d = {"year": (1, 1, 12, 31), "h1": HALVES[0], "h2": HALVES[1], "nine": NINE}[part]
    return Interval(date(year, a, b), date(year, c, d))


def statement(document: str, place: int, quote: str, sides: str, **slots: object) -> Statement:
    roles = zip(sides.split(), ("reporter", "partner"), strict=True)
    return Statement(
        document=document,
        kind="trade",
        status="done",
        actors=tuple(Actor(name=code, country=code, role=role) for code, role in roles),
        quotes=(Quote(exact=quote, span=Span(place, place + len(quote))),),
        slots=tuple(slots.items()),  # type: ignore[arg-type]
    )


@st.composite
def tellings(draw: st.DrawFn, world: World, documents: Sequence[str]) -> list[Statement]:
    """True statements about a world, as different documents write them."""
    told = []
    for place in range(draw(st.integers(1, 12))):
        flow = draw(st.sampled_from(["total", "exports", "imports", "balance"]))
        year, part = draw(st.sampled_from(YEARS)), draw(st.sampled_from(["year", "h1", "h2", "nine"]))
        true = world.flow(flow, year, part)
        bound = draw(st.sampled_from(sorted(WORDS))) if flow != "balance" else "exact"
        value = written(true, draw(st.integers(1, 6)), bound)
        sides = draw(st.sampled_from(["NOR PER", "PER NOR"]))
        name = {"exports": "imports", "imports": "exports"}.get(flow, flow) if sides == "PER NOR" else flow
        if sides == "PER NOR" and flow == "balance":
            value = replace(value, amount=-value.amount)
        slots: dict[str, object] = {"flow": name, "value": value, "period": days(year, part)}
        quote = f"{name} of {WORDS[bound]}so much"
        if year > YEARS[0] and flow != "balance" and draw(st.booleans()):
            growth = (true / world.flow(flow, year - 1, part) - 1) * 100
            slots["growth"] = growth.quantize(Decimal(draw(st.sampled_from(["1", "0.1", "0.01"]))), ROUND_HALF_EVEN)
            quote += f", up {abs(Decimal(str(slots['growth'])))}% on the previous year"
        told.append(statement(draw(st.sampled_from(documents)), place * 100, quote, sides, **slots))
    return told


def conflicts(checks: Sequence[Check]) -> list[str]:
    return [f"{c.finding.code}: {c.finding.message}" for c in checks if c.finding.verdict == "conflicts"]


def events(statements: Sequence[Statement]) -> list[Event]:
    return [Event(statements=(one,)) for one in statements]


@settings(max_examples=200, deadline=None)
@given(WORLDS.flatmap(lambda world: tellings(world, ["a"])))
def test_what_is_true_never_conflicts_in_an_article(told: list[Statement]) -> None:
    assert not conflicts(check_article(told, date(2025, 2, 1)))


@settings(max_examples=200, deadline=None)
@given(WORLDS.flatmap(lambda world: tellings(world, ["a", "b", "c"])))
def test_what_is_true_never_conflicts_across_articles(told: list[Statement]) -> None:
    assert not conflicts(check_events(events(told), {}))


@settings(max_examples=100, deadline=None)
@given(
    WORLDS, st.integers(1, 5), st.sampled_from([Decimal("0.4"), Decimal("1.7")]), st.sampled_from(["total", "exports"])
)
def test_a_figure_that_is_moved_beyond_its_precision_conflicts(
    world: World, digits: int, factor: Decimal, flow: str
) -> None:
    true = {name: world.flow(name, 2024) for name in ("total", "exports", "imports")}
    told = [
        statement(
            "a", 100 * i, "so much", "NOR PER", flow=name, value=written(v, 6, "exact"), period=days(2024, "year")
        )
        for i, (name, v) in enumerate(true.items())
    ]
    assert not conflicts(check_article(told))
    other = written(true[flow] * factor, max(digits, 2), "exact")
    again = statement("b", 0, "so much", "NOR PER", flow=flow, value=other, period=days(2024, "year"))
    assert any(c.startswith("figure-told") for c in conflicts(check_events(events([*told, again]), {})))
    moved = [
        replace(s, slots=(*s.slots[:1], ("value", other), *s.slots[2:])) if s.slots[0][1] == flow else s for s in told
    ]
    if flow == "total":
        assert any(c.startswith("trade-sum") for c in conflicts(check_article(moved)))


@st.composite
def anything(draw: st.DrawFn) -> list[Statement]:
    """Statements that need not agree with one another."""
    told = []
    for place in range(draw(st.integers(2, 9))):
        value = written(
            Decimal(draw(st.integers(1, 60))), draw(st.integers(2, 4)), draw(st.sampled_from(sorted(WORDS)))
        )
        slots: dict[str, object] = {
            "flow": draw(st.sampled_from(["total", "exports", "imports"])),
            "value": value,
            "period": days(draw(st.sampled_from(YEARS)), draw(st.sampled_from(["year", "h1", "nine"]))),
        }
        if draw(st.booleans()):
            slots["growth"] = Decimal(draw(st.integers(-60, 150)))
        quote = draw(st.sampled_from(["so much", "a record high"]))
        told.append(statement(draw(st.sampled_from("ab")), place * 100, quote, "NOR PER", **slots))
    return told


def verdicts(checks: Sequence[Check]) -> dict[tuple[str, object], set[str]]:
    """By what was checked; the parts that a series is measured by may be others once figures are blurred."""
    found: dict[tuple[str, object], set[str]] = {}
    for check in checks:
        places = [(s.document, s.quotes[0].span.start) for s in check.statements]
        whole = check.finding.code in ("series-parts", "record")
        found.setdefault((check.finding.code, places[0] if whole else frozenset(places)), set()).add(
            check.finding.verdict
        )
    return found


def blurred(told: Statement) -> Statement:
    """The same figure written with one digit less."""
    value = told.slot("value")
    assert isinstance(value, Money)
    assert value.digits is not None
    less = replace(value, digits=max(value.digits - 1, 1))
    return replace(told, slots=tuple((n, less if n == "value" else v) for n, v in told.slots))


@settings(max_examples=200, deadline=None)
@given(anything(), st.sets(st.integers(0, 8)))
def test_less_precision_never_makes_what_held_conflict(told: list[Statement], which: set[int]) -> None:
    wider = [blurred(s) if i in which else s for i, s in enumerate(told)]
    for check in (lambda s: check_article(s), lambda s: check_events(events(s), {})):
        before, after = verdicts(check(told)), verdicts(check(wider))
        for what, said in before.items():
            if said == {"holds"}:
                assert "conflicts" not in after.get(what, set()), what


@settings(max_examples=100, deadline=None)
@given(anything(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_repeating_does_no_harm(told: list[Statement], random: object) -> None:
    mixed = [*told, *told[:3]]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert check_article(mixed) == check_article(told)
    assert check_events(events(mixed), {}) == check_events(events(told), {})


NUMBERS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from(["1e999999", "-1e999999", "1e-999999", "0", "-0", "NaN", "Infinity"]).map(Decimal),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.integers(-(10**9), 10**9)), min_size=1, max_size=5))
def test_numbers_of_no_world_are_borne(rows: list[tuple[Decimal, Decimal, Decimal, int]]) -> None:
    told = []
    for place, (amount, growth, share, digits) in enumerate(rows):
        value = Money(
            amount=amount, currency="USD", bound="range" if place % 2 else "exact", high=growth, digits=digits
        )
        slots = {"flow": "total", "value": value, "growth": growth, "share": share, "stake": share, "count": share}
        told.append(statement(f"d{place % 2}", place, "1 % of 2", "NOR PER", **slots, period=days(2024, "year")))
        told.append(replace(told[-1], kind="agreement"))
    assert isinstance(check_article(told), tuple)
    assert isinstance(check_events([*events(told[::2]), Event(statements=tuple(told[1::2]))], {}), tuple)


@pytest.mark.parametrize("text", ["more than " * 4000, "1,000," * 4000, "of which " * 4000, "A b said " * 4000])
def test_long_quotes_take_no_long_time(text: str) -> None:
    value = Money(amount=Decimal(1000), currency="USD")
    told = statement("a", 0, text, "NOR PER", flow="total", value=value, growth=Decimal(5), period=days(2024, "year"))
    assert isinstance(check_article([told, replace(told, kind="investment")]), tuple)
