"""The line that a statement is said in, by the `[say]` table of its kind: "Visit of X (Kazakhstan) to France"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.kinds import Field, Kind, Template, Wording, load
from comity.model import Place, SlotValue, Statement
from comity.present import figures
from comity.present.clean import one_line
from comity.present.names import CountryName, actor, listed

UNNAMED = "a side not named"


def headline(statement: Statement, name: CountryName, kinds: Mapping[str, Kind] | None = None) -> str:
    """What the statement says, without its date and figures. A kind that is not in `kinds` (by default the package's
    own) is said by its name and actors.
    """
    kind = (kinds or load()).get(statement.kind)
    actors = listed(actor(a, name) for a in statement.actors)
    line = one_line(_Teller(statement, name, kind).line().text if kind else f"{statement.kind}: {actors or UNNAMED}")
    return line[:1].upper() + line[1:]


def said(statement: Statement, kinds: Mapping[str, Kind] | None = None) -> frozenset[str]:
    """The slots that the headline says, or leaves out on purpose: nothing need be added of them."""
    kind = (kinds or load()).get(statement.kind)
    return _Teller(statement, str, kind).line().slots if kind else frozenset()


@dataclass(frozen=True, slots=True)
class _Told:
    """Words, empty where there is nothing to say, and the slots whose values they say."""

    text: str
    slots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Teller:
    """What the fields of a kind's templates stand for in one statement."""

    statement: Statement
    name: CountryName
    kind: Kind

    def line(self) -> _Told:
        lines = self.kind.say.lines
        return self.wording(lines.get(self.statement.status, lines["any"]))

    def wording(self, wording: Wording) -> _Told:
        """The first template whose fields are all said, else the last, in which an unsaid role is not named."""
        told = (self.template(template, template is wording[-1]) for template in wording)
        return next(t for t in told if t is not None)

    def template(self, template: Template, last: bool) -> _Told | None:
        text: list[str] = []
        slots: set[str] = set()
        for part in template:
            pieces = [_Told(p) if isinstance(p, str) else self.field(p) for p in part.pieces]
            whole = all(p.text for p in pieces)
            if not (whole or last or part.optional):
                return None
            if whole or not part.optional:
                text += [p.text or UNNAMED for p in pieces]
            # Of a part that is left out, what has empty words is left out on purpose.
            slots |= {slot for p in pieces for slot in p.slots if whole or not part.optional or not p.text}
        return _Told("".join(text), frozenset(slots))

    def field(self, field: Field) -> _Told:
        if field.name not in self.kind.roles:
            return self.slot(field.name)
        names = dict.fromkeys(actor(a, self.name) for a in self.statement.actors if a.role == field.name)
        beside = self.slot(field.not_in).text if field.not_in else ""
        return _Told("" if len(names) < field.least or any(n in beside for n in names) else listed(names))

    def slot(self, slot: str) -> _Told:
        """A value by its wording, else as it stands."""
        statement = self.statement
        value = {"date": statement.date, "place": statement.place}.get(slot) or statement.slot(slot)
        table = self.kind.say.words.get(slot, {})
        wording = table.get(_key(value), table.get("any"))
        if wording is not None:
            told = self.wording(wording)
            return _Told(told.text, told.slots | {slot})
        if isinstance(value, Place):
            return _Told(figures.place(value, self.name(value.country) if value.country else None))
        return _Told("") if value is None else _Told(figures.in_words(slot, value), frozenset({slot}))


def _key(value: SlotValue | Place | None) -> str:
    """The name of a value in a table of words: itself where it is a word or a flag."""
    match value:
        case None:
            return "unsaid"
        case bool():
            return str(value).lower()
        case str():
            return value
        case _:
            return "any"
