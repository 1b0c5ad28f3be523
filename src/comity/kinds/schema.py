"""What a kind's folder says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.kinds.promising import PromiseRule
from comity.kinds.saying import Say

# Whom a source may accept, and how a slot may be read: what the engine knows.
ACCEPTS = ("any", "state", "official", "person", "government", "signatory", "organisation", "company", "place")
READERS = tuple("money count percent choice terms phrase topics complement undertaking period physical".split())
# The slots of a kind that is made of figures, in the order of the public format.
SERIES_SLOTS = ("flow", "value", "volume", "growth", "share", "period", "commodities", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a role's filler stands relative to the trigger: a `path` of grammatical sources ("subject", "with",
    "object", then "of") and what it `accepts`, one of ACCEPTS.
    """

    path: tuple[str, ...]
    accepts: str = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One construction that carries a statement.

    The trigger is a `verb` or a `noun` lemma. `light`: verbs that must govern the noun (unless `bare`). `object`:
    lemmas of which one must head the verb's object, or the object of preposition `via`. `cues`: words of which one
    must stand in the sentence; `without`: words that must not. `needs`: slots that must be filled. `fill`: roles
    that the document's main pair of states completes. `least` and `required` override the kind's, `every` its
    `first`. `voice` is "active" or "passive" for a verb, `article` "a" (indefinite, or a bare plural) or "the" for
    a noun. `speech`: the trigger is itself the act of saying, so that what its word means of plans ("urge",
    "reject") is no status of it. `unless`: statuses at which the construction says nothing ("can support").
    `unlike`: modifiers that make the trigger something else ("press conference"), `like`: of which one must stand there
    ("strained"). `under`: prepositions of which one must govern a noun. `lacks`: arguments it must not have ("called on
    X", but not to do something). `takes`: what is asked for
    belongs to this statement and makes none of its own. `after`: only where a statement of the kind
    stands just before. `continues`: it only adds its words to that statement. `must`: sources of which one must be
    filled. `apart`: arguments whose fillers of different states are met one by one. `negated`: only where the trigger
    is denied, which is then what is said ("does not recognise"). `modal`: auxiliaries of which one must stand in the
    clause that the trigger governs ("said that they must"). `agentless`: where a passive names no agent, the document
    tells who did it.
    """

    id: str
    verb: frozenset[str] = frozenset()
    noun: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    bare: bool = False
    object: frozenset[str] = frozenset()
    via: str = ""
    voice: str = ""
    article: str = ""
    cues: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    roles: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    least: int = 0
    required: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    set: Mapping[str, str | bool] = field(default_factory=dict)
    status: str = ""
    speech: bool = False
    unless: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()
    like: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    takes: bool = False
    after: bool = False
    continues: bool = False
    must: tuple[Source, ...] = ()
    apart: tuple[str, ...] = ()
    negated: bool = False
    modal: frozenset[str] = frozenset()
    agentless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRule:
    """How a slot is read: `read` is one of READERS, the rest are its settings. `within` is "clause",
    "sentence", "phrase" or "near" (the phrase, else the clause); `reach` the number of arcs beyond which a figure
    belongs to something else.
    """

    name: str
    read: str
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    within: str = "clause"
    reach: int = 0
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossRule:
    """When statements of several documents tell of one event: their countries agree in the `roles` named (all roles if
    none is), `slots` agree, two dates lie `window_days` apart at most, or, where a date is missing, the documents were
    published within `undated_days`.

    Figures of a thing that is known by something else (a trade flow by its period) are no such slots: there sources may
    differ, and are shown to; amounts of the slots in `near` must only be of one size where nothing else says what is
    meant. `symmetric` names (slot, value) pairs for which the roles may be swapped (both sides of a whole are its sides
    in any order). `named_by` is the slot that a thing is known by, which both must give or neither: an unnamed
    agreement is not a named one. `sort` is the slot that says of what sort the thing is, and `sorts` what each of its
    values may be called ("agreement" is said of a treaty too): two that share no name are two things; a value that is
    not listed may be anything, and without `sorts` every value is a sort. `counted` is the slot that counts the parts
    of a whole: two counts may differ a little, and what is counted is no single thing. A word of `apart` stands in the
    actors' names of both or of neither.
    """

    slots: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    window_days: int = 3
    undated_days: int = 14
    symmetric: tuple[tuple[str, str | bool], ...] = ()
    named_by: str = ""
    sort: str = ""
    sorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    counted: str = ""
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRule:
    """When two statements of one document tell of one thing: their actors' countries agree, the slots named agree
    where both have them, both have one of `some` (where the rule names any), their dates lie within `window_days`, and
    a word of `apart` stands in the actors' names of both or of neither. `persons`: where both name persons of one
    state, one of them is the same. `across` says when statements of several documents do.
    """

    slots: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    window_days: int = 3
    apart: frozenset[str] = frozenset()
    persons: bool = False
    across: AcrossRule = AcrossRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRule:
    """How a kind that is made of figures is read: words that name each flow, as nouns and as verbs, words that
    stand for the flow named before, words of an aim (`aims`: its nouns, which stand for the flow too), nouns that are
    trade only beside a state (`loose`), verbs that are only with goods and the state they come from (`strict`), what
    is bought and sold without being trade (`assets`), nouns whose figures are no trade's (`others`: "forecasts of",
    "a tariff of"), and verbs of falling.
    """

    nouns: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    again: frozenset[str]
    target: frozenset[str]
    without: frozenset[str]
    aims: frozenset[str]
    loose: frozenset[str]
    strict: frozenset[str]
    assets: frozenset[str]
    others: frozenset[str]
    down: frozenset[str]
    commodities: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeriveRule:
    """Statements of this kind that those of another `kind` imply, unless held in one of `without_forms`; `form` is
    what the derived statement's form is.
    """

    kind: str
    form: str
    without_forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of statement. `least` is the number of countries its roles must show together; `say` is how its
    statements are worded. `each`: roles of which every filler makes a statement of its own (a trip through three
    states is three visits). `venue`: the role whose place is where the thing happens. `yields`: kinds that are told
    instead where what is undertaken is one of theirs (unless the frame `takes` it). `beside`: what does not take
    them stands beside them. `things`: words for what its slot `name` names. `first`: roles whose first source that
    names anybody ends the search. `standing` gives the status that a stage implies ("operating" is ongoing), or that a
    mood comes to. `promise`: how its statements are promises, None where they are none. `triggers` is made of the
    frames: for each trigger the places in `frames` of those that it may carry.
    """

    name: str
    title: str
    section: str
    about: str
    roles: tuple[str, ...]
    least: int
    required: tuple[str, ...]
    distinct: bool
    each: tuple[str, ...]
    dated: bool
    dated_by: tuple[str, ...]
    slots: tuple[SlotRule, ...]
    first: tuple[str, ...]
    frames: tuple[Frame, ...]
    merge: MergeRule
    say: Say
    venue: str = ""
    follows: bool = False
    yields: tuple[str, ...] = ()
    beside: bool = False
    things: frozenset[str] = frozenset()
    standing: Mapping[str, str] = field(default_factory=dict)
    series: SeriesRule | None = None
    derive: DeriveRule | None = None
    promise: PromiseRule | None = None
    triggers: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        triggers: dict[str, tuple[int, ...]] = {}
        for n, frame in enumerate(self.frames):
            for word in frame.verb | frame.noun:
                triggers[word] = (*triggers.get(word, ()), n)
        object.__setattr__(self, "triggers", triggers)
