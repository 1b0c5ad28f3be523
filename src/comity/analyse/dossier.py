"""A dossier: what the sources say of the relation of two states, line by line, each line with its reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.analyse.line import Line, Section, Source, newest_first
from comity.kinds import load
from comity.model import Event, Interval, Statement
from comity.verify import Check, check_article

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
class Exchange:
    """Visits in one direction: those made on a known date and the last of them, those made without a date (each of
    which may be one of the dated ones), and those to come.
    """

    visitor: str
    host: str
    dated: int = 0
    undated: int = 0
    to_come: int = 0
    last: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the given statements say of a pair. `pair` holds two codes (ISO 3166-1 alpha-3 or "org:X").

    `missing` names what no source speaks of; `checks` hold the figures of each document against one another. The
    same statements give the same dossier, in whatever order they come.
    """

    pair: tuple[str, str]
    sections: tuple[Section, ...]
    exchanges: tuple[Exchange, Exchange]
    sources: tuple[Source, ...]
    statements: int
    missing: tuple[str, ...]
    checks: tuple[Check, ...] = ()

    @property
    def published(self) -> Interval | None:
        """Publication dates of the first and the last source, None where no source has one."""
        days = [s.published for s in self.sources if s.published]
        return Interval(min(days), max(days)) if days else None

    def source(self, statement: Statement) -> Source:
        """The document that makes a statement."""
        return next(s for s in self.sources if s.document == statement.document)

    def number(self, statement: Statement) -> int:
        """The number of a statement's source in `sources`, counted from 1."""
        return next(i for i, s in enumerate(self.sources, 1) if s.document == statement.document)


def compile_dossier(
    pair: tuple[str, str],
    told: Iterable[Event],
    sources: Mapping[str, Source],
    *,
    today: date,
    since: date | None = None,
) -> Dossier:
    """The dossier of a pair from events and the documents they are told in (`sources` by document id).

    The events may be more than the pair's own: mediation by one side is kept where its document also speaks of the
    pair, everything else is left out.
    """
    known = {event.id: event for event in told}
    own = [e for e in known.values() if any(set(pair) <= set(s.countries()) for s in e.statements)]
    documents = {s.document for e in own for s in e.statements}
    context = [b for e in known.values() if (b := _beside(e, pair, documents))]
    lines = [Line.of(event, sources) for event in own]
    lines += [Line.of(event, sources, "context") for event in context]
    lines.sort(key=newest_first)
    section_of = {name: kind.section for name, kind in load().items()}
    titles = dict.fromkeys([title for title, _ in SECTIONS] + sorted(section_of.values()))
    sections = tuple(_section(title, section_of, lines) for title in titles)
    cited = sorted((sources.get(d, Source(document=d)) for d in documents), key=_source_order)
    return Dossier(
        pair=pair,
        sections=sections,
        exchanges=(_exchange(pair, lines), _exchange((pair[1], pair[0]), lines)),
        sources=tuple(cited),
        statements=sum(len(line.statements) for line in lines),
        checks=_checks([s for e in own for s in e.statements]),
        missing=tuple(dict(SECTIONS).get(s.title, s.title.lower()) for s in sections if not s.lines and not s.also),
    )


def _checks(statements: Sequence[Statement]) -> tuple[Check, ...]:
    """Every document's own arithmetic: what conflicts first, what cannot be checked last."""
    by_document: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.document, _place(s), s.id)):
        by_document.setdefault(statement.document, []).append(statement)
    found = [check for told in by_document.values() for check in check_article(told)]
    return tuple(sorted(found, key=lambda c: VERDICTS.index(c.finding.verdict)))


def _place(statement: Statement) -> int:
    return min((q.span.start for q in statement.quotes), default=0)


def _beside(event: Event, pair: tuple[str, str], documents: Collection[str]) -> Event | None:
    """What an event says of mediation by one of the two, in documents that speak of both."""
    if event.kind != "mediation" or any(set(pair) <= set(s.countries()) for s in event.statements):
        return None
    told = tuple(s for s in event.statements if s.document in documents and set(pair) & set(s.countries("mediator")))
    return Event(statements=told, copies=event.copies) if told else None


def _section(title: str, section_of: Mapping[str, str], lines: Sequence[Line]) -> Section:
    own = tuple(line for line in lines if section_of.get(line.lead.kind) == title)
    elsewhere = (line for line in lines if line.to_come and section_of.get(line.lead.kind) != title)
    return Section(title=title, lines=own, also=tuple(elsewhere) if title == PROMISES else ())


def _exchange(way: tuple[str, str], lines: Sequence[Line]) -> Exchange:
    visitor, host = way
    visits = [
        line
        for line in lines
        if line.lead.kind == "visit"
        and visitor in line.lead.countries("visitor")
        and host in line.lead.countries("host")
    ]
    made = [line for line in visits if line.lead.status in ("done", "ongoing")]
    dated = [line for line in made if line.dated]
    return Exchange(
        visitor=visitor,
        host=host,
        dated=len(dated),
        undated=len(made) - len(dated),
        to_come=sum(line.to_come for line in visits),
        last=dated[0] if dated else None,
    )


def _source_order(source: Source) -> tuple[int, str]:
    return (-source.published.toordinal() if source.published else 0, source.document)
