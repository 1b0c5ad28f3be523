"""A dossier as the HTML template shows it: every text cleaned, every value with the id of the words it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.analyse import Difference, Dossier, Line, Section, Source
from comity.analyse.claim import value_of
from comity.model import Quote, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, quote_address, safe, web_address
from comity.present.quoting import Piece, quote_pieces


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


def context(value: Dossier, name: wording.CountryName) -> dict[str, object]:
    """What the template is rendered with."""
    shown = [s for s in value.sections if s.lines or s.also]
    return {
        "title": words.title(value, name),
        "summary": words.summary(value),
        "missing": words.missing(value),
        "sections": [_section(value, s, name) for s in shown],
        "exchanges": [
            {
                "way": f"{name(way.visitor)} to {name(way.host)}",
                "dated": way.dated,
                "last": words.last_visit(way),
                "line": way.last.id if way.last else "",
                "undated": way.undated,
                "to_come": way.to_come,
            }
            for way in value.exchanges
        ],
        "checks_title": words.CHECKS,
        "checks": [
            {
                "verdict": c.finding.verdict,
                "text": words.check(c, name),
                "cites": [(value.number(s), f"q-{s.id}-0") for s in c.statements],
            }
            for c in value.checks
        ],
        "sources": [_source_view(s) for s in value.sources],
    }


def _section(value: Dossier, section: Section, name: wording.CountryName) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "lines": [_line(value, line, name) for line in section.lines],
        "also": [(_line(value, line, name), words.home(value, line).title) for line in section.also],
    }


def _line(value: Dossier, line: Line, name: wording.CountryName) -> LineView:
    lead, *rest = line.statements
    when = words.when(line)
    dated = line.dated or lead
    quotes = tuple(_quotes(value, lead))
    return LineView(
        id=line.id,
        kind=lead.kind,
        about=line.about,
        headline=wording.headline(lead, name),
        status=lead.status,
        status_word=wording.STATUS.get(lead.status, lead.status),
        when=when,
        when_anchor=_when_anchor(dated),
        undated=when == wording.UNDATED,
        reported=figures.day(line.reported) if line.reported else "",
        facts=tuple(_facts(lead, quotes, name)),
        quotes=quotes,
        others=tuple(q for s in rest for q in _quotes(value, s)),
        differences=tuple(_difference(value, told, name) for told in line.differences),
        cites=tuple(sorted({value.number(s) for s in line.statements})),
    )


def _difference(value: Dossier, told: Difference, name: wording.CountryName) -> DifferenceView:
    claims = tuple(
        (
            wording.value_text(claim.field, claim.value, name),
            tuple(sorted((value.number(s), f"q-{s.id}-0") for s in claim.statements)),
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


def _facts(statement: Statement, quotes: Iterable[QuoteView], name: wording.CountryName) -> Iterator[FactView]:
    anchors = {a for q in quotes for m in q.marks for a in m.anchors}
    for fact in wording.facts(statement, name):
        mark = f"m-{statement.id}-{fact.field}"
        anchor = mark if mark in anchors else f"q-{statement.id}-0"
        yield FactView(field=fact.field, label=fact.label, text=fact.text, anchor=anchor)


def _quotes(value: Dossier, statement: Statement) -> Iterator[QuoteView]:
    source = value.source(statement)
    taken: set[str] = set()
    for i, quote in enumerate(statement.quotes):
        yield QuoteView(
            anchor=f"q-{statement.id}-{i}",
            marks=tuple(_marks(statement, quote, taken)),
            number=value.number(statement),
            source=words.publisher_and_day(source),
            address=quote_address(source.url, quote.exact),
            from_title=quote.within == "title",
        )


def _marks(statement: Statement, quote: Quote, taken: set[str]) -> Iterator[Mark]:
    """Stretches of a quote; every field's id is given out once in a page, at its first stretch."""
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


def _source_view(source: Source) -> dict[str, object]:
    return {
        "title": one_line(source.title) or one_line(source.document),
        "publisher": one_line(source.publisher or "") or "publisher unknown",
        "published": figures.day(source.published),
        "address": web_address(source.url),
        "elsewhere": one_line(source.url or ""),
    }
