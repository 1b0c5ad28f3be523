"""Who is named for a state: whether two reports can mean the same people, bodies or companies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_INITIAL = 2  # letters a word of a name has at least
_LONGEST = 200  # code points of a name are looked at
_CODE = 3  # letters of a state's code
_PREFIX = 5  # letters that a short form shares with the long one: "Total", "TotalEnergies"

# Offices told apart; the first that a name's words hold is the one. A body stands for who heads it.
_OFFICES: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = tuple(
    (office, tuple(frozenset(words.split()) for words in wordings))
    for office, wordings in (
        ("deputy", ("deputy", "vice", "undersecretary", "assistant secretary")),
        ("envoy", ("ambassador", "ambassadors", "envoy", "envoys", "consul", "embassy")),
        ("foreign affairs", ("foreign minister", "foreign ministers", "foreign ministry", "foreign affairs")),
        ("foreign affairs", ("external affairs", "secretary state", "foreign secretary", "diplomats")),
        ("defence", ("defence minister", "defense minister", "defence ministers", "defense ministers")),
        ("defence", ("defence ministry", "defense ministry", "ministry defence", "ministry defense")),
        ("defence", ("secretary defense", "defence secretary", "defense secretary")),
        ("finance", ("finance minister", "finance ministers", "finance ministry", "ministry finance", "treasury")),
        ("trade", ("trade minister", "trade ministers", "trade ministry", "ministry trade", "commerce")),
        ("energy", ("energy minister", "energy ministers", "energy ministry", "ministry energy")),
        ("interior", ("interior minister", "interior ministers", "interior ministry", "ministry interior")),
        ("head of government", ("prime minister", "prime ministers", "premier", "premiers", "chancellor")),
        ("parliament", ("parliament", "speaker", "speakers", "senate", "lawmakers", "parliamentary")),
        ("head of state", ("president", "presidents", "presidency", "heads state", "head state", "king", "emir")),
        ("head of state", ("queen", "sultan", "emperor", "leader", "leaders")),
        ("minister", ("minister", "ministers", "ministry", "ministries")),
    )
)
# Words that name nobody in particular.
_ANYBODY = frozenset(
    "the a an of and for in his her their its mr mrs ms dr sir hon excellency majesty highness prince princess "
    "sheikh president presidents presidency vice deputy prime minister ministers ministry ministries premier "
    "premiers chancellor king queen emir sultan emperor leader leaders head heads state states secretary "
    "secretaries foreign affairs external defence defense finance trade energy interior economy economic commerce "
    "treasury ambassador ambassadors envoy envoys consul embassy parliament speaker speakers senate lawmakers "
    "parliamentary first special senior chief top national official officials delegation delegations representative "
    "representatives government governments side sides party parties authorities negotiators negotiator diplomat "
    "diplomats counterpart counterparts team teams mission general company companies firm firms business businesses "
    "businessmen investor investors entrepreneurs enterprises undersecretary assistant republic kingdom country "
    "countries group groups member members people nation army forces troops military council committee commission "
    "cabinet administration spokesperson spokesman spokeswoman".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is compared: the `words` that are its own, in order, and the office it tells of ("" for none)."""

    words: tuple[str, ...] = ()
    office: str = ""


def named(name: str, state_of: Callable[[str], str | None]) -> Named | None:
    """A name, None where it tells of nobody but a state or "officials". `state_of` gives the code that a state's name
    or adjective stands for.
    """
    if _state(name, state_of):
        return None
    plain = "".join(c for c in unicodedata.normalize("NFKD", name[:_LONGEST]) if not unicodedata.combining(c))
    told = _WORD.findall(plain.casefold())
    own = tuple(w for w in told if w not in _ANYBODY and len(w) >= _INITIAL and not _state(w, state_of))
    held = frozenset(told)
    office = next((o for o, wordings in _OFFICES for words in wordings if words <= held), "")
    return Named(own, office) if own or office else None


def _state(name: str, state_of: Callable[[str], str | None]) -> bool:
    """Whether a word or name is a state's; short words of names ("Li", "Van") are codes only in capitals."""
    return (len(name) > _CODE or name.isupper()) and state_of(name) is not None


def same_people(a: Sequence[Named], b: Sequence[Named]) -> bool:
    """Whether two lists for one side can name the same: somebody in both, or offices that are not plainly others."""
    own_a, own_b = [n for n in a if n.words], [n for n in b if n.words]
    if own_a and own_b:
        return any(_one(x.words, y.words) for x in own_a for y in own_b)
    offices_a, offices_b = _offices(a), _offices(b)
    return not offices_a or not offices_b or bool(offices_a & offices_b) or _vague(offices_a, offices_b)


def shared(a: Iterable[Named], b: Iterable[Named]) -> int:
    """How many names of `a` that say who it is stand in `b` too."""
    others = [n.words for n in b if n.words]
    return sum(any(_one(n.words, words) for words in others) for n in a if n.words)


def _one(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names can be one's: one within the other, one family name, or a short form."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if len(a) > 1 and len(b) > 1:
        return a[-1] == b[-1] and (len(a[-1]) > _INITIAL + 1) and a[0][0] == b[0][0]
    short, long = sorted((a, b), key=len)
    if len(short) > 1 or len(short[0]) < _PREFIX:
        return False
    return any(word.startswith(short[0]) or (len(word) >= _PREFIX and short[0].startswith(word)) for word in long)


def _offices(names: Iterable[Named]) -> frozenset[str]:
    return frozenset(n.office for n in names if n.office)


def _vague(a: frozenset[str], b: frozenset[str]) -> bool:
    """ "Ministers" may be those of foreign affairs, but no presidents."""
    minister = frozenset({"minister"})
    ministers = frozenset({"foreign affairs", "defence", "finance", "trade", "energy", "interior", "deputy"})
    return bool((minister & a and ministers & b) or (minister & b and ministers & a))
