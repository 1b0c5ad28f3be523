"""Lines of a dossier as the page shows them: every text cleaned, every value with the id of the words it stands on."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from comity.analyse import Difference, Dossier, Line, Source
from comity.analyse.claim import value_of
from comity.model import Quote, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, quote_address, safe, web_address
from comity.present.quoting import Piece, quote_pieces

MOST_QUOTES = 8  # of one statement
MOST_OTHERS = 12  # of the reports beside the first
LONGEST = 2000  # characters of one quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a quote; `anchors` are the ids that the values standing on it link to."""

    text: str
    anchors: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """One quote with its source."""

    anchor: str
    marks: tuple[Mark, ...]
    number: int
    source: str
    address: str | None
    from_title: bool
    statement: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """A value in words; `anchor` is the id of the words it stands on."""

    field: str
    label: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """A field told differently: each value with (number, anchor) of the quotes that say it."""

    conflicts: bool
    word: str
    label: str
    claims: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line as the template shows it. `quotes` are those of its first report, `others` of the other reports."""

    id: str
    kind: str
    about: str
    headline: str
    status: str
    status_word: str
    when: str
    when_anchor: str
    undated: bool
    reported: str
    facts: tuple[FactView, ...]
    quotes: tuple[QuoteView, ...]
    others: tuple[QuoteView, ...]
    differences: tuple[DifferenceView, ...]
    cites: tuple[int, ...]
    more: int
    reports: str
    shown: frozenset[str]

    def fact(self, field: str) -> FactView | None:
        """A fact by its field's name."""
        return next((f for f in self.facts if f.field == field), None)

    @property
    def share(self) -> bool:
        """Whether the line tells a share."""
        return self.fact("share") is not None

    def besides(self, *fields: str) -> tuple[FactView, ...]:
        """The facts of other fields."""
        return tuple(f for f in self.facts if f.field not in fields)


def line_view(value: Dossier, line: Line, name: wording.CountryName) -> LineView:
    """A line as the template shows it; the quotes of many reports are cut to the first."""
    lead, *rest = line.statements
    when = words.when(line)
    quotes = tuple(quote_views(value, lead))
    others = tuple(itertools.islice((q for s in rest for q in quote_views(value, s)), MOST_OTHERS))
    shown = frozenset((lead.id, *(q.statement for q in others)))
    return LineView(
        id=line.id,
        kind=lead.kind,
        about=line.about,
        headline=wording.headline(lead, name),
        status=lead.status,
        status_word=wording.STATUS.get(lead.status, lead.status),
        when=when,
        when_anchor=_when_anchor(dated if (dated := line.dated) and dated.id in shown else lead),
        undated=when == wording.UNDATED,
        reported=figures.day(line.reported) if line.reported else "",
        facts=tuple(_facts(lead, quotes, name)),
        quotes=quotes,
        others=others,
        more=sum(len(s.quotes) for s in rest) - len(others),
        differences=tuple(_difference(value, told, name, shown) for told in line.differences),
        cites=tuple(sorted({value.number(s) for s in line.statements})),
        reports=_reports(line),
        shown=shown,
    )


def _reports(line: Line) -> str:
    """ "3 reports, 2 independent" where there are copies; nothing to say of the others."""
    if line.reports == line.independent:
        return ""
    return f"{line.reports:,} reports, {line.independent:,} independent"


def _difference(value: Dossier, told: Difference, name: wording.CountryName, shown: frozenset[str]) -> DifferenceView:
    claims = tuple(
        (
            wording.value_text(claim.field, claim.value, name),
            cited(value, claim.statements, shown),
        )
        for claim in told.claims
    )
    word = words.differing(told)
    return DifferenceView(
        conflicts=told.conflicts,
        word=word[0].upper() + word[1:],
        label=wording.label(told.field),
        claims=claims,
    )


