"""A dossier: what the sources say of the relation of two states, line by line, each line with its reports."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from comity.analyse.agreement import AgreementTotal, agreement_totals
from comity.analyse.balance import Shares, balance
from comity.analyse.changes import Changes, changes
from comity.analyse.contradiction import Contradiction, contradictions
from comity.analyse.gap import Gap, gaps
from comity.analyse.keyfigure import KeyFigure, key_figures
from comity.analyse.line import Line, Section, Source, independent, newest_first
from comity.analyse.promise import Promise
from comity.analyse.promises import promises
from comity.analyse.series import Series, trade_series
from comity.analyse.visit import Exchange, VisitYear, by_year, exchange
from comity.kinds import load
from comity.model import Event, Interval, Observation, Statement
from comity.verify import Check, check_article, check_events
from comity.verify.rates import Rates

# Sections in the order a desk officer reads them, and what to call what is not there. Which kind stands in which
# section is written in its kind.toml; a section that is not listed here comes last.
SECTIONS = (
    ("Meetings and visits", "meetings or visits"),
    ("Agreements", "agreements"),
    ("Trade", "trade figures"),
    ("Investment", "investments"),
    ("Projects", "projects"),
    ("Promises", "promises"),
    ("Aid", "aid"),
    ("Mediation and positions", "mediation or positions"),
    ("Measures", "measures against one another"),
    ("The relation itself", "words on the relation itself"),
)
PROMISES = "Promises"
VERDICTS = ("conflicts", "holds", "cannot be checked", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the given events say of a pair, as of `today`. `pair` holds two codes (ISO 3166-1 alpha-3 or "org:X").

    `missing` names what no source speaks of; `checks` hold the figures against one another, and `contradictions` are
    those of them that cannot all be true. `changes` is set where it was asked what is new. `partners` tells how the
    relations of either side are spread over third parties, and `others` are documents quoted for those alone. The same
    events give the same dossier, in whatever order they come.
    """

    pair: tuple[str, str]
    today: date
    sections: tuple[Section, ...]
    exchanges: tuple[Exchange, Exchange]
    sources: tuple[Source, ...]
    statements: int
    missing: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    changes: Changes | None = None
    key_figures: tuple[KeyFigure, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    agreements: tuple[AgreementTotal, ...] = ()
    series: tuple[Series, ...] = ()
    promises: tuple[Promise, ...] = ()
    partners: tuple[Shares, ...] = ()
    gaps: tuple[Gap, ...] = ()
    others: tuple[Source, ...] = ()
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)
    _others: dict[str, Source] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = {source.document: number for number, source in enumerate(self.sources, 1)}
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_others", {source.document: source for source in self.others})

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line once, section by section."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def timeline(self) -> tuple[Line, ...]:
        """What happened, or is said to come, in order of its days; figures of trade and what has no date are left
        out.
        """
        dated = ((days, line) for line in self.lines if line.lead.kind != "trade" and (days := line.when))
        return tuple(line for _, line in sorted(dated, key=lambda told: (told[0].start, told[0].end, told[1].id)))

    @property
    def visits(self) -> tuple[VisitYear, ...]:
        """Visits made, year by year, both ways."""
        return by_year(*self.exchanges)

    @property
    def independent(self) -> int:
        """How many of the sources are no copies of one another."""
        copies = {group for line in self.lines for group in line.copies}
        return independent((s.document for s in self.sources), sorted(copies))

    @property
    def published(self) -> Interval | None:
        """Publication dates of the first and the last source, None where no source has one."""
        days = [s.published for s in self.sources if s.published]
        return Interval(min(days), max(days)) if days else None

    def source(self, statement: Statement) -> Source:
        """The document that makes a statement; one that is told beside the sources is cited by its id alone."""
        number = self._numbers.get(statement.document)
        if number:
            return self.sources[number - 1]
        return self._others.get(statement.document) or Source(document=statement.document)

    def number(self, statement: Statement) -> int:
        """The number of a statement's source in `sources`, counted from 1; 0 where it is none of them."""
        return self._numbers.get(statement.document, 0)


def compile_dossier(
    pair: tuple[str, str],
    told: Iterable[Event],
    sources: Mapping[str, Source],
    *,
    today: date,
    since: date | None = None,
    beside: Mapping[str, Sequence[Event]] | None = None,
    observations: Sequence[Observation] = (),
    official: Sequence[Check] = (),
    rates: Rates | None = None,
) -> Dossier:
    """The dossier of a pair from events and the documents they are told in (`sources` by document id).

    The events may be more than the pair's own: mediation by one side is kept where its document also speaks of the
    pair, everything else is left out. `beside` are the events of each side with anybody (by code), for the balance of
    third parties; `observations` official figures of the pair's trade and `official` the checks made against them;
    without `rates` amounts in several currencies are not compared.
    """
    own, context = _own(pair, told)
    lines, cited = _lines(own, context, sources), _cited({s.document for e in own for s in e.statements}, sources)
    published = {s.document: s.published for s in cited if s.published}
    promised = promises(own, today=today, published=published)
    partners = tuple(shares for code in pair for shares in balance(code, (beside or {}).get(code, ())))
    compiled = Dossier(
        pair=pair,
        today=today,
        sections=_sections(lines, promised),
        exchanges=(exchange(pair[0], pair[1], lines), exchange(pair[1], pair[0], lines)),
        sources=cited,
        statements=sum(len(line.statements) for line in lines),
        missing=(),
        checks=_checks(own, published, rates, official),
        agreements=agreement_totals(lines),
        series=trade_series(pair, lines, observations),
        promises=promised,
        partners=partners,
    )
    return _finished(compiled, lines, sources, since)


