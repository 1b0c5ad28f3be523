"""How a kind is said: the templates of `[say]` as values, read once, so that a field nobody knows stops the run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.model import STATUSES

_TOKEN = re.compile(r"\{([^{}\[\]]*)\}|([\[\]])|([^{}\[\]]+)|[{}]")
_FIELD = re.compile(r"(\w+)(?: not in (\w+)| (\d)\+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """{name}: a role's actors or a slot's value. {name not in other} is unsaid where a name stands in the text of slot
    `other` already; {name 2+} is unsaid where fewer than `least` are named.
    """

    name: str
    not_in: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a template; an `optional` one ("[...]") is left out where one of its fields is unsaid."""

    pieces: tuple[str | Field, ...]
    optional: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in it, in order."""
        return tuple(p for p in self.pieces if isinstance(p, Field))


Template = tuple[Part, ...]
Wording = tuple[Template, ...]  # The first template of which every field outside [...] is said, else the last.


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """`lines` holds a wording by status, "any" for the others; `words` one by slot and by the slot's value, "unsaid"
    where it has none, "any" for all others. A value without a wording is said as it stands.
    """

    lines: Mapping[str, Wording]
    words: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)


def read_say(raw: Mapping[str, Any], roles: Iterable[str], slots: Iterable[str]) -> Say:
    """The `[say]` table of a kind with these roles and slots.

    Raises ValueError where a template is out of shape, names what the kind does not have, or could leave a hole.
    """
    roles, slots = frozenset(roles), frozenset((*slots, "place", "date"))
    lines = {k: _wording(v) for k, v in raw.items() if k != "words"}
    if "any" not in lines or set(lines) - {"any", *STATUSES}:
        raise ValueError(f"say: a wording for any, and else only for {', '.join(STATUSES)}")
    words = {slot: {str(k): _wording(v) for k, v in table.items()} for slot, table in raw.get("words", {}).items()}
    if set(words) - slots:
        raise ValueError(f"say.words: no slot {', '.join(sorted(set(words) - slots))}")
    say = Say(lines=lines, words=words)
    for wording in lines.values():
        _check(wording, say, roles, slots)
    for slot, table in words.items():
        for wording in table.values():
            # A wording speaks of roles and plain slots only: words within words could turn in a circle.
            _check(wording, say, roles, slots - set(words), f"say.words.{slot}")
    return say


def _wording(raw: Any) -> Wording:
    templates = [raw] if isinstance(raw, str) else raw
    if not (isinstance(templates, list) and templates and all(isinstance(t, str) for t in templates)):
        raise ValueError(f"say: not a template or a list of templates: {raw!r}")
    return tuple(map(_template, templates))


def _template(text: str) -> Template:
    parts: list[Part] = []
    pieces: list[str | Field] = []
    inside = False
    for token in _TOKEN.finditer(text):
        name, bracket, plain = token.groups()
        if bracket:
            if (bracket == "[") == inside:
                raise ValueError(f"say: brackets do not pair in {text!r}")
            parts.append(Part(pieces=tuple(pieces), optional=inside))
            pieces, inside = [], not inside
        elif plain:
            pieces.append(plain)
        else:
            pieces.append(_field(name, text))
    if inside:
        raise ValueError(f"say: brackets do not pair in {text!r}")
    return tuple(p for p in (*parts, Part(pieces=tuple(pieces))) if p.pieces)


def _field(text: str | None, template: str) -> Field:
    found = _FIELD.fullmatch(text or "")
    if found is None:
        raise ValueError(f"say: no field {{{text or ''}}} can be read in {template!r}")
    return Field(name=found[1], not_in=found[2] or "", least=int(found[3] or 1))


def _check(wording: Wording, say: Say, roles: frozenset[str], slots: frozenset[str], where: str = "say") -> None:
    used = [f for template in wording for part in template for f in part.fields]
    unknown = {f.name for f in used} - roles - slots | {f.not_in for f in used if f.not_in} - slots
    if unknown:
        raise ValueError(f"{where}: no role or slot {', '.join(sorted(unknown))} to be said here")
    for bare in (f for part in wording[-1] if not part.optional for f in part.fields):
        table = say.words.get(bare.name, {})
        if bare.name not in roles and (not {"any", "unsaid"} & set(table) or ((),) in table.values()):
            raise ValueError(f"{where}: {{{bare.name}}} may be unsaid: put it in [...] or give it words for unsaid")
        if bare != Field(name=bare.name):
            raise ValueError(f"{where}: {{{bare.name}}} stands under a condition: put it in [...]")
