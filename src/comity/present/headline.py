"""The line that each kind of statement is said in: "Visit of X (Kazakhstan) to France"."""

from __future__ import annotations

import re
from collections.abc import Callable

from comity.kinds import load
from comity.model import Statement
from comity.present import figures
from comity.present.clean import one_line
from comity.present.names import CountryName, actor, listed

_MEETING = {
    "talks": "Talks between",
    "call": "Telephone call between",
    "virtual": "Video talks between",
    "summit": "Summit of",
    "conference": "Conference with",
}
_COMMITMENT = {
    "invite": ("Invitation", "to"),
    "offer": ("Offer", "to"),
    "request": ("Request", "to"),
    "pledge": ("Pledge", "to"),
    "expect": ("Expectation", "of"),
}
_POSITION = {
    "support": ("Support", "for"),
    "accuse": ("Accusation", "against"),
    "request": ("Demand", "on"),
    "reject": ("Rejection", "towards"),
    "threaten": ("Threat", "against"),
}
_MEASURE = {
    "sanction": ("Sanctions", "against"),
    "tariff": ("Tariffs", "on"),
    "expel": ("Expulsions", "against"),
    "recall": ("Recall of envoys", "from"),
    "ban": ("Ban", "on"),
    "suspend": ("Suspension", "towards"),
    "force": ("Use of force", "against"),
    "lift": ("Measures lifted", "for"),
}
_FIELD = re.compile(r"\{(\w+)\}")


def headline(statement: Statement, name: CountryName) -> str:
    """What the statement says, without its date and figures: "Visit of X (Kazakhstan) to France"."""
    who = _Roles(statement, name)
    line = one_line(_WORDS[statement.kind](who) if statement.kind in _WORDS else _of_template(who))
    return line[:1].upper() + line[1:]


class _Roles:
    """A statement's actors by role, in words; an unsaid role reads "a side not named"."""

    def __init__(self, statement: Statement, name: CountryName) -> None:
        self.statement, self._name = statement, name

    def __call__(self, *roles: str) -> str:
        return listed(self.names(*roles)) or "a side not named"

    def names(self, *roles: str) -> list[str]:
        return [actor(a, self._name) for a in self.statement.actors if not roles or a.role in roles]

    def text(self, slot: str) -> str:
        value = self.statement.slot(slot)
        return value if isinstance(value, str) else ""

    def tail(self, slot: str, before: str = ": ") -> str:
        return before + self.text(slot) if self.text(slot) else ""


def _of_template(who: _Roles) -> str:
    """A kind that has no words here is said as its own kind.toml says it; what is not known is left out."""
    said = load()[who.statement.kind].say
    template = said.get(who.statement.status, said.get("any", ""))
    return _FIELD.sub(lambda m: listed(who.names(m[1])) or _slot_text(who.statement, m[1]), template)


def _slot_text(statement: Statement, slot: str) -> str:
    value = statement.slot(slot)
    return "" if value is None else figures.in_words(slot, value)


def _meeting(who: _Roles) -> str:
    return f"{_MEETING.get(who.text('form'), 'Meeting of')} {who('participant')}"


def _visit(who: _Roles) -> str:
    form = who.text("form")
    kind = f"{form.capitalize()} visit" if form in ("state", "official", "working") else "Visit"
    return f"{kind} of {who('visitor')} to {who('host')}"


def _agreement(who: _Roles) -> str:
    instrument = who.text("instrument")
    noun = {"package": "Package of documents", "other": "Instrument", "": "Agreement"}.get(
        instrument, instrument.capitalize()
    )
    return f"{noun} between {who('party')}{who.tail('title')}"


def _trade(who: _Roles) -> str:
    reporter, partner = who("reporter"), listed(who.names("partner"))
    target = "Target for " if who.statement.slot("target") else ""
    match who.text("flow"):
        case "exports":
            line = f"exports of {reporter}" + (f" to {partner}" if partner else "")
        case "imports":
            line = f"imports of {reporter}" + (f" from {partner}" if partner else "")
        case "balance":
            line = f"trade balance of {reporter}" + (f" with {partner}" if partner else "")
        case _:
            line = f"trade between {reporter} and {partner}" if partner else f"external trade of {reporter}"
    return target + line


def _investment(who: _Roles) -> str:
    noun = "Stock of investment" if who.text("measure") == "stock" else "Investment"
    by = f" by {listed(who.names('investor'))}" if who.names("investor") else ""
    return f"{noun}{by} in {who('host')}"


def _project(who: _Roles) -> str:
    others = who.names("participant")
    place = f" in {listed(who.names('host'))}" if who.names("host") else ""
    title = who.text("name") or "Project"
    # "Kazakhstan's first nuclear power plant in Kazakhstan" says it twice.
    place = "" if any(h in title for h in who.names("host")) else place
    return title + place + (f", with {listed(others)}" if others else "")


def _commitment(who: _Roles) -> str:
    noun, to = _COMMITMENT.get(who.text("act"), ("Undertaking", "towards"))
    other = who.names("counterpart")
    return f"{noun} by {who('actor')}" + (f" {to} {listed(other)}" if other else "") + who.tail("what")


def _mediation(who: _Roles) -> str:
    parties = who.names("party")
    between = "between" if len(parties) > 1 else "for"
    return f"Mediation by {who('mediator')}" + (f" {between} {listed(parties)}" if parties else "")


def _relation(who: _Roles) -> str:
    standing = who.text("label") or "Relations"
    change = who.text("change")
    return f"{standing}: {who('party')}" + (f" ({change})" if change not in ("", "none") else "")


def _aid(who: _Roles) -> str:
    form = who.text("form")
    noun = {"loan": "Loan", "other": "Aid", "": "Aid"}.get(form, f"{form.capitalize()} aid")
    return f"{noun} from {who('donor')} to {who('recipient')}{who.tail('what')}"


def _towards(words: dict[str, tuple[str, str]], otherwise: tuple[str, str]) -> Callable[[_Roles], str]:
    def said(who: _Roles) -> str:
        noun, to = words.get(who.text("act"), otherwise)
        target = who.names("target")
        return f"{noun} by {who('source')}" + (f" {to} {listed(target)}" if target else "") + who.tail("about")

    return said


_WORDS: dict[str, Callable[[_Roles], str]] = {
    "meeting": _meeting,
    "visit": _visit,
    "agreement": _agreement,
    "trade": _trade,
    "investment": _investment,
    "project": _project,
    "commitment": _commitment,
    "mediation": _mediation,
    "relation": _relation,
    "aid": _aid,
    "position": _towards(_POSITION, ("Position", "towards")),
    "measure": _towards(_MEASURE, ("Measure", "towards")),
}
