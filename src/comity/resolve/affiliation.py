"""Of which state an official is where the title names none: by whose "their minister" is, by whom they are met,
received or accompanied, by an office told of with its state, else by the state that the document is written in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.resolve.people import Person, Registry, placed
from comity.resolve.persons import Draft
from comity.resolve.references import Told
from comity.resolve.titles import WEAK, Title
from comity.resolve.units import Region, Unit

_OWNING = frozenset({"its", "their", "his", "her"})
_SPEAKING = frozenset({"we", "our", "i", "my"})
# Between two officials: of two sides, or of one.
_FACING = frozenset(
    "with to on met meet meets meeting told received receives hosted hosts welcomed welcomes greeted phoned telephoned "
    "saw thanked congratulated called invited by".split()
)
_RECEIVED = frozenset("received hosted welcomed greeted met briefed seen invited".split())
_BESIDE = frozenset("accompanied flanked joined alongside".split())
_GOING = frozenset(
    "arrived arrives flew flies travelled traveled travels visited visits returned returns left leaves landed lands "
    "headed crossed crosses drove sailed came comes".split()
)
_PLACED = frozenset("in to at from for near outside".split())
_NEAR = 4  # units; a verb of going further off is somebody else's
_SIDES = ("person", "state", "group", "body", "adjective", "organisation")
_MINISTERIAL = frozenset("secretary governor speaker commissioner adviser advisor".split())
_ENDS = frozenset({".", "!", "?"})
# Offices that several people of one state hold.
_MANY = frozenset({"official", "minister", "secretary", "ambassador", "special_envoy", "spokesperson"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What of the document bears on it: its main states, the one it is written in, and by office the last names (""
    where none) and states of those told with their state.
    """

    main: tuple[str, ...]
    own: str | None
    holders: dict[str, frozenset[tuple[str, str]]]


def affiliated(
    regions: Sequence[Region],
    read: Sequence[Sequence[Draft]],
    base: Sequence[tuple[Told, str]],
    known: Registry,
    main: tuple[str, ...],
    own: str | None,
) -> Registry:
    """The registry with officials whose state no word beside their names tells, as far as the document shows it.

    `base` are the mentions of a first pass, `own` is the state for which, or in which, the document is written.
    """
    setting = Setting(main=main, own=own, holders=_holders(read))
    told: dict[Person, str] = {}
    usual: dict[Person, str] = {}
    in_text = [t for t, within in base if within == "text"]  # in order
    starts = [t.mention.span.start for t in in_text]
    for region, drafts in zip(regions, read, strict=True):
        if region.within != "text" or not drafts:
            continue
        here = in_text[bisect_left(starts, region.offset) : bisect_left(starts, region.offset + len(region.text))]
        for draft in drafts:
            if (across := _across(region, draft, here, known)) is not None:
                told.setdefault(*across)
                continue
            person = _open(draft, known)
            if person is None or person in told or _of_a_club(region.units, draft):
                continue
            code = _shown(region, draft, here, setting)
            if code is not None:
                told[person] = code
            elif (plain := _usual(region, draft, here, setting)) is not None:
                usual.setdefault(person, plain)
    return placed(known, usual | told) if usual or told else known


def _holders(read: Sequence[Sequence[Draft]]) -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for draft in (d for drafts in read for d in drafts):
        if draft.country and draft.office and draft.office not in _MANY:
            found.setdefault(draft.office, set()).add((_last(draft), draft.country))
    return {office: frozenset(told) for office, told in found.items()}


def _last(draft: Draft) -> str:
    return (draft.name or "").lower().rpartition(" ")[2]


def _open(draft: Draft, known: Registry) -> Person | None:
    """The person of a draft, where only the publisher or nothing tells the state."""
    if draft.name is None or draft.title is None or draft.country is not None or _weak(draft.title):
        return None
    person = known.find(draft.name, None, draft.office)
    return person if person is not None and (person.country is None or person.how == "publisher") else None


def _across(region: Region, draft: Draft, here: Sequence[Told], known: Registry) -> tuple[Person, str] | None:
    """A counterpart known by name only, and the state that the first pass read him to be of."""
    person = known.find(draft.name) if draft.relation == "counterpart" and draft.name else None
    at = region.units[draft.start].start + region.offset
    code = next((t.countries[0] for t in here if t.mention.span.start == at and t.countries), None)
    return (person, code) if person is not None and person.country is None and code is not None else None


def _weak(title: Title) -> bool:
    """Whether a title may be anybody's: "director"; but a "state secretary" is a government's."""
    return title.head in WEAK and not ((title.head in _MINISTERIAL and " " in title.phrase) or "crown" in title.phrase)