def _lines(own: Iterable[Event], context: Iterable[Event], sources: Mapping[str, Source]) -> list[Line]:
    lines = [Line.of(event, sources) for event in own]
    lines += [Line.of(event, sources, "context") for event in context]
    return sorted(lines, key=newest_first)


def _finished(dossier: Dossier, lines: Sequence[Line], sources: Mapping[str, Source], since: date | None) -> Dossier:
    """The dossier with what follows from its parts: key figures, conflicts, what is new, what is missing from it, and
    the documents that are quoted for third parties alone.
    """
    conflicts = contradictions(lines, dossier.checks)
    quoted = {s.document for shares in dossier.partners for s in shares.quoted}
    own = {source.document for source in dossier.sources}
    others = _cited((d for d in quoted - own if d in sources), sources)
    whole = replace(
        dossier,
        others=others,
        contradictions=conflicts,
        key_figures=key_figures(dossier.pair, lines, dossier.agreements, dossier.checks) if lines else (),
        changes=None if since is None else changes(since, dossier.today, lines, sources, conflicts, dossier.promises),
        missing=_missing(dossier.sections, dossier.promises),
    )
    return replace(whole, gaps=gaps(whole))


def _cited(documents: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sorted((sources.get(d, Source(document=d)) for d in documents), key=_source_order))


def _own(pair: tuple[str, str], told: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """The events of a pair, and the mediation by one of the two that their documents tell of."""
    known = {event.id: event for event in told}
    own = [e for e in known.values() if any(set(pair) <= set(s.countries()) for s in e.statements)]
    documents = {s.document for e in own for s in e.statements}
    return own, [b for e in known.values() if (b := _beside(e, pair, documents))]


def _checks(
    events: Sequence[Event], published: Mapping[str, date], rates: Rates | None, official: Sequence[Check]
) -> tuple[Check, ...]:
    """Every document's own arithmetic, that across documents and against official figures: what conflicts first, what
    cannot be checked last.
    """
    by_document: dict[str, list[Statement]] = {}
    statements = (s for e in events for s in e.statements)
    for statement in sorted(statements, key=lambda s: (s.document, _place(s), s.id)):
        by_document.setdefault(statement.document, []).append(statement)
    found = [check for d, told in by_document.items() for check in check_article(told, published.get(d), rates)]
    found += [*check_events(events, published, rates), *_together(official)]
    return tuple(sorted(found, key=lambda c: VERDICTS.index(c.finding.verdict)))


def _together(checks: Iterable[Check]) -> Iterator[Check]:
    """What several documents tell of one figure is held against the same official figures: that is said once."""
    same: dict[tuple[Hashable, ...], list[Check]] = {}
    for check in checks:
        told, found = check.finding, check.statements[0]
        scope = (found.slot(name) for name in ("flow", "period", "commodities"))
        same.setdefault((told.code, told.verdict, told.message, *scope), []).append(check)
    for checks_ in same.values():
        statements = {s.id: s for check in checks_ for s in check.statements}
        yield replace(checks_[0], statements=tuple(statements.values()))


def _missing(sections: Iterable[Section], promised: Sequence[Promise]) -> tuple[str, ...]:
    empty = (s for s in sections if not (s.lines or s.also or (s.title == PROMISES and promised)))
    return tuple(dict(SECTIONS).get(s.title, s.title.lower()) for s in empty)


def _place(statement: Statement) -> int:
    return min((q.span.start for q in statement.quotes), default=0)


def _beside(event: Event, pair: tuple[str, str], documents: Collection[str]) -> Event | None:
    """What an event says of mediation by one of the two, in documents that speak of both."""
    if event.kind != "mediation" or any(set(pair) <= set(s.countries()) for s in event.statements):
        return None
    told = tuple(s for s in event.statements if s.document in documents and set(pair) & set(s.countries("mediator")))
    return Event(statements=told, copies=event.copies) if told else None


def _sections(lines: Sequence[Line], promised: Iterable[Promise]) -> tuple[Section, ...]:
    """Lines by section; of what is planned or proposed in other sections, the promises' own lists what no promise
    already tells.
    """
    followed = {s.id for promise in promised for step in promise.steps for s in step.statements}
    section_of = {name: kind.section for name, kind in load().items()}
    titles = dict.fromkeys([title for title, _ in SECTIONS] + sorted(section_of.values()))
    own: dict[str, list[Line]] = {title: [] for title in titles}
    for line in lines:
        if line.lead.kind in section_of:
            own[section_of[line.lead.kind]].append(line)
    untold = (line for line in lines if line.to_come and not followed & {s.id for s in line.statements})
    elsewhere = tuple(line for line in untold if section_of.get(line.lead.kind) != PROMISES)
    return tuple(
        Section(title=title, lines=tuple(told), also=elsewhere if title == PROMISES else ())
        for title, told in own.items()
    )


def _source_order(source: Source) -> tuple[int, str]:
    return (-source.published.toordinal() if source.published else 0, source.document)
