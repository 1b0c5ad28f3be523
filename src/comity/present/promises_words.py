"""What is said of a promise, in words that terminal, Markdown and tables share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from comity.analyse.promise import STATES, Promise, Step
from comity.model import Actor, Interval
from comity.present import figures, wording
from comity.present.clean import one_line, shorten
from comity.present.names import CountryName, listed
from comity.present.wording import lead_quote

SHORT_ID = 10  # digits of an id that are shown where room is scarce; `comity show` takes the beginning of one

_BRIEF = 80  # characters of a quote that stands for what is promised
_WEEK = 7  # days; a stretch of more that begins amid a month is no date that somebody set


def sides(promise: Promise, name: CountryName) -> str:
    """ "Germany → Kenya"; "Iran and Turkey" where both promise each other."""
    by, to = (_countries(side, name) for side in (promise.by, promise.to))
    return one_line(f"{by} → {to}" if to else by)


def what(promise: Promise, name: CountryName) -> str:
    """What is promised: "project: Sittwe port", "invite: pay a state visit", the quote where nothing else says it."""
    act = promise.lead.slot("act")
    if act is not None:
        return one_line(f"{wording.value_text('act', act, name)}: {promise.what or quote(promise.steps[0], _BRIEF)}")
    named = promise.what.casefold().removeprefix("the ") not in ("", promise.kind)
    return one_line(f"{promise.kind}: {promise.what}" if named else wording.headline(promise.lead, name))


def value(promise: Promise) -> str:
    """ "$2 billion", empty where no amount is said."""
    return one_line(figures.money(promise.value)) if promise.value else ""


def due(promise: Promise) -> str:
    """ "by 30 June 2024", "November 2024, then by 30 June 2025"; empty where nothing is said."""
    if promise.due is None:
        return ""
    later = f", then {_until(promise.moved_to, promise.made)}" if promise.moved_to else ""
    return _until(promise.due, promise.made) + later


def reached(step: Step) -> str:
    """ "signed", "under construction (under way)": the rung, and what its kind calls it where that is another word."""
    return step.word if not step.rung or step.word == step.rung else f"{step.rung} ({step.word})"


def day(step: Step) -> str:
    """ "5 November 2024", "told 7 November 2024" where it is not said when it came about, or "date unknown"."""
    if step.happened:
        return figures.days(step.happened)
    return f"told {figures.day(step.told)}" if step.told else figures.day(None)


def state(promise: Promise) -> str:
    """ "kept, late", "broken", "overdue for 29 months, silent for 40", "open, no source after 3 June 2025"."""
    match promise.state:
        case "kept":
            return {True: "kept, late", False: "kept, on time", None: "kept"}[promise.late]
        case "broken":
            return f"broken: {promise.reached.word}"
        case "silent":
            return f"silent for {months(promise.silent_for)}"
        case _:
            silent = f", silent for {months(promise.silent_for)}" if promise.silent else ""
            return promise.state + silent + (f", {unheard(promise)}" if promise.unheard else "")


def unheard(promise: Promise) -> str:
    """ "no source after 3 June 2025": of the two sides the ledger has none that is newer."""
    return f"no source after {figures.day(promise.newest or promise.last_told)}"


def note(step: Step) -> str:
    """What is to be said of a step beside its rung: that it is a report only, that it revives, why it belongs here."""
    said = ["taken up again"] if step.revives else []
    said += [] if step.moves else ["a report, moves nothing"] if step.rung else []
    return one_line("; ".join([*said, *([step.why] if step.why else [])]))


def quote(step: Step, width: int) -> str:
    """The quote that speaks for a step, shortened."""
    told = lead_quote(step.statements[0])
    return f"“{shorten(told.exact, width)}”" if told else ""


def summary(promises: Iterable[Promise], today: date) -> str:
    """ "12 promises as of 24 November 2026: 3 overdue, 2 silent, 4 open, 1 broken, 2 kept"."""
    counts = Counter(p.state for p in promises)
    total = sum(counts.values())
    told = ", ".join(f"{counts[s]:,} {s}" for s in STATES if counts[s])
    return f"{total:,} promise{'' if total == 1 else 's'} as of {figures.day(today)}" + (f": {told}" if told else "")


def months(count: int | None) -> str:
    """ "1 month", "14 months"."""
    return f"{count or 0:,} month" + ("" if count == 1 else "s")


def _until(days: Interval, made: date | None) -> str:
    """Days from when they were said ("6 November to 31 December") are those of "by the end of them"."""
    since_said = days.start == made or (days.start.day != 1 and (days.end - days.start).days > _WEEK)
    return f"by {figures.day(days.end)}" if since_said and days.start < days.end else figures.days(days)


def _countries(actors: Iterable[Actor], name: CountryName) -> str:
    return listed(name(a.country) if a.country else a.name for a in actors)
