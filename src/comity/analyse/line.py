"""What a dossier is made of: sources, and one line an event with everybody who reports it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from comity.analyse.claim import Claim, Difference, claims, differences
from comity.model import Article, Event, Interval, Statement

TO_COME = ("planned", "proposed")
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
    about both). `event` is the event's id, `copies` the groups of documents that carry one text. `first` and
    `reported` are the publication dates of the first and the last report, where any is known.
    """

    statements: tuple[Statement, ...]
    event: str = ""
    about: str = "pair"
    copies: tuple[tuple[str, ...], ...] = ()
    first: date | None = None
    reported: date | None = None

    @classmethod
    def of(cls, event: Event, sources: Mapping[str, Source], about: str = "pair") -> Self:
        """An event as a dossier tells it."""
        told = (sources[s.document].published for s in event.statements if s.document in sources)
        days = sorted(day for day in told if day)
        return cls(
            statements=tuple(sorted(event.statements, key=_fullness)),
            event=event.id,
            about=about,
            copies=event.copies,
            first=days[0] if days else None,
            reported=days[-1] if days else None,
        )

    @property
    def lead(self) -> Statement:
        """The statement the line is worded from."""
        return self.statements[0]

    @property
    def id(self) -> str:
        """The id of the statement the line is worded from."""
        return self.lead.id

    @property
    def reports(self) -> int:
        """How many documents tell of it."""
        return len({s.document for s in self.statements})

    @property
    def independent(self) -> int:
        """How many of them are no copies of one another."""
        return independent((s.document for s in self.statements), self.copies)

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
    def when(self) -> Interval | None:
        """The days of the line, as the report says that knows them best."""
        return when(self.dated) if self.dated else None

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


def when(statement: Statement) -> Interval | None:
    """The days a statement is about: its date, else the period of its figure, else the day it is due."""
    for value in (statement.date, statement.slot("period"), statement.slot("due")):
        if isinstance(value, Interval):
            return value
    return None


def newest_first(line: Line) -> tuple[bool, bool, int, int, str]:
    """A key to sort by: newest first; a line without a date is placed by the day it was reported, which is not said
    to be its date, and a figure without a period comes after those that have one.
    """
    days = line.when
    day = days.end if days else line.reported
    flow = line.lead.slot("flow")
    return (
        line.about == "context",
        line.lead.kind == "trade" and days is None,
        -day.toordinal() if day else 0,
        FLOWS.index(flow) if isinstance(flow, str) and flow in FLOWS else len(FLOWS),
        line.id,
    )


def independent(documents: Iterable[str], copies: Iterable[Iterable[str]]) -> int:
    """How many documents are no copies of one another."""
    group_of = {document: number for number, group in enumerate(copies) for document in group}
    return len({group_of.get(document, document) for document in documents})


def _fullness(statement: Statement) -> tuple[bool, int, str]:
    """What has come about before what was only announced, then the fuller report."""
    filled = len(statement.slots) + bool(statement.date) + bool(statement.place) + len(statement.actors)
    return statement.status in TO_COME, -filled, statement.id
