"""The table by which statements become PLOVER events: `plover.toml` as values."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A list of words and phrases to look for: whole words, beginnings of words, and phrases of several words, in
    which a word with a trailing star is a beginning too.
    """

    whole: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    def within(self, found: Sequence[str]) -> bool:
        """Whether one of them stands in the words found (lower case, in order)."""
        return (
            not self.whole.isdisjoint(found)
            or any(word.startswith(self.stems) for word in found)
            or any(_at(phrase, found, i) for phrase in self.phrases for i in range(len(found)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: what must hold of a statement, and what it then is: an `event`, or `left` out for a reason.

    `where` maps slots to the values allowed. `words` are looked for in the quotes, `matter` in what the statement is
    about; `countries` is the least number of countries; `venue` is "host", "third" or "" for any.
    """

    kind: str
    status: frozenset[str] = frozenset()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: Words | None = None
    matter: Words | None = None
    countries: int = 0
    venue: str = ""
    event: str = ""
    mode: str | None = None
    cameo: str | None = None
    context: tuple[str, ...] = ()
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole mapping. `sides` gives for a kind the roles that are the source and those that are the recipient."""

    codebook: str
    quads: Mapping[str, int]
    sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    sectors: Mapping[str, Words]
    contexts: Mapping[str, Words]
    rules: Mapping[str, tuple[Rule, ...]]


@functools.cache
def table() -> Table:
    """The mapping as the package has it; raises KeyError or TypeError where the file is out of shape."""
    raw = tomllib.loads(files(__package__).joinpath("plover.toml").read_text("utf-8"))
    rules = [_rule(row) for row in raw["rule"]]
    return Table(
        codebook=raw["codebook"],
        quads=raw["quads"],
        sides={k: (tuple(s.get("source", ())), tuple(s.get("target", ()))) for k, s in raw["sides"].items()},
        sectors={code: words(listed) for code, listed in raw["sectors"].items()},
        contexts={name: words(listed) for name, listed in raw["contexts"].items()},
        rules={kind: tuple(r for r in rules if r.kind == kind) for kind in dict.fromkeys(r.kind for r in rules)},
    )


def words(listed: Sequence[str]) -> Words:
    """A list of words as `Words`; a trailing star stands for any ending of a word."""
    single = [w for w in listed if " " not in w]
    return Words(
        whole=frozenset(w for w in single if not w.endswith("*")),
        stems=tuple(w[:-1] for w in single if w.endswith("*")),
        phrases=tuple(tuple(w.split()) for w in listed if " " in w),
    )


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphens kept."""
    return tuple(_WORD.findall(text.lower()))


def _at(phrase: tuple[str, ...], found: Sequence[str], start: int) -> bool:
    if start + len(phrase) > len(found):
        return False
    return all(_same(wanted, found[start + i]) for i, wanted in enumerate(phrase))


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _rule(row: dict[str, Any]) -> Rule:
    fields = dict(row)
    fields["status"] = frozenset(fields.get("status", ()))
    fields["where"] = {slot: frozenset(values) for slot, values in fields.get("where", {}).items()}
    fields["context"] = tuple(fields.get("context", ()))
    for name in ("words", "matter"):
        if name in fields:
            fields[name] = words(fields[name])
    return Rule(**fields)
