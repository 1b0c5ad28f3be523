"""Growth and shares that articles tell, against those that follow from official figures of one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from comity.model.observation import WORLD
from comity.verify.check import Check, Verdict, check
from comity.verify.flows import Figure, a_year_before
from comity.verify.held import Held, concluded, exchange
from comity.verify.observed import Missing, Observed, Official, Question, spelled
from comity.verify.precision import Range, said
from comity.verify.quoted import compared_with, percentage
from comity.verify.rates import Rates

_HUNDRED = Decimal(100)
_DOLLARS = "USD"


def growth_claim(figure: Figure, asked: Sequence[Question], observed: Observed, rates: Rates | None) -> Check:
    """ "official-growth": told growth against the change from the same days a year before, as each side reports it."""
    told, period = figure.grown, figure.subject.period
    assert told is not None
    assert period is not None
    words = f"growth of {figure.growth} percent leaves open {said(told, 'percent')}"
    if not compared_with(figure.statement, period):
        why = f"{words}; the quote does not say that it is over a year"
        return check("official-growth", "cannot be checked", why, [figure.statement])
    followed = [f for one in asked for f in _grown(one, told, figure.currency, observed, rates)]
    return concluded("official-growth", words, followed, figure.statement)


def share_claim(figure: Figure, flow: str, reason: str | None, observed: Observed) -> Check:
    """ "official-share": a partner's told share in a reporter's flow, against what it reports of its whole trade."""
    told, period = percentage(figure.statement, "share"), figure.subject.period
    partner = next(iter(figure.statement.countries("partner")), None)
    words = f"a share of {figure.statement.slot('share')} percent"
    if reason is None and (figure.part or partner is None):
        reason = "of which whole the text does not say"
    if reason is not None or told is None or period is None or partner is None:
        why = f"{words}: {reason or 'it cannot be one'}"
        return check("official-share", "cannot be checked", why, [figure.statement])
    question = Question(reporter=figure.reporter, partner=partner, flow=flow, period=period)
    followed = [_shared(told, part, question, observed) for part in observed.answers(question)]
    return concluded("official-share", f"{words} leaves open {said(told, 'percent')}", followed, figure.statement)


def _grown(asked: Question, told: Range, currency: str, observed: Observed, rates: Rates | None) -> Iterator[Held]:
    for now in observed.answers(asked):
        before: Official | Missing = now
        if isinstance(now, Official):
            before = observed.figure(now.series, asked.flow, a_year_before(asked.period))
        if isinstance(now, Official) and isinstance(before, Official):
            yield _changed(told, now, before, currency, rates)
        elif isinstance(before, Missing):
            yield Held(verdict="cannot be checked", words=f"{asked.reporter}: {before.why}")


def _changed(told: Range, now: Official, before: Official, currency: str, rates: Rates | None) -> Held:
    unit = currency or now.series.currency
    there, then = exchange(now, unit, rates), exchange(before, unit, rates)
    if there.why or then.why:
        there, then, unit = exchange(now, now.series.currency, None), exchange(before, before.series.currency, None), ""
    ratio = _quotient(there.mean, then.mean)
    if ratio is None:
        return Held(verdict="cannot be checked", words=f"{now.series.reporter} reports nothing the year before")
    growth = ratio + Range(-_HUNDRED, -_HUNDRED)
    words = (
        f"{now.series.reporter} reports {_amount(before)} in {spelled(before.period)} and {_amount(now)} in "
        f"{spelled(now.period)}, {said(growth, 'percent')} in {unit or now.series.currency} "
        f"({now.series.provider}, {now.series.dataset})"
    )
    used = now.observations + before.observations
    if told.meets(growth):
        return Held(verdict="holds", words=words, observations=used)
    widest = _quotient(there.wide, then.wide)
    if there.rate is not None and widest is not None and told.meets(widest + Range(-_HUNDRED, -_HUNDRED)):
        words += ", and the rates of the two periods can explain the rest"
        return Held(verdict="cannot be checked", words=words, observations=used)
    if (currency and not unit) or (not currency and now.series.currency != _DOLLARS):
        words += "; the text may mean another currency"
        return Held(verdict="cannot be checked", words=words, observations=used)
    return Held(verdict="conflicts", words=words, observations=used)


def _shared(told: Range, part: Official | Missing, asked: Question, observed: Observed) -> Held:
    if isinstance(part, Missing):
        return Held(verdict="cannot be checked", words=f"{asked.reporter}: {part.why}")
    whole = observed.figure(part.series._replace(partner=WORLD), asked.flow, asked.period)
    if isinstance(whole, Missing):
        return Held(verdict="cannot be checked", words=f"{asked.reporter}: {whole.why} of trade with the world")
    share = _quotient(part.range, whole.range)
    if share is None:
        return Held(verdict="cannot be checked", words=f"{asked.reporter} reports no trade at all")
    words = (
        f"{asked.reporter} reports {_amount(part)} of {_amount(whole)} in {spelled(part.period)}, "
        f"{said(share, 'percent')} ({part.series.provider}, {part.series.dataset})"
    )
    verdict: Verdict = "holds" if told.meets(share) else "conflicts"
    return Held(verdict=verdict, words=words, observations=part.observations + whole.observations)


def _quotient(part: Range, whole: Range) -> Range | None:
    """The part in percent of the whole, both not negative."""
    if part.low is None or part.high is None or whole.low is None or whole.high is None or whole.low <= 0:
        return None
    low, high = part.low / whole.high * _HUNDRED, part.high / whole.low * _HUNDRED
    return Range(low, high)


def _amount(official: Official) -> str:
    return said(Range(official.value, official.value), official.series.currency)
