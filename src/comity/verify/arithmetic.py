"""Do the figures of one article agree with each other? Interval arithmetic on the precision they are written with."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from comity.model import Interval, Money, Statement
from comity.verify.check import Check, Verdict, check
from comity.verify.flows import Figure, Subject, a_year_before, figure_of
from comity.verify.precision import Range, base_of, percents, said
from comity.verify.shares import check_shares

_SAID_MOST = 3  # An article may give one figure more than once; so many of them are tried.


def check_article(statements: Sequence[Statement], published: date | None = None) -> tuple[Check, ...]:
    """Every check that the statements of one article allow; `published` is the article's day.

    "trade-sum": total = exports + imports. "trade-balance": balance = exports - imports. "trade-part": a part is
    not more than its whole. "growth-base": level and growth against the figure of a year before; without one, what
    it must have been. "growth-impossible", "range-reversed": a figure that cannot be. "share-sum": shares of one
    whole do not pass 100 %. Figures without a period, or in several currencies, cannot be checked, and that is said.
    """
    figures = [figure for figure in map(figure_of, statements) if figure is not None]
    checks = itertools.chain(
        _sums(figures), _parts(figures), _growths(figures), _reversed(statements), check_shares(statements)
    )
    return tuple(checks)


def _by_subject(figures: Iterable[Figure]) -> dict[Subject, dict[str, list[Figure]]]:
    found: dict[Subject, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.value is not None and not figure.part and len(found[figure.subject][figure.flow]) < _SAID_MOST:
            found[figure.subject][figure.flow].append(figure)
    return found


def _sums(figures: Iterable[Figure]) -> Iterator[Check]:
    for subject, flows in _by_subject(figures).items():
        for total in flows["total"]:
            yield from _one_sum(subject, total, flows["there"], flows["back"])
        for balance, there, back in itertools.product(flows["balance"], flows["there"], flows["back"]):
            yield _compare("trade-balance", "balance", balance, there.range - back.range, (balance, there, back))


def _one_sum(subject: Subject, total: Figure, there: list[Figure], back: list[Figure]) -> Iterator[Check]:
    for a, b in itertools.product(there, back):
        yield _compare("trade-sum", "total", total, a.range + b.range, (total, a, b))
    known, missing = (there, "back") if not back else (back, "there")
    if bool(there) == bool(back):
        return
    source, goal = (subject.low, subject.high) if missing == "there" else (subject.high, subject.low)
    flow = f"the flow from {source or 'the world'} to {goal or 'the world'}"
    for figure in known:
        reason = _incomparable((total, figure))
        if reason is None:
            rest = (total.range - figure.range).not_below(Decimal(0))
            reason = f"{flow} is not given; it would have to be {said(rest, _currency(total))}"
        yield check("trade-sum", "cannot be checked", reason, [total.statement, figure.statement])


def _compare(code: str, name: str, whole: Figure, computed: Range, figures: Sequence[Figure]) -> Check:
    statements = [figure.statement for figure in figures]
    if (reason := _incomparable(figures)) is not None:
        return check(code, "cannot be checked", reason, statements)
    unit = _currency(whole)
    message = f"the {name} as written is {said(whole.range, unit)}; its parts give {said(computed, unit)}"
    return check(code, "holds" if whole.range.meets(computed) else "conflicts", message, statements)


def _incomparable(figures: Sequence[Figure]) -> str | None:
    if any(figure.subject.period is None for figure in figures):
        return "the text does not say which period the figures are of"
    currencies = sorted({_currency(figure) for figure in figures})
    return f"the figures are in different currencies ({', '.join(currencies)})" if len(currencies) > 1 else None


def _currency(figure: Figure) -> str:
    return figure.value.currency if figure.value is not None else ""


def _parts(figures: Sequence[Figure]) -> Iterator[Check]:
    """A flow against the total, and some commodities against the whole flow."""
    wholes = _by_subject(figures)
    for figure in figures:
        if figure.value is None or figure.flow not in ("there", "back", "total"):
            continue
        above = {"total"} | ({figure.flow} if figure.part else set())
        flows = wholes.get(figure.subject, {})
        for whole in itertools.chain.from_iterable(flows.get(flow, ()) for flow in sorted(above)):
            if whole is not figure and (figure.part or figure.flow != "total"):
                yield _not_more(figure, whole)


def _not_more(part: Figure, whole: Figure) -> Check:
    statements = [part.statement, whole.statement]
    if (reason := _incomparable((part, whole))) is not None:
        return check("trade-part", "cannot be checked", reason, statements)
    low, high = part.range.low, whole.range.high
    more = low is not None and high is not None and low > high
    unit = _currency(whole)
    message = f"the part is {said(part.range, unit)}, the whole {said(whole.range, unit)}"
    return check("trade-part", "conflicts" if more else "holds", message, statements)


def _growths(figures: Sequence[Figure]) -> Iterator[Check]:
    levels = defaultdict(list)
    for figure in figures:
        if figure.value is not None:
            levels[figure.subject, figure.flow, figure.part].append(figure)
    for figure in figures:
        if figure.growth is None or figure.flow == "balance":
            continue
        if figure.growth < -100:
            message = f"a flow cannot change by {figure.growth} percent: nothing is left at -100"
            yield check("growth-impossible", "conflicts", message, [figure.statement])
        elif figure.value is not None:
            before = _before(figure.subject)
            earlier = levels.get((before, figure.flow, figure.part), []) if before else []
            yield from _grown(figure, earlier[:_SAID_MOST])


def _grown(figure: Figure, earlier: Sequence[Figure]) -> Iterator[Check]:
    assert figure.growth is not None
    base, unit = base_of(figure.range, percents(figure.growth)), _currency(figure)
    if base is None:
        return
    implied = f"the level and {figure.growth} percent over a year imply {said(base, unit)} the year before"
    if not earlier:
        unsaid = f"{implied}; the article gives no figure for it"
        yield check("growth-base", "cannot be checked", unsaid, [figure.statement])
    for other in earlier:
        statements = [figure.statement, other.statement]
        if (reason := _incomparable((figure, other))) is not None:
            yield check("growth-base", "cannot be checked", reason, statements)
            continue
        verdict: Verdict = "holds" if other.range.meets(base) else "conflicts"
        message = f"{implied}; the article says {said(other.range, unit)}"
        yield check("growth-base", verdict, message, statements)


def _before(subject: Subject) -> Subject | None:
    if subject.period is None or subject.period.start.year <= 1:
        return None
    return Subject(low=subject.low, high=subject.high, period=a_year_before(subject.period), target=subject.target)


def _reversed(statements: Iterable[Statement]) -> Iterator[Check]:
    for statement in statements:
        for name, value in statement.slots:
            if isinstance(value, Money) and value.high is not None and value.high < value.amount:
                message = f"the {name} runs from {value.amount} down to {value.high} {value.currency}"
                yield check("range-reversed", "conflicts", message, [statement])
            due = statement.slot("due") if name == "due" else None
            if isinstance(due, Interval) and statement.date is not None and due.end < statement.date.start:
                message = f"due by {due.end}, before it was undertaken on {statement.date.start}"
                yield check("due-before-start", "conflicts", message, [statement])
