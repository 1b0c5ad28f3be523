"""One figure of one scope, told more than once: side by side, with period, day and speaker, never settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from comity.model import Statement
from comity.verify.check import Check, Given, Verdict, check
from comity.verify.flows import Figure
from comity.verify.known import Known, common, convert, incomparable, name, tabulate
from comity.verify.precision import Range, written
from comity.verify.quoted import compared_with, percentage, speaker_of

_SHOWN = 6  # values that a message shows, and sources of each
_AIM = "an aim may have been set anew in between"
_ONE_BREATH = "one sentence tells several of them, perhaps of different things"
_BASE = "a quote leaves open what the growth is measured against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value as one statement tells it, in words and as the numbers that it leaves open."""

    words: str
    range: Range
    statement: Statement


def check_told(figures: Sequence[Figure], given: Given) -> Iterator[Check]:
    """ "figure-told" for each level, growth and share that is told more than once of the same flow, goods, scope and
    days: a year never with nine months, an aim never with a level. Exports of one side and imports of the other are
    not one figure (see `mirror`).
    """
    for same in _same(figures, lambda f: "" if f.flow == "total" else f.reporter):
        yield from _levels([f for f in same if f.value is not None], given)
        yield from _percentages("growth", [(f, f.grown) for f in same if f.grown is not None], given)
    shares = [f for f in figures if f.statement.slot("share") is not None]
    for same in _same(shares, lambda f: f.reporter):
        yield from _percentages("share", [(f, percentage(f.statement, "share")) for f in same], given)


def _same(figures: Iterable[Figure], side: Callable[[Figure], str]) -> Iterator[list[Figure]]:
    groups: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.subject, figure.flow, figure.part, side(figure)].append(figure)
    yield from (group for group in groups.values() if len(group) > 1 and group[0].subject.period is not None)


def _levels(figures: Sequence[Figure], given: Given) -> Iterator[Check]:
    if len(figures) < 2:
        return
    (known,) = tabulate(figures).values()
    first, *others = sorted(known, key=lambda k: (-len(k.figures), k.currency))
    for one in known:
        said = [Said(words=written(f.value), range=f.range, statement=f.statement) for f in one.figures if f.value]
        yield from compared(name(one.cell), said, given, _AIM if one.cell[0].target else None)
    for other in others:
        yield from _exchanged(first, convert(other, first.currency, given), given)


def _exchanged(first: Known, other: Known, given: Given) -> Iterator[Check]:
    """Two currencies: compared at a rate of exchange, or not at all."""
    statements = [*first.statements, *other.statements]
    told = beside([_said(first), _said(other)], given)
    reason = incomparable((first, other), given) or (_AIM if first.cell[0].target else None)
    if reason is not None or first.range is None or other.range is None:
        yield check("figure-told", "cannot be checked", f"{name(first.cell)}: {told}; {reason}", statements)
        return
    verdict: Verdict = "holds" if first.range.meets(other.range) else "conflicts"
    yield check("figure-told", verdict, f"{name(first.cell)}: {told} (at {other.note})", statements)


def _said(known: Known) -> Said:
    figure = known.figures[0]
    return Said(words=written(figure.value) if figure.value else "", range=figure.range, statement=figure.statement)


def _percentages(field: str, told: Sequence[tuple[Figure, Range | None]], given: Given) -> Iterator[Check]:
    said, clear = [], []
    for figure, spread in told:
        period = figure.subject.period
        base = compared_with(figure.statement, period) if field == "growth" and period else True
        if base is not False and spread is not None:
            value = Decimal(str(figure.statement.slot(field)))
            said.append(Said(words=f"{value.normalize():f} percent", range=spread, statement=figure.statement))
            clear.append(base)
    if len(said) > 1:
        figure = told[0][0]
        what = f"the {field} of {name((figure.subject, figure.flow, figure.part))}"
        aim = _AIM if figure.subject.target else None
        yield from compared(what, said, given, aim or (_BASE if None in clear else None))


def compared(what: str, said: Sequence[Said], given: Given, doubt: str | None = None) -> Iterator[Check]:
    """ "figure-told" of values of one figure; nothing where one document merely repeats itself. `doubt` is why values
    that differ may all be true for all that.
    """
    agreed = common(one.range for one in said) is not None
    documents = {one.statement.document for one in said}
    if len(said) < 2 or (agreed and len(documents) == 1):
        return
    message = f"{what}: {beside(said, given)}"
    verdict: Verdict = "holds" if agreed else "conflicts"
    doubt = doubt or (None if agreed else _unclear(said))
    if not agreed and doubt:
        verdict, message = "cannot be checked", f"{message}; {doubt}"
    yield check("figure-told", verdict, message, [one.statement for one in said])


def _unclear(said: Sequence[Said]) -> str | None:
    """Nobody contradicts himself in one breath: two values in one stretch of text are of two things that the reading
    did not tell apart. Where all others agree, that is why these differ.
    """
    in_place = sorted(said, key=lambda one: (one.statement.document, _stretch(one.statement)))
    unclear = {
        a.statement.document
        for a, b in pairwise(in_place)
        if a.statement.document == b.statement.document
        and _stretch(b.statement)[0] < _stretch(a.statement)[1]
        and not a.range.meets(b.range)
    }
    rest = (one.range for one in said if one.statement.document not in unclear)
    return _ONE_BREATH if unclear and common(rest) is not None else None


def _stretch(statement: Statement) -> tuple[int, int]:
    spans = [quote.span for quote in statement.quotes if quote.within == "text"]
    return (spans[0].start, spans[0].end) if spans else (0, 0)


def beside(said: Sequence[Said], given: Given) -> str:
    """ "4 billion USD (a, 2024-11-07, the ministry) · 4.2 billion USD (b, 2024-11-09)"."""
    by_words: dict[str, list[Statement]] = {}
    for one in said:
        by_words.setdefault(one.words, []).append(one.statement)
    shown = [f"{words} ({_sources(told, given)})" for words, told in list(by_words.items())[:_SHOWN]]
    more = len(by_words) - _SHOWN
    return " · ".join(shown) + (f" · {more} more" if more > 0 else "")


def _sources(statements: Sequence[Statement], given: Given) -> str:
    named = []
    for statement in statements[:_SHOWN]:
        speaker = speaker_of(statement)
        named.append(given.source(statement) + (f", {speaker}" if speaker else ""))
    more = len(statements) - _SHOWN
    return "; ".join(dict.fromkeys(named)) + (f"; {more} more" if more > 0 else "")
