"""What articles tell of trade, held against official figures: levels, growth, shares; both reporters' counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from comity.model import Interval, Money, Observation, Statement
from comity.model.observation import WORLD
from comity.verify.check import Check, check
from comity.verify.claims import growth_claim, share_claim
from comity.verify.flows import Figure, figure_of
from comity.verify.held import Held, concluded, exchange, held_against
from comity.verify.observed import Missing, Observed, Question
from comity.verify.precision import amounts, said, written
from comity.verify.rates import Rates

_ALL_GOODS = ("", "trade in goods")
_MIRRORED = {"exports": "imports", "imports": "exports", "total": "total", "balance": "balance"}


def check_official(
    statements: Iterable[Statement], observations: Iterable[Observation], rates: Rates | None = None
) -> tuple[Check, ...]:
    """One check for every level, growth and share that a statement of trade tells; aims and plans are passed over.

    "official-level": the amount against what each side reports of the same flow, days and goods, months added up where
    all are there. It holds where one of them lies within what the amount as written leaves open, conflicts where none
    does, and cannot be checked where there is none, where it is of more than goods, or where no rate of exchange is
    known. "official-growth" and "official-share" do the same with what growth and share follow from official figures.
    Every check names the figures that it used.
    """
    observed = Observed(observations)
    return tuple(found for statement in statements for found in _checked(statement, observed, rates))


def _checked(statement: Statement, observed: Observed, rates: Rates | None) -> Iterator[Check]:
    figure = figure_of(statement)
    flow = str(statement.slot("flow") or "")
    if figure is None or figure.subject.target or flow not in _MIRRORED:
        return
    reason, hs = _incomparable(figure)
    period = figure.subject.period
    questions = list(_asked(figure, flow, period, hs)) if period is not None else []
    value = statement.slot("value")
    if figure.value is not None and isinstance(value, Money):
        if reason is not None:
            yield check("official-level", "cannot be checked", f"{written(value)}: {reason}", [statement])
        else:
            yield _level(value, figure, questions, observed, rates)
    if figure.growth is not None and period is not None and reason is None and flow != "balance":
        yield growth_claim(figure, questions, observed, rates)
    if statement.slot("share") is not None and period is not None and flow != "balance":
        yield share_claim(figure, flow, reason, observed)


def _incomparable(figure: Figure) -> tuple[str | None, str]:
    """Why a figure cannot be held against official ones at all (None where it can), and its code of goods."""
    if figure.subject.period is None:
        return "the text does not say which period it is of", ""
    if figure.subject.scope not in _ALL_GOODS:
        return f"it is of {figure.subject.scope!r}; official figures here are of trade in goods", ""
    if not figure.part:
        return None, ""
    codes = figure.statement.slot("hs")
    unclear = any(finding.code in ("hs-ambiguous", "hs-unknown") for finding in figure.statement.findings)
    goods = ", ".join(figure.part)
    if not isinstance(codes, tuple) or unclear:
        return f"which goods {goods!r} are in the Harmonized System is not known", ""
    if len(codes) > 1:
        return f"{goods!r} are several goods of the Harmonized System ({', '.join(codes)})", ""
    return None, codes[0].replace(".", "")


def _asked(figure: Figure, flow: str, period: Interval, hs: str) -> Iterator[Question]:
    """The reporter's own count, then its partner's of the same flow."""
    partner = next(iter(figure.statement.countries("partner")), WORLD)
    yield Question(reporter=figure.reporter, partner=partner, flow=flow, period=period, hs=hs)
    if partner != WORLD:
        yield Question(reporter=partner, partner=figure.reporter, flow=_MIRRORED[flow], period=period, hs=hs)


def _level(value: Money, figure: Figure, asked: Sequence[Question], observed: Observed, rates: Rates | None) -> Check:
    told = amounts(value)
    if figure.flow != "balance":
        told = told.not_below(Decimal(0))
    tried: list[Held] = []
    for question in asked:
        for found in observed.answers(question):
            if isinstance(found, Missing):
                tried.append(Held(verdict="cannot be checked", words=f"{question.reporter}: {found.why}"))
                continue
            official = found
            if figure.flow == "balance" and question.reporter != figure.reporter:
                official = replace(found, value=-found.value, range=-found.range)
            tried.append(held_against(told, official, exchange(official, value.currency, rates)))
    words = f"{written(value)} leaves open {said(told, value.currency)}"
    return concluded("official-level", words, tried, figure.statement)