def _when_anchor(statement: Statement) -> str:
    """Where the words of a statement's date, period or due day stand, or its first quote."""
    field = next((f for f in ("date", "period", "due") if value_of(statement, f)), "date")
    spans = [(o.span, o.within) for o in statement.origins if o.field == field and o.span]
    held = any(q.within == w and q.span.contains(span) for span, w in spans for q in statement.quotes)
    return f"m-{statement.id}-{field}" if held else f"q-{statement.id}-0"


def cited(value: Dossier, statements: Iterable[Statement], shown: Collection[str]) -> tuple[tuple[int, str], ...]:
    """(number, anchor) of every source of statements, once: the quote where it is shown, else the entry among the
    sources.
    """
    found: dict[int, str] = {}
    for s in statements:
        number = value.number(s)
        if s.id in shown:
            found[number] = min(found.get(number, "~"), f"q-{s.id}-0")
        elif number:
            found.setdefault(number, f"source-{number}")
    return tuple(sorted(found.items()))


def _facts(statement: Statement, quotes: Iterable[QuoteView], name: wording.CountryName) -> Iterator[FactView]:
    anchors = {a for q in quotes for m in q.marks for a in m.anchors}
    for fact in wording.facts(statement, name):
        mark = f"m-{statement.id}-{fact.field}"
        anchor = mark if mark in anchors else f"q-{statement.id}-0"
        yield FactView(field=fact.field, label=fact.label, text=fact.text, anchor=anchor)


def quote_views(value: Dossier, statement: Statement) -> Iterator[QuoteView]:
    """The quotes of a statement, each value marked where it stands."""
    taken: set[str] = set()
    for i, quote in enumerate(statement.quotes[:MOST_QUOTES]):
        yield _view(value, statement, quote, f"q-{statement.id}-{i}", tuple(_marks(statement, quote, taken)))


def quote_alone(value: Dossier, statement: Statement, anchor: str) -> QuoteView | None:
    """The quote that speaks for a statement, shown once more in another place under an id of its own."""
    quote = wording.lead_quote(statement)
    if quote is None:
        return None
    return _view(value, statement, quote, anchor, (Mark(text=safe(quote.exact[:LONGEST])),))


def _view(value: Dossier, statement: Statement, quote: Quote, anchor: str, marks: tuple[Mark, ...]) -> QuoteView:
    source = value.source(statement)
    return QuoteView(
        anchor=anchor,
        statement=statement.id,
        marks=marks,
        number=value.number(statement),
        source=words.publisher_and_day(source),
        address=quote_address(source.url, quote.exact),
        from_title=quote.within == "title",
        cut=len(quote.exact) > LONGEST,
    )


def _marks(statement: Statement, quote: Quote, taken: set[str]) -> Iterator[Mark]:
    """Stretches of a quote; every field's id is given out once in a page, at its first stretch."""
    if len(quote.exact) > LONGEST:
        yield Mark(text=safe(quote.exact[:LONGEST]))
        return
    for piece in quote_pieces(quote, statement.origins):
        fields = _values(piece, statement)
        fresh = [f for f in fields if f not in taken]
        taken.update(fresh)
        anchors = tuple(f"m-{statement.id}-{f}" for f in fresh)
        yield Mark(text=safe(piece.text), anchors=anchors, title=", ".join(map(wording.label, fields)))


def _values(piece: Piece, statement: Statement) -> list[str]:
    """The fields of a piece that carry a value of their own; actors and the kind's trigger would mark everything."""
    valued = {"date", "place", *(name for name, _ in statement.slots)}
    return [f for f in piece.fields if f in valued]


def source_view(source: Source) -> dict[str, object]:
    """A source as the page lists it."""
    return {
        "title": one_line(source.title) or one_line(source.document),
        "publisher": one_line(source.publisher or "") or "publisher unknown",
        "published": figures.day(source.published),
        "address": web_address(source.url),
        "elsewhere": one_line(source.url or ""),
    }
