"""Reading the folders of kinds into values; anything out of shape in them stops the run with one clear line."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from comity.kinds.promising import read_promise
from comity.kinds.saying import read_say
from comity.kinds.schema import (
    ACCEPTS,
    READERS,
    SERIES_SLOTS,
    AcrossRule,
    DeriveRule,
    Frame,
    Kind,
    MergeRule,
    SeriesRule,
    SlotRule,
    Source,
)
from comity.model import KINDS, ConfigError

# What a kind.toml may hold: the fields of a kind, its slots and frames one by one, and what those draw on.
SHAPE = frozenset(f.name for f in fields(Kind) if f.init) - {"slots", "frames"} | {
    "slot",
    "frame",
    "lexicon",
    "takes",
    "agentless",
}
_WORD_FIELDS = tuple("verb noun light object cues without needs unless unlike modal like under lacks".split())


@functools.cache
def load(*further: Traversable) -> Mapping[str, Kind]:
    """All kinds by name, in the order of the public format, then any others by name: the package's own, and those in
    `further` folders of kinds (a pathlib.Path is one), which may also replace an own kind.

    Raises ConfigError naming the folder where a kind.toml is out of shape.
    """
    return _all((files(__package__), *further))


@functools.cache
def load_events() -> Mapping[str, Kind]:
    """All kinds, and those of acts that only event data count (folder `events`): no statements are made of these."""
    return _all((files(__package__), files(__package__).joinpath("events")))


def _all(within: Iterable[Traversable]) -> Mapping[str, Kind]:
    folders = {f.name: f for home in within for f in home.iterdir() if f.joinpath("kind.toml").is_file()}
    names = [k for k in KINDS if k in folders] + sorted(set(folders) - set(KINDS))
    return {name: _kind(name, folders[name]) for name in names}


@functools.cache
def shared_lexicon() -> Mapping[str, frozenset[str]]:
    """The word lists that several kinds and the engine use, by name."""
    raw = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in raw.items()}


def examples(name: str) -> dict[str, Any]:
    """The examples.toml of a kind: `example` and `counter_example` tables."""
    return tomllib.loads(files(__package__).joinpath(name, "examples.toml").read_text("utf-8"))


def _kind(name: str, folder: Traversable) -> Kind:
    try:
        raw = tomllib.loads(folder.joinpath("kind.toml").read_text("utf-8"))
        _only(raw, SHAPE)
        if raw["name"] != name:
            raise ValueError(f"the folder of kind {raw['name']} bears its name")
        _known("the kind", raw["roles"], *(raw.get(f, ()) for f in ("required", "each", "first")))
        _known("the kind's venue", raw["roles"], [raw["venue"]] if "venue" in raw else ())
        lexicon = {**shared_lexicon(), **raw.pop("lexicon", {})}
        series = raw.get("series")
        return Kind(
            name=raw["name"],
            title=raw["title"],
            section=raw["section"],
            about=raw["about"],
            roles=tuple(raw["roles"]),
            least=raw.get("least", 2),
            slots=tuple(_slot(s, lexicon) for s in raw.get("slot", ())),
            frames=tuple(_frame(f, raw, lexicon) for f in raw.get("frame", ())),
            required=tuple(raw.get("required", ())),
            distinct=raw.get("distinct", True),
            each=tuple(raw.get("each", ())),
            first=tuple(raw.get("first", ())),
            standing=dict(raw.get("standing", {})),
            dated=raw.get("dated", True),
            dated_by=tuple(raw.get("dated_by", ())),
            merge=_merge(raw, lexicon),
            say=read_say(raw["say"], raw["roles"], _slot_names(raw)),
            venue=raw.get("venue", ""),
            follows=raw.get("follows", False),
            yields=tuple(raw.get("yields", ())),
            beside=bool(raw.get("beside", False)),
            things=_words(raw.get("things", ()), lexicon),
            series=_series(series, lexicon) if series else None,
            derive=_derive(raw["derive"]) if "derive" in raw else None,
            promise=read_promise(raw, _slot_names(raw)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"kinds/{name}/kind.toml is out of shape: {error!r}") from error


def _fields(value: type) -> frozenset[str]:
    return frozenset(f.name for f in fields(value))


def _only(table: Mapping[str, Any], known: frozenset[str]) -> None:
    """A field that nothing reads is a fault: what it was meant to say would silently not hold."""
    unknown = set(table) - known
    if unknown:
        raise ValueError(f"no field is called {', '.join(sorted(unknown))}")


def _known(where: str, known: Iterable[str], *named: Iterable[str]) -> None:
    """A role, slot or reader that there is none of is a fault."""
    unknown = {name for names in named for name in names} - set(known)
    if unknown:
        raise ValueError(f"{where} names what there is not: {', '.join(sorted(unknown))}")


def _frame(raw: dict[str, Any], kind: dict[str, Any], lexicon: Mapping[str, Any]) -> Frame:
    given = dict(raw)
    for key in _WORD_FIELDS:
        if key in given:
            given[key] = _words(given[key], lexicon)
    named = (given.get(f, ()) for f in ("roles", "required", "fill", "every"))
    _known(f"frame {raw['id']}", kind["roles"], *named)
    _known(f"frame {raw['id']}", _slot_names(kind), given.get("set", ()), given.get("needs", ()))
    given["roles"] = {r: tuple(map(_source, paths)) for r, paths in given.get("roles", {}).items()}
    given["fill"] = tuple(given.get("fill", ()))
    given["required"] = tuple(given.get("required", ()))
    given["every"] = tuple(given.get("every", ()))
    given["apart"] = tuple(given.get("apart", ()))
    for default in ("takes", "agentless"):
        given.setdefault(default, kind.get(default, False))
    given["must"] = tuple(map(_source, given.get("must", ())))
    return Frame(**given)


def _source(text: str) -> Source:
    """The path of "object.of:place" is the path object, of, accepting places."""
    path, _, accepts = text.partition(":")
    _known(f"the source {text}", ACCEPTS, [accepts or "any"])
    return Source(path=tuple(path.split(".")), accepts=accepts or "any")


def _slot(raw: dict[str, Any], lexicon: Mapping[str, Any]) -> SlotRule:
    given = dict(raw)
    given["words"] = _words(given.get("words", ()), lexicon)
    given["choices"] = {k: _words(v, lexicon) for k, v in given.get("choices", {}).items()}
    given["sources"] = tuple(given.get("sources", ()))
    _known(f"slot {raw['name']}", READERS, [raw["read"]])
    return SlotRule(**given)


def _slot_names(kind: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(s["name"] for s in kind.get("slot", ())) + (SERIES_SLOTS if "series" in kind else ())


def _merge(kind: Mapping[str, Any], lexicon: Mapping[str, Any]) -> MergeRule:
    raw = kind.get("merge", {})
    _only(raw, _fields(MergeRule))
    rule = MergeRule(
        slots=tuple(raw.get("slots", ())),
        some=tuple(raw.get("some", ())),
        roles=tuple(raw.get("roles", ())),
        window_days=int(raw.get("window_days", 3)),
        apart=_words(raw.get("apart", ()), lexicon),
        persons=bool(raw.get("persons", False)),
        across=_across(raw, lexicon),
    )
    across = rule.across
    _known("merge", kind["roles"], rule.roles)
    _known("merge", _slot_names(kind), rule.slots, rule.some, across.slots, (slot for slot, _ in across.symmetric))
    _known("merge.across", kind["roles"], across.roles)
    _known("merge.across", ("", *_slot_names(kind)), (across.named_by, across.sort, across.counted), across.near)
    return rule


def _across(merge: Mapping[str, Any], lexicon: Mapping[str, Any]) -> AcrossRule:
    """What `[merge.across]` does not say is as within one document."""
    kept = ("slots", "roles", "window_days", "apart")
    raw = {key: merge[key] for key in kept if key in merge} | merge.get("across", {})
    raw["apart"] = _words(raw.get("apart", ()), lexicon)
    for names in ("slots", "roles", "near"):
        raw[names] = tuple(raw.get(names, ()))
    raw["sorts"] = {value: tuple(sorts) for value, sorts in raw.get("sorts", {}).items()}
    raw["symmetric"] = tuple((slot, value) for slot, value in raw.get("symmetric", ()))
    return AcrossRule(**raw)


def _derive(raw: dict[str, Any]) -> DeriveRule:
    _only(raw, _fields(DeriveRule))
    return DeriveRule(kind=raw["kind"], form=raw["form"], without_forms=frozenset(raw.get("without_forms", ())))


def _series(raw: dict[str, Any], lexicon: Mapping[str, Any]) -> SeriesRule:
    _only(raw, _fields(SeriesRule))
    return SeriesRule(
        nouns={k: _words(v, lexicon) for k, v in raw["nouns"].items()},
        verbs={k: _words(v, lexicon) for k, v in raw["verbs"].items()},
        again=_words(raw["again"], lexicon),
        target=_words(raw["target"], lexicon),
        without=_words(raw.get("without", ()), lexicon),
        aims=_words(raw.get("aims", ()), lexicon),
        loose=_words(raw.get("loose", ()), lexicon),
        others=_words(raw.get("others", ()), lexicon),
        assets=_words(raw.get("assets", ()), lexicon),
        strict=_words(raw.get("strict", ()), lexicon),
        down=_words(raw.get("down", ()), lexicon),
        commodities={k: _words(v, lexicon) for k, v in raw["commodities"].items()},
    )


def _words(values: Any, lexicon: Mapping[str, Any]) -> frozenset[str]:
    """Word lists, with "@name" standing for a list of the lexicon."""
    found: set[str] = set()
    for value in [values] if isinstance(values, str) else values:
        found |= set(lexicon[value[1:]]) if value.startswith("@") else {value}
    return frozenset(found)
