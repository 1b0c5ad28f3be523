"""Statements that are left without a date because the text names a day that there is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from comity.model import Article, Finding, Span, Statement
from comity.model.calendar import impossible_days


def undated(statements: Sequence[Statement], article: Article) -> tuple[Statement, ...]:
    """The statements, those without a date with a finding "date-impossible" where their sentence names such a day."""
    named = sorted(impossible_days(article.text))
    if not named:
        return tuple(statements)
    starts = [sentence.span.start for sentence in article.sentences]
    by_sentence: dict[int, tuple[Span, str]] = {}
    for span, day in named:
        by_sentence.setdefault(bisect_right(starts, span.start), (span, day))
    return tuple(_told(s, by_sentence, starts) for s in statements)


def _told(statement: Statement, named: dict[int, tuple[Span, str]], starts: Sequence[int]) -> Statement:
    quote = next((q for q in statement.quotes if q.within == "text"), None)
    found = named.get(bisect_right(starts, quote.span.start)) if quote and statement.date is None else None
    if found is None:
        return statement
    told = Finding(code="date-impossible", message=f"there is no {found[1]}", verdict="conflicts", span=found[0])
    return replace(statement, findings=(*statement.findings, told))