def _of_a_club(units: Sequence[Unit], draft: Draft) -> bool:
    """Whether a capitalised word before makes the title another's: "Club president"."""
    before = units[draft.start - 1] if draft.start else None
    return (
        before is not None
        and before.kind == "cap"
        and before.low not in _OWNING | _SPEAKING | {"the", "a"}
        and units[draft.start].kind == "word"
        and before.end + 1 == units[draft.start].start
    )


def _sentence(units: Sequence[Unit], draft: Draft) -> tuple[int, int]:
    first, last = draft.start, draft.end
    while first and units[first - 1].text not in _ENDS:
        first -= 1
    while last < len(units) and units[last].text not in _ENDS:
        last += 1
    return first, last


def _between(region: Region, here: Sequence[Told], first: int, last: int) -> list[Told]:
    """The mentions of one state that begin between two units."""
    units = region.units
    if first >= last:
        return []
    start, end = units[first].start + region.offset, units[last - 1].end + region.offset
    return [t for t in here if start <= t.mention.span.start < end and len(set(t.countries)) == 1]


def _shown(region: Region, draft: Draft, here: Sequence[Told], setting: Setting) -> str | None:
    units = region.units
    first, last = _sentence(units, draft)
    before = _between(region, here, first, draft.start)
    lead = units[draft.start - 1].low if draft.start else ""
    if lead == "the" and draft.start > 1:
        lead = units[draft.start - 2].low
    if lead in _OWNING:
        owners = [t for t in here if t.mention.span.start < units[draft.start].start + region.offset]
        return next((t.countries[0] for t in reversed(owners) if _one_side(t)), None)
    told_of = setting.holders.get(draft.office or "", frozenset())
    if len({code for _, code in told_of}) == 1 and {name for name, _ in told_of} <= {"", _last(draft)}:
        return next(iter(told_of))[1]
    acting = next((t for t in reversed(before) if t.mention.type in _SIDES), None)
    begin = _after(region, acting) if acting is not None else first
    words = [u.low for u in units[begin : draft.start]]
    side = acting.countries[0] if acting is not None else setting.own if _SPEAKING & set(words) else None
    if side is None:
        return None
    if _BESIDE & set(words):
        return side
    return _other(region, draft, last, here, side, setting) if _faces(words) else None


def _one_side(told: Told) -> bool:
    return len(set(told.countries)) == 1 and told.mention.type in _SIDES


def _after(region: Region, told: Told) -> int:
    end = told.mention.span.end - region.offset
    return next((k for k, u in enumerate(region.units) if u.start >= end), len(region.units))


def _faces(words: Sequence[str]) -> bool:
    """Whether the words before an official set him over against whoever acts: "met", "talks with", "received by"."""
    near = set(words[-3:])
    if words[-1:] in ([","], ["and"]):
        return False
    return bool(near & (_FACING - {"by"})) or ("by" in near and bool(set(words[-12:]) & _RECEIVED))


def _other(region: Region, draft: Draft, last: int, here: Sequence[Told], side: str, setting: Setting) -> str | None:
    """The other side: the state of the place just told, else the other of the two states that the document is about."""
    for t in (*reversed(_between(region, here, 0, draft.start)), *_between(region, here, draft.end, last)):
        if t.mention.type in ("capital", "city", "state") and t.countries[0] != side and _is_place(region, t):
            return t.countries[0]
    others = [code for code in setting.main if code != side]
    return others[0] if side in setting.main and len(setting.main) == 2 else None


def _is_place(region: Region, told: Told) -> bool:
    at = told.mention.span.start - region.offset
    before = [u.low for u in region.units if u.end <= at][-3:]
    return bool(_PLACED & set(before))


def _usual(region: Region, draft: Draft, here: Sequence[Told], setting: Setting) -> str | None:
    """The state that the document is written in, or its only one; not that of a colleague or of where one travels."""
    last = _sentence(region.units, draft)[1]
    abroad = set(_abroad(region, draft.end, last, here))
    own = setting.own or (setting.main[0] if len(setting.main) == 1 else None)
    if own is not None and own not in abroad:
        return own
    rest = [code for code in setting.main if code not in abroad]
    return rest[0] if abroad and len(setting.main) == 2 and len(rest) == 1 else None


def _abroad(region: Region, first: int, last: int, here: Sequence[Told]) -> Iterator[str]:
    units = region.units
    going = any(u.low in _GOING for u in units[first : min(last, first + _NEAR)])
    for t in _between(region, here, first, last):
        counterpart = "counterpart" in t.mention.how or "counterpart" in region.text[_cut(region, t)]
        if counterpart or (going and t.mention.type in ("capital", "city", "state") and _is_place(region, t)):
            yield t.countries[0]


def _cut(region: Region, told: Told) -> slice:
    return slice(told.mention.span.start - region.offset, told.mention.span.end - region.offset)
