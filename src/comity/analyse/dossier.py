"""A dossier: what the sources say of the relation of two states, line by line, each line with its reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from comity.analyse.claim import Claim, Difference, claims, differences
from comity.analyse.events import TO_COME, events
from comity.kinds import load
from comity.model import Article, Interval, Statement
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
FLOWS = ("total", "exports", "imports", "balance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as a dossier cites it."""

    document: str
    title: str = ""
    publisher: str | None = None
    published: date | None = None
    url: str | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """An article as it is cited."""
        return cls(
            document=article.id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event, figure or promise with every statement that reports it; the fullest statement stands first.

    `about` is "pair", or "context" where only one side takes part (mediation by one of the two, in a document
    about both).
    """

    statements: tuple[Statement, ...]
    about: str = "pair"
    reported: date | None = None

    @property
    def lead(self) -> Statement:
        """The statement the line is worded from."""
        return self.statements[0]

    @property
    def id(self) -> str:
        """The id of the statement the line is worded from."""
        return self.lead.id

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every value said of the comparable fields, with who says it."""
        return claims(self.statements)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that the reports tell differently."""
        return differences(self.statements)

    @property
    def dated(self) -> Statement | None:
        """The report that tells most exactly when; None where none does."""
        told = [(days.end - days.start, s.id, s) for s in self.statements if (days := when(s))]
        return min(told, key=lambda t: t[:2])[2] if told else None

    @property
    def to_come(self) -> bool:
        """Whether the line tells of something planned or proposed."""
        return self.lead.status in TO_COME


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one subject, newest first. `also` are lines of other sections that belong here too: what is planned
    or proposed stands in its own section and is listed among the promises.
    """

    title: str
    lines: tuple[Line, ...] = ()
    also: tuple[Line, ...] = ()

    @property
    def key(self) -> str:
        """A short name for links: "meetings", "trade"."""
        return next(word for word in self.title.lower().split() if word not in ("the", "a"))


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
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
) -> Dossier:
    """The dossier of a pair from statements and the documents they stand in (`sources` by document id).

    `statements` may hold more than the pair's own: mediation by one side is kept where its document also speaks of
    the pair, everything else is left out.
    """
    known = {s.id: s for s in statements}
    own = [s for s in known.values() if set(pair) <= set(s.countries())]
    documents = {s.document for s in own}
    context = [s for s in known.values() if s.document in documents and _beside(s, pair)]
    published = {s.document: s.published for s in sources.values() if s.published}
    lines = [
        _line(joined, sources, about)
        for about, chosen in (("pair", own), ("context", context))
        for joined in events(chosen, published)
    ]
    lines.sort(key=_order)
    section_of = {name: kind.section for name, kind in load().items()}
    titles = dict.fromkeys([title for title, _ in SECTIONS] + sorted(section_of.values()))
    sections = tuple(_section(title, section_of, lines) for title in titles)
    cited = sorted((sources.get(d, Source(document=d)) for d in documents), key=_source_order)
    return Dossier(
        pair=pair,
        sections=sections,
        exchanges=(_exchange(pair, lines), _exchange((pair[1], pair[0]), lines)),
        sources=tuple(cited),
        statements=len(own) + len(context),
        checks=_checks(own),
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


def _beside(statement: Statement, pair: tuple[str, str]) -> bool:
    if statement.kind != "mediation" or set(pair) <= set(statement.countries()):
        return False
    return bool(set(pair) & set(statement.countries("mediator")))


def _line(statements: Sequence[Statement], sources: Mapping[str, Source], about: str) -> Line:
    days = [sources[s.document].published for s in statements if s.document in sources]
    told = [day for day in days if day]
    return Line(statements=tuple(sorted(statements, key=_fullness)), about=about, reported=max(told) if told else None)


def _fullness(statement: Statement) -> tuple[bool, int, str]:
    """What has come about before what was only announced, then the fuller report."""
    filled = len(statement.slots) + bool(statement.date) + bool(statement.place) + len(statement.actors)
    return statement.status in TO_COME, -filled, statement.id


def when(statement: Statement) -> Interval | None:
    """The days a statement is about: its date, else the period of its figure, else the day it is due."""
    for value in (statement.date, statement.slot("period"), statement.slot("due")):
        if isinstance(value, Interval):
            return value
    return None


def _order(line: Line) -> tuple[bool, bool, int, int, str]:
    """Newest first; a line without a date is placed by the day it was reported, which is not said to be its date,
    and a figure without a period comes after those that have one.
    """
    days = when(line.dated) if line.dated else None
    day = days.end if days else line.reported
    flow = line.lead.slot("flow")
    return (
        line.about == "context",
        line.lead.kind == "trade" and days is None,
        -day.toordinal() if day else 0,
        FLOWS.index(flow) if isinstance(flow, str) and flow in FLOWS else len(FLOWS),
        line.id,
    )


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
