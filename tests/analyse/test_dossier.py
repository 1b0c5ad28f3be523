"""A dossier of a pair: what stands where, in what order, and what is not made up."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from comity.analyse import Dossier, Source, compile_dossier
from comity.analyse.balance import balance
from comity.model import Statement
from comity.reconcile.events import events
from comity.resolve import lookup

Tell = Callable[..., Statement]
PAIR = ("KAZ", "FRA")
TODAY = date(2025, 6, 1)
TOKAYEV, MACRON = "Kassym-Jomart Tokayev|KAZ", "Emmanuel Macron|FRA"
KAZ, FRA = "Kazakhstan|KAZ", "France|FRA"
DAY = {"start": "2024-11-05", "end": "2024-11-05"}
PUBLISHED = {"a": date(2024, 11, 7), "b": date(2024, 11, 5)}
JAN_AUG = {"start": "2024-01-01", "end": "2024-08-31"}


def compiled(statements: Sequence[Statement], sources: Mapping[str, Source]) -> Dossier:
    published = {s.document: s.published for s in sources.values() if s.published}
    return compile_dossier(PAIR, events(statements, published=published, state_of=lookup), sources, today=TODAY)


@pytest.fixture
def statements(tell: Tell) -> list[Statement]:
    nov = {"start": "2022-11-01", "end": "2022-11-30"}
    day = {"start": "2022-11-29", "end": "2022-11-29"}

    def usd(amount: int, digits: int) -> dict[str, object]:
        return {"amount": amount, "currency": "USD", "bound": "exact", "digits": digits}

    return [
        tell("a", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host", date=nov, form="other"),
        tell("b", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host", date=day, form="official"),
        tell("a", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host"),
        tell("a", "visit", f"{MACRON}|visitor", f"{KAZ}|host"),
        tell("b", "visit", f"{MACRON}|visitor", f"{KAZ}|host", status="planned"),
        tell(
            "a", "trade", f"{KAZ}|reporter", f"{FRA}|partner", flow="total", value=usd(4_000_000_000, 2), period=JAN_AUG
        ),
        tell(
            "b", "trade", f"{FRA}|reporter", f"{KAZ}|partner", flow="total", value=usd(4_200_000_000, 2), period=JAN_AUG
        ),
        tell("a", "mediation", f"{KAZ}|mediator", "Armenia|ARM|party", "Azerbaijan|AZE|party"),
        tell("c", "mediation", f"{KAZ}|mediator", "Syria|SYR|party"),
        tell("a", "trade", f"{KAZ}|reporter", "China|CHN|partner", flow="total", value=usd(9_000_000_000, 1)),
        tell("a", "commitment", f"{KAZ}|actor", f"{FRA}|counterpart", status="proposed", act="invite", what="join"),
    ]


@pytest.fixture
def dossier(statements: list[Statement], sources: dict[str, Source]) -> Dossier:
    return compiled(statements, sources)


def section(dossier: Dossier, key: str) -> list[Statement]:
    return [line.lead for s in dossier.sections if s.key == key for line in s.lines]


def test_only_the_pair_and_mediation_told_beside_it(dossier: Dossier) -> None:
    assert all(set(PAIR) <= set(s.countries()) for s in section(dossier, "trade"))
    (mediation,) = section(dossier, "mediation")
    assert mediation.document == "a", "document c does not speak of the pair"
    (line,) = [line for s in dossier.sections for line in s.lines if line.about == "context"]
    assert line.lead == mediation
    assert [s.document for s in dossier.sources] == ["a", "b"]


def test_two_reports_of_one_figure_stand_side_by_side(dossier: Dossier) -> None:
    (line,) = [line for s in dossier.sections if s.key == "trade" for line in s.lines]
    assert {s.document for s in line.statements} == {"a", "b"}
    (difference,) = line.differences
    assert difference.field == "value"
    assert difference.conflicts
    assert [claim.value.amount for claim in difference.claims] in (
        [4_000_000_000, 4_200_000_000],
        [4_200_000_000, 4_000_000_000],
    )


def test_who_visited_whom(dossier: Dossier) -> None:
    there, back = dossier.exchanges
    assert (there.visitor, there.host, there.dated, there.undated, there.to_come) == ("KAZ", "FRA", 1, 1, 0)
    assert there.last is not None
    assert there.last.dated is not None
    assert there.last.dated.document == "b", "29 November 2022 says more than November 2022"
    assert (back.dated, back.undated, back.last, back.to_come) == (0, 1, None, 1)


def day(number: int, last: int | None = None) -> dict[str, str]:
    return {"start": f"2024-11-{number:02}", "end": f"2024-11-{last or number:02}"}


@pytest.mark.parametrize(
    ("told", "visits"),
    [
        # Begun on Monday and gone on with on Tuesday; what is told of the second day was yet to come in the same paper.
        ([("a", TOKAYEV, day(4), "done"), ("a", TOKAYEV, day(5), "planned"), ("b", TOKAYEV, day(5), "done")], 1),
        ([("a", TOKAYEV, day(4), "done"), ("a", TOKAYEV, day(6, 7), "done"), ("b", TOKAYEV, day(6), "done")], 1),
        # Somebody else, and weeks later.
        ([("a", TOKAYEV, day(4), "done"), ("a", "Murat Nurtleu|KAZ", day(5), "done")], 2),
        ([("a", TOKAYEV, day(4), "done"), ("b", TOKAYEV, day(28), "done")], 2),
        # Nobody is named: who went on the second day is not known.
        ([("a", TOKAYEV, day(4), "done"), ("a", KAZ, day(6), "done")], 2),
    ],
)
def test_days_of_one_stay_are_one_visit(
    tell: Tell, sources: dict[str, Source], told: list[tuple[str, str, dict[str, str], str]], visits: int
) -> None:
    said = [
        tell(document, "visit", f"{who}|visitor", f"{FRA}|host", date=when, status=status, form=form)
        for (document, who, when, status), form in zip(told, ("state", "other", "other"), strict=False)
    ]
    compiled_ = compiled(said, sources)
    there, back = compiled_.exchanges
    assert (there.dated, back.dated) == (visits, 0)
    assert [len(y.there) for y in compiled_.visits] == [visits]
    assert sum(count for _, count in there.ranks) == visits
    (partners,) = balance("KAZ", events(said, published=PUBLISHED, state_of=lookup))
    assert [int(s.amount) for s in partners.shares] == [visits]


def test_what_is_to_come_is_listed_among_the_promises_and_stands_in_its_own_section(dossier: Dossier) -> None:
    promises = next(s for s in dossier.sections if s.key == "promises")
    assert [line.lead.kind for line in promises.lines] == ["commitment"]
    followed = {s.id for p in dossier.promises for step in p.steps for s in step.statements}
    planned = [s for s in section(dossier, "meetings") if s.status == "planned"]
    assert planned
    assert all(s.id in followed or s in [line.lead for line in promises.also] for s in planned)


def test_the_publication_date_is_no_date_of_the_event(dossier: Dossier) -> None:
    undated = [line for s in dossier.sections for line in s.lines if not any(x.date for x in line.statements)]
    assert undated
    assert all(line.lead.date is None for line in undated)
    assert any(line.reported is not None for line in undated)


def test_what_no_source_speaks_of_is_said(dossier: Dossier) -> None:
    assert "investments" in dossier.missing
    assert "trade figures" not in dossier.missing


def test_any_order_and_repetition_give_the_same_dossier(
    statements: list[Statement], sources: dict[str, Source], dossier: Dossier
) -> None:
    for seed in range(5):
        shuffled = [*statements, *statements]
        random.Random(seed).shuffle(shuffled)
        assert compiled(shuffled, sources) == dossier


def test_every_statement_of_the_pair_stands_in_exactly_one_line(statements: list[Statement], dossier: Dossier) -> None:
    shown = [s.id for section in dossier.sections for line in section.lines for s in line.statements]
    assert len(shown) == len(set(shown)) == dossier.statements
    assert {s.id for s in statements if set(PAIR) <= set(s.countries())} <= set(shown)


def test_a_document_without_a_summary_is_still_a_source(tell: Tell) -> None:
    dossier = compiled([tell("z", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host")], {})
    assert [s.document for s in dossier.sources] == ["z"]
    assert dossier.published is None


def test_nothing_known_is_an_empty_dossier() -> None:
    dossier = compiled([], {})
    assert not dossier.sources
    assert not any(s.lines for s in dossier.sections)


def test_an_articles_own_arithmetic_comes_with_it(tell: Tell, sources: dict[str, Source]) -> None:
    def flow(name: str, amount: int) -> Statement:
        value = {"amount": amount, "currency": "USD", "bound": "exact", "digits": 2}
        return tell("a", "trade", f"{KAZ}|reporter", f"{FRA}|partner", flow=name, value=value, period=JAN_AUG)

    dossier = compiled([flow("total", 4_000_000_000), flow("exports", 5_100_000_000)], sources)
    assert dossier.checks[0].finding.verdict == "conflicts"


def test_two_meetings_of_other_people_are_two(tell: Tell, sources: dict[str, Source]) -> None:
    day = {"start": "2024-11-05", "end": "2024-11-05"}
    presidents = tell("a", "meeting", f"{TOKAYEV}|participant", f"{MACRON}|participant", date=day)
    ministers = tell("b", "meeting", "Murat Nurtleu|KAZ|participant", "Jean-Noël Barrot|FRA|participant", date=day)
    again = tell("c", "meeting", "Tokayev|KAZ|participant", "Macron|FRA|participant", date=day)
    dossier = compiled([presidents, ministers, again], sources)
    lines = next(s for s in dossier.sections if s.key == "meetings").lines
    assert sorted(sorted(s.document for s in line.statements) for line in lines) == [["a", "c"], ["b"]]


def test_what_is_proposed_at_no_said_time_is_not_taken_for_what_came_about(
    tell: Tell, sources: dict[str, Source]
) -> None:
    proposed = [tell(d, "visit", f"{MACRON}|visitor", f"{KAZ}|host", status="proposed") for d in ("a", "b")]
    made = [tell(d, "visit", f"{MACRON}|visitor", f"{KAZ}|host") for d in ("a", "d")]
    dossier = compiled([*proposed, *made], sources)
    lines = next(s for s in dossier.sections if s.key == "meetings").lines
    assert sorted((line.lead.status, len(line.statements)) for line in lines) == [("done", 2), ("proposed", 2)]


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        ({"count": 24}, {"count": 26}, 2),
        ({"count": 24}, {"count": 26, "of": "d"}, 1),
        ({"count": 24, "date": DAY}, {"count": 26, "of": "d"}, 2),
        ({"count": 24, "instrument": "memorandum"}, {"count": 24}, 1),
        ({"instrument": "memorandum"}, {"instrument": "treaty"}, 2),
        ({"count": 24, "date": DAY}, {"count": 26, "date": DAY}, 1),
        ({"count": 24, "date": DAY}, {"count": 24}, 1),
        ({"title": "rail"}, {}, 2),
        ({"title": "rail"}, {"title": "rail transport"}, 1),
        ({"title": "rail"}, {"title": "rare earths"}, 2),
    ],
)
def test_which_agreements_are_one(
    first: dict[str, object], second: dict[str, object], lines: int, tell: Tell, sources: dict[str, Source]
) -> None:
    """Documents a and d were published a day apart, a and b two days."""
    of = str(second.get("of", "b"))
    second = {k: v for k, v in second.items() if k != "of"}
    told = [
        tell("a", "agreement", f"{KAZ}|party", f"{FRA}|party", **{"instrument": "package", **first}),
        tell(of, "agreement", f"{FRA}|party", f"{KAZ}|party", **{"instrument": "package", **second}),
    ]
    dossier = compiled(told, sources)
    assert len(next(s for s in dossier.sections if s.key == "agreements").lines) == lines


def test_a_visit_that_was_announced_and_took_place_is_told_as_done(tell: Tell, sources: dict[str, Source]) -> None:
    day = {"start": "2024-11-05", "end": "2024-11-05"}
    announced = tell("b", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host", date=day, status="planned", form="state")
    made = tell("a", "visit", f"{TOKAYEV}|visitor", f"{FRA}|host", date=day)
    dossier = compiled([announced, made], sources)
    (line,) = [line for s in dossier.sections for line in s.lines]
    assert line.lead.status == "done"
    assert not line.to_come
