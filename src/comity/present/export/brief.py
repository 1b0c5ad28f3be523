"""What a briefing tells, the most important first: each sentence with the statements that its footnotes quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.analyse.dossier import Dossier
from comity.analyse.line import Line
from comity.model import Event, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, shorten
from comity.present.dossier import opening, promised, totals
from comity.present.names import CountryName, counted

_LATEST, _CONFLICTS, _PROMISES, _NEW, _COMING = 6, 3, 5, 4, 3
_SENTENCE = 260
_WHY = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence, or a row of a table with a `label` before and a `remark` behind it."""

    text: str
    statements: tuple[Statement, ...] = ()
    label: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a briefing under its title."""

    title: str
    items: tuple[Item, ...]
    table: bool = False


def parts(value: Dossier, name: CountryName) -> Iterator[Part]:
    """Every part, also those without anything to say."""
    yield Part(title=opening.FIGURES, items=tuple(_figures(value, name)), table=True)
    if value.changes is not None:
        new = [Item(text=opening.change_summary(value)), *(_event(x, name) for x in value.changes.reported[:_NEW])]
        yield Part(title="What is new", items=tuple(new))
    yield Part(title=opening.CONFLICTS, items=tuple(_conflicts(value, name)))
    latest = [line for line in value.timeline if line.lead.status in ("done", "ongoing") and line.about == "pair"]
    yield Part(title="Latest", items=tuple(_event(line, name) for line in reversed(latest[-_LATEST:])))
    yield Part(title="Promises that stand open", items=tuple(_promises(value, name)))
    coming = [line for line in value.timeline if line.to_come and line.when and line.when.end >= value.today]
    yield Part(title="To come", items=tuple(_event(line, name) for line in coming[:_COMING]))
    yield Part(title="The balance", items=tuple(_balance(value, name)))
    known = [Item(text=s) for s in totals.gap_sentences(value, name)]
    yield Part(title="What this does not know", items=tuple(known))


def _figures(value: Dossier, name: CountryName) -> Iterator[Item]:
    for figure in value.key_figures:
        of = ", ".join(t for t in (opening.figure_when(figure), opening.figure_side(figure, name)) if t)
        reason = opening.figure_reason(figure, value, name, numbered=False)
        yield Item(
            label=opening.figure_title(figure, value.pair, name),
            text=one_line(f"{opening.figure_value(figure)}{', ' if of else ''}{of}"),
            remark=shorten(f"{figure.verdict}: {reason}" if reason else figure.verdict, _WHY),
            statements=(figure.statement,) if figure.statement else (),
        )


def _conflicts(value: Dossier, name: CountryName) -> Iterator[Item]:
    for told in value.contradictions[:_CONFLICTS]:
        sides = opening.sides(told, name)[:2]
        official = "".join(f" ({s.text}: {s.source})" for s in sides if s.source)
        text = shorten(opening.conflict_text(told, value, name, numbered=False) + official, _SENTENCE)
        yield Item(text=text, statements=tuple(s.statement for s in sides if s.statement))


def _event(line: Line, name: CountryName) -> Item:
    figure = wording.main_value(line.lead)
    told = f", {figure}" if figure else ""
    status = "" if line.lead.status == "done" else f" ({wording.STATUS.get(line.lead.status, line.lead.status)})"
    text = f"{opening.line_when(line)}: {wording.headline(line.lead, name)}{told}{status}"
    return Item(text=shorten(text, _SENTENCE), statements=(line.lead,))


def _promises(value: Dossier, name: CountryName) -> Iterator[Item]:
    standing = [p for state in promised.STANDING for p in value.promises if p.state == state]
    for promise in standing[:_PROMISES]:
        due = f", due {promised.due(promise)}" if promise.due else ""
        quiet = f", not spoken of for {promised.quiet(promise)}" if promise.silent_for else ""
        title = promised.promise_title(promise, name)
        text = f"{promise.state}: {title}{due}; reached: {promised.stands(promise.reached)}{quiet}"
        yield Item(text=shorten(text, _SENTENCE), statements=(promise.lead,))


def _balance(value: Dossier, name: CountryName) -> Iterator[Item]:
    for way in value.exchanges:
        if way.lines:
            yield Item(text=words.exchange(way, name), statements=_last(way.last))
    for total in value.agreements:
        worth = ", ".join(map(figures.money, total.values))
        status = wording.STATUS.get(total.status, total.status)
        documents = counted(total.documents, "document")
        text = f"Agreements {status}: at least {documents}" + (f", worth {worth}" if worth else "")
        yield Item(text=text, statements=tuple(s for line in total.counted[:1] for s in line.statements[:1]))
    for shares in value.partners:
        other = next(code for code in value.pair if code != shares.side)
        share = shares.of(other)
        if share is None or len(shares.shares) < 2:
            continue
        place = 1 + sum(s.share > share.share for s in shares.shares)
        text = (
            f"{totals.partner_title(shares, name)}: {name(other)} has {share.share * 100:.0f}%, "
            f"place {place} of {len(shares.shares)}; concentration (HHI) {shares.concentration}"
        )
        yield Item(text=one_line(text), statements=_quoted(share.events))


def _last(line: Line | None) -> tuple[Statement, ...]:
    return (line.lead,) if line else ()


def _quoted(events: Sequence[Event]) -> tuple[Statement, ...]:
    return tuple(event.lead for event in events[:1])
