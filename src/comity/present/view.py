"""One statement opened: its words in their paragraph, its document, its fields and where each came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from comity.model import Article, Origin, Statement
from comity.present import wording
from comity.present.clean import one_line
from comity.present.data import rated


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field in words; `words` are those it stands on ("" where it is carried or derived), `rule` what read them."""

    label: str
    text: str
    words: str
    rule: str


def rows(statement: Statement, article: Article, name: wording.CountryName) -> tuple[Row, ...]:
    """Kind, status and every field of a statement."""
    told = [("kind", statement.kind), ("status", wording.STATUS.get(statement.status, statement.status))]
    told += [(a.role, wording.actor(a, name)) for a in statement.actors]
    values = [("date", statement.date), ("place", statement.place), *statement.slots]
    told += [(field, wording.value_text(field, value, name)) for field, value in values if value is not None]
    taken: Counter[str] = Counter()
    found = []
    for field, text in told:
        origin = _origin_of(field, statement, taken[field])
        taken[field] += 1
        words, rule = (_words(origin, article), origin.rule) if origin else ("", "")
        found.append(Row(label=wording.label(field), text=one_line(text), words=words, rule=one_line(rule)))
    if statement.confidence is not None:
        text = f"{statement.confidence:.2f}"
        found.append(Row(label="confidence", text=text, words="", rule="weights learned from labelled documents"))
    return tuple(found)


def to_json(statement: Statement, article: Article) -> dict[str, Any]:
    """The statement in its public form, its document, its origins and its findings."""
    return {
        "statement": rated(statement),
        "document": {
            "id": article.id,
            "version": article.version,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published.isoformat() if article.published else None,
            "published_from": article.published_from,
            "url": article.url,
        },
        "origins": [_origin(o, article) for o in statement.origins],
        "findings": [{"code": f.code, "message": f.message, "verdict": f.verdict} for f in statement.findings],
    }


def _origin_of(field: str, statement: Statement, number: int) -> Origin | None:
    """Where a field comes from; actors that share a role have one origin each, in the same order."""
    found = [o for o in statement.origins if o.field == field]
    return found[min(number, len(found) - 1)] if found else None


def _words(origin: Origin, article: Article) -> str:
    return one_line(origin.span.of(article.title if origin.within == "title" else article.text)) if origin.span else ""


def _origin(origin: Origin, article: Article) -> dict[str, Any]:
    span = origin.span
    where = {"start": span.start, "end": span.end, "exact": _words(origin, article)} if span else {}
    within = {"in": origin.within} if span and origin.within != "text" else {}
    return {"field": origin.field, "rule": origin.rule, **where, **within}
