"""Figures that several articles tell, held against each other: the same figure, sums, growth, series, mirrors."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from comity.model import Event
from comity.verify.check import Check, Given, in_order
from comity.verify.flows import Figure, figure_of
from comity.verify.growth import check_growth, growths_of
from comity.verify.known import tabulate
from comity.verify.mirror import check_mirror
from comity.verify.rates import Rates
from comity.verify.scope import check_event
from comity.verify.series import check_series
from comity.verify.sums import check_sums
from comity.verify.told import check_told


def check_events(
    events: Iterable[Event], published: Mapping[str, date], rates: Rates | None = None
) -> tuple[Check, ...]:
    """Every check across articles and over time; `published` are the days of the documents.

    Each document's own figures are for `check_article`: here at least two sources take part that are no copies of one
    another. The same events give the same checks, in whatever order they come.
    """
    listed = list(events)
    given = Given(published=published, rates=rates, across=True)
    sources = _sources(listed)
    told = in_order([s for event in listed for s in event.statements])
    figures = [figure for figure in map(figure_of, told) if figure is not None]
    found = itertools.chain(
        check_told(figures, given), check_mirror(figures, given), _counts(figures, given), _events(listed, given)
    )
    kept = {_key(check): check for check in found if _several(check, sources) and not _alone(check)}
    return tuple(kept.values())


def _counts(figures: Sequence[Figure], given: Given) -> Iterator[Check]:
    """Sums, growth and series, of the figures of one side at a time: the two sides count their flows differently."""
    sides: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        both = (figure.subject.low, figure.subject.high) if figure.flow == "total" else (figure.reporter,)
        for side in dict.fromkeys(both):
            sides[side].append(figure)
    for _, own in sorted(sides.items()):
        table, growths = tabulate(own), growths_of(own)
        # A figure that is itself told differently is reported as that, and proves nothing else.
        clear = {cell: [k for k in known if k.range is not None] for cell, known in table.items()}
        yield from check_sums(clear, given)
        yield from check_growth(growths, clear, given)
        yield from check_series(table, growths)


def _events(events: Sequence[Event], given: Given) -> Iterator[Check]:
    told = (in_order(event.statements) for event in events if event.kind != "trade")
    for statements in sorted(told, key=lambda s: (s[0].document, repr(s[0]))):
        yield from check_event(statements, given)


def _sources(events: Iterable[Event]) -> dict[str, str]:
    """Documents that carry one text, by the first of them."""
    first: dict[str, str] = {}

    def root(document: str) -> str:
        while first.get(document, document) != document:
            document = first[document]
        return document

    for group in (copies for event in events for copies in event.copies):
        for document in group:
            a, b = sorted((root(group[0]), root(document)))
            first[b] = a
    return {document: root(document) for document in first}


def _several(check: Check, sources: Mapping[str, str]) -> bool:
    return len({sources.get(s.document, s.document) for s in check.statements}) > 1


def _alone(check: Check) -> bool:
    """What only says that a figure is not given; an article's own check says it already."""
    return bool(check.implied)


def _key(check: Check) -> tuple[str, str, tuple[int, ...]]:
    return check.finding.code, check.finding.message, tuple(map(id, check.statements))
