"""A statement under review in a terminal: its quote in its paragraph, its fields, what failed and what was decided.

Every text from outside is a `Text`, cleaned: never markup, never control.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from comity.model import Article, Decision, Statement
from comity.present import figures, wording
from comity.present.clean import one_line, safe, shorten
from comity.present.quoting import passages
from comity.present.view import rows

_STYLE = {"accepted": "green", "corrected": "cyan", "rejected": "red"}


def heading(statement: Statement, state: str, at: int, of: int) -> Text:
    """One line: which of how many, what is decided, and how sure the reading is."""
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{at} of {of}  ", style="dim").append(f"{one_line(statement.kind)} {statement.id[:8]}", style="bold")
    text.append("  ").append(state, style=_STYLE.get(state, ""))
    return text.append("" if statement.confidence is None else f"  confidence {statement.confidence:.2f}", style="dim")


def passage(statement: Statement, article: Article) -> Text:
    """The paragraphs with the quotes marked, under the title and over the source."""
    text = Text().append(one_line(article.title), style="bold")
    for part in passages(statement, article):
        text.append("\n\n" if text.plain else "")
        text.append("Title: " if part.within == "title" else "", style="dim")
        for piece in part.pieces:
            text.append(safe(piece.text), style="reverse" if piece.marked else "")
        if not part.stands:
            text.append("\nThe text does not hold this quote where it should stand.", style="red")
    publisher = one_line(article.publisher or "") or "publisher unknown"
    return text.append(f"\n\n{publisher}, {figures.day(article.published)}\n{one_line(article.id)}", style="dim")


def fields(
    statement: Statement,
    article: Article,
    name: wording.CountryName,
    *,
    failed: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
) -> Text:
    """What failed, then each field with the rule behind it, then the decisions, newest first."""
    text = Text()
    for line in failed:
        text.append(f"{one_line(line)}\n", style="red")
    text.append("\n" if failed else "")
    for row in rows(statement, article, name):
        text.append(f"{one_line(row.label)}: ", style="dim").append(row.text, style="bold")
        text.append(f"  {row.rule}" if row.rule else "", style="dim").append("\n")
    for decision in reversed(decisions):
        text.append(f"\n{decided(decision)}")
    return text


def decided(decision: Decision) -> str:
    """ "correct by Ida on 2031-06-01 12:00 UTC: status = "planned" (seen so)", on one line."""
    told = f"{decision.action} by {decision.author} on {decision.made:%Y-%m-%d %H:%M} UTC"
    values = ", ".join(f"{name} = {text}" for name, text in decision.values)
    return one_line(f"{told}{': ' if values else ''}{values}{f' ({decision.reason})' if decision.reason else ''}")


def choice(statement: Statement, name: wording.CountryName, *, where: str, width: int) -> Text:
    """A statement on two lines, to choose from a list: when, where it is told and what it says; its quote."""
    quote = wording.lead_quote(statement)
    told = f"{wording.when(statement)}, {where}: {wording.headline(statement, name)}"
    text = Text().append(shorten(told, width), style="bold")
    return text.append(f"\n{shorten(quote.exact, width) if quote else ''}", style="dim")


def logged(decision: Decision, *, in_force: bool, unplaced: Sequence[str]) -> str:
    """A decision of the log: its line, what it is about, and what is to be said of it."""
    lines = [f"{decision.id}  {decided(decision)}"]
    for subject in decision.subjects:
        states = ", ".join(dict.fromkeys(code for _, code in subject.countries if code))
        lines.append(f"{subject.statement[:8]} {subject.kind} {states} “{shorten(subject.exact, 70)}”")
    lines += [f"takes back {decision.undoes}"] if decision.undoes else []
    lines += [] if in_force else ["undone"]
    lines += [f"not applied: {why}" for why in unplaced]
    return "\n    ".join(one_line(line) for line in lines)


def logged_json(decision: Decision, *, in_force: bool, unplaced: Sequence[str]) -> dict[str, Any]:
    """The same as plain values; `values` in the public form of statements."""
    return {
        "id": decision.id,
        "action": decision.action,
        "author": decision.author,
        "made": decision.made.isoformat(),
        "reason": decision.reason,
        "values": {name: json.loads(text) for name, text in decision.values},
        "undoes": decision.undoes,
        "in_force": in_force,
        "not_applied": list(unplaced),
        "statements": [
            {"id": s.statement, "document": s.document, "kind": s.kind, "quote": s.exact} for s in decision.subjects
        ],
    }
