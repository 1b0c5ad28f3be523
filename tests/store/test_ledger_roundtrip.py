"""Whatever a statement or an article holds, the ledger gives it back exactly."""

import itertools
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.model import (
    KINDS,
    STATUSES,
    Actor,
    Article,
    Dateline,
    Finding,
    Furniture,
    Interval,
    Link,
    Money,
    Origin,
    Paragraph,
    Place,
    Quote,
    Reading,
    Sentence,
    Span,
    Statement,
)
from comity.store import Ledger, Stored

# NUL and lone surrogates come out of broken pages and must survive.
WORDS = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(["\x00", "\ud800", "\x1b[0m", "é"])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3)
SPANS = st.tuples(st.integers(0, 500), st.integers(0, 50)).map(lambda t: Span(t[0], t[0] + t[1]))
DAYS = st.dates()
INTERVALS = st.tuples(DAYS, DAYS).map(lambda t: Interval(min(t), max(t)))
ROLES = st.sampled_from(["", "party", "reporter"])
COUNTRIES = st.none() | st.sampled_from(["FRA", "KAZ", "XKX", "org:EU"])
MONEY = st.builds(
    Money,
    amount=NUMBERS,
    currency=st.sampled_from(["USD", "KZT"]),
    bound=st.sampled_from(["exact", "about", "over", "under", "up_to", "range"]),
    high=st.none() | NUMBERS,
    digits=st.none() | st.integers(1, 9),
    written=WORDS,
)
SLOTS = st.dictionaries(
    st.sampled_from(["value", "growth", "period", "topics", "count", "target", "title"]),
    MONEY | INTERVALS | NUMBERS | st.integers(-(10**9), 10**9) | st.booleans() | WORDS | st.lists(WORDS).map(tuple),
).map(lambda pairs: tuple(pairs.items()))
FINDINGS = st.lists(
    st.builds(
        Finding,
        code=WORDS,
        message=WORDS,
        verdict=st.sampled_from(["holds", "conflicts", "cannot be checked", "note"]),
        span=st.none() | SPANS,
    ),
    max_size=2,
).map(tuple)
STATEMENTS = st.builds(
    Statement,
    document=st.just("d"),
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(STATUSES),
    actors=st.lists(st.builds(Actor, name=WORDS, country=COUNTRIES, role=ROLES), max_size=4).map(tuple),
    quotes=st.lists(
        st.builds(Quote, exact=WORDS, span=SPANS, within=st.sampled_from(["text", "title"])), max_size=2
    ).map(tuple),
    date=st.none() | INTERVALS,
    place=st.none() | st.builds(Place, name=WORDS, country=COUNTRIES),
    slots=SLOTS,
    origins=st.lists(st.builds(Origin, field=WORDS, rule=WORDS, span=st.none() | SPANS), max_size=3).map(tuple),
    findings=FINDINGS,
    confidence=st.none() | st.floats(0, 1),
)
ARTICLES = st.builds(
    Article,
    id=WORDS,
    text=WORDS,
    title=WORDS,
    url=st.none() | WORDS,
    publisher=st.none() | WORDS,
    published=st.none() | DAYS,
    published_from=st.none() | WORDS,
    modified=st.none() | DAYS,
    authors=st.lists(WORDS, max_size=2).map(tuple),
    standfirst=st.none() | WORDS,
    section=st.lists(WORDS, max_size=2).map(tuple),
    dateline=st.none() | st.builds(Dateline, span=SPANS, place=st.none() | WORDS, date=st.none() | DAYS),
    paragraphs=st.lists(st.builds(Paragraph, span=SPANS), max_size=2).map(tuple),
    sentences=st.lists(st.builds(Sentence, span=SPANS, paragraph=st.integers(-1, 9)), max_size=2).map(tuple),
    related=st.lists(st.builds(Link, text=WORDS, url=st.none() | WORDS), max_size=2).map(tuple),
    furniture=st.lists(st.builds(Furniture, text=WORDS, type=WORDS, span=st.none() | SPANS), max_size=2).map(tuple),
    language=st.none() | WORDS,
    findings=FINDINGS,
)


class Bench:
    """One ledger for all examples; every example is a reading by new code."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.codes = map(str, itertools.count())

    def stored(self, reading: Reading) -> Stored:
        run = self.ledger.start_run(code=next(self.codes))
        assert self.ledger.append(reading, run) in ("new", "version", "reread")
        assert self.ledger.append(reading, run) == "known"
        article = reading.article
        rows = [row for row in self.ledger.stored(history=True) if row.article and row.article.id == article.id]
        return [row for row in rows if row.version == article.version][-1]


@pytest.fixture(scope="module")
def bench(fresh: Callable[[], str]) -> Iterator[Bench]:
    with Ledger.open(fresh()) as ledger:
        yield Bench(ledger)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements=st.lists(STATEMENTS, max_size=4, unique_by=lambda s: s.id))
def test_statements_round_trip(bench: Bench, statements: list[Statement]) -> None:
    read = Reading(article=Article(id="d", text="t"), statements=tuple(statements))
    rows = bench.stored(read).statements
    assert [row for _, row in rows] == statements
    assert [stored_id for stored_id, _ in rows] == [s.id for s in statements] == [row.id for _, row in rows]
    for (_, row), statement in zip(rows, statements, strict=True):
        assert [repr(value) for _, value in row.slots] == [repr(value) for _, value in statement.slots]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=ARTICLES)
def test_articles_round_trip(bench: Bench, article: Article) -> None:
    back = bench.stored(Reading(article=article))
    assert back.article == article
    assert back.version == back.article.version


@pytest.mark.parametrize("amount", ["4.20", "0.1", "123456789012345678901.5", "1E+3"])
def test_a_decimal_keeps_the_digits_it_was_written_with(bench: Bench, amount: str) -> None:
    money = Money(amount=Decimal(amount), currency="USD", digits=3, written=f"${amount}")
    one = Statement(document="d", kind="trade", status="done", actors=(), quotes=(), slots=(("value", money),))
    back = bench.stored(Reading(article=Article(id="d", text="t"), statements=(one,))).statements[0][1].slot("value")
    assert isinstance(back, Money)
    assert (str(back.amount), back.written) == (amount, f"${amount}")
