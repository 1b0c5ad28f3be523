"""One pass over a region: at every unit the longest thing that somebody can be named by, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from comity.model import Actor, Mention, Span
from comity.model.actor import MentionType
from comity.resolve.anaphora import REFERRING, anaphor_at
from comity.resolve.countries import country_name
from comity.resolve.delegations import SENT, delegation_of
from comity.resolve.fullnames import BODIES
from comity.resolve.groups import Group, bloc_at, group_at, holders_at
from comity.resolve.institutions import Institution, institution_at, presented
from comity.resolve.leaders import fold, related
from comity.resolve.people import Registry, holder, of_another_time, resolve, surname
from comity.resolve.persons import Draft
from comity.resolve.references import Context, Told
from comity.resolve.titles import WEAK, gender_of, may_begin
from comity.resolve.units import Region, Unit, vocabulary
from comity.resolve.weak import Forms

# With these "capital" is money.
_FUNDS = frozenset(
    {"market", "markets", "goods", "controls", "flows", "flight", "spending", "gains", "account", "punishment"}
)
_ENDS = frozenset({".", "!", "?"})
_SAYING = frozenset({"said", "says", "added", "explained", "told"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a pass works on: a region with its persons, the document's persons and abbreviations, and the context."""

    region: Region
    drafts: tuple[Draft, ...]
    known: Registry
    forms: Forms
    context: Context
    countries: frozenset[str]


def scan(task: Scan, sentence: int) -> int:
    """Adds the mentions of a region to the context, in order; returns the number of its last sentence."""
    units = task.region.units
    starts = {draft.start: draft for draft in task.drafts}
    later: dict[int, Institution] = {}
    k = 0
    while k < len(units):
        if units[k].text in _ENDS:
            sentence += 1
        if _tells_nothing(units[k]) and k not in starts and k not in later:
            k += 1
            continue
        if (made := presented(task.region, k)) is not None:
            later[made.start] = made
        if (sent := delegation_of(units, k)) is not None:
            task.context.delegations.append(Actor(name=country_name(sent), country=sent))
        told, end = _at(task, k, starts, later, sentence)
        if told is not None:
            task.context.told.append(told)
        k = max(end, k + 1)
    return sentence


def _tells_nothing(unit: Unit) -> bool:
    """Whether nothing that is looked for below begins at a unit without a name, as at most of a text."""
    return (
        unit.name is None
        and unit.kind != "cap"
        and not (unit.low in _referring() or unit.low in SENT or may_begin(unit.low))
    )


@cache
def _referring() -> frozenset[str]:
    return REFERRING | {"governments"}


def _capital(task: Scan, k: int, sentence: int) -> tuple[Told, int] | None:
    """ "the Lao capital", "Kenya's capital": the town, by the state it is the capital of."""
    units = task.region.units
    name = units[k].name
    j = k + 1 + (k + 1 < len(units) and units[k + 1].kind == "possessive")
    if name is None or name.type not in ("adjective", "state") or not name.country or j >= len(units):
        return None
    following = units[j + 1].low if j + 1 < len(units) else "."
    if units[j].low != "capital" or following in _FUNDS:
        return None
    actors = (Actor(name=country_name(name.country), country=name.country),)
    return _told(task, k, j + 1, "capital", actors, "capital of its state", sentence), j + 1


def _at(
    task: Scan, k: int, starts: dict[int, Draft], later: dict[int, Institution], sentence: int
) -> tuple[Told | None, int]:
    if k in starts:
        told = _person(task, starts[k], sentence)
        if told is not None:
            return told, starts[k].end
        if starts[k].country is None:
            return None, starts[k].end if starts[k].name else k + 1
    named = task.region.units[k].kind == "name"
    if named and (capital := _capital(task, k, sentence)) is not None:
        return capital
    units = task.region.units
    group = group_at(task.region, k) if named else bloc_at(units, k) or holders_at(units, k)
    if group is not None:
        return _group(task, group, sentence), group.end
    institution = later.get(k) or institution_at(task.region, k)
    if institution is not None and _longer(task.region, institution):
        return _institution(task, institution, sentence), institution.end
    unit = task.region.units[k]
    if unit.kind == "name" and unit.name is not None and unit.name.type != "mask" and unit.name.type != "person":
        written = task.forms.get(unit.name.name, unit.name.name)
        actors = (Actor(name=written, country=unit.name.country),)
        return _told(task, k, k + 1, unit.name.type, actors, unit.name.source, sentence), k + 1
    if unit.kind == "cap":
        alone = _surname(task, k, sentence)
        if alone is not None:
            return alone
    anaphor = anaphor_at(task.region, k, task.context, sentence)
    if anaphor is not None:
        return _told(task, k, anaphor.end, anaphor.type, anaphor.actors, anaphor.how, sentence), anaphor.end
    return None, k + 1


def _person(task: Scan, draft: Draft, sentence: int) -> Told | None:
    written = _words(task, draft.start, draft.end)
    office = draft.office
    if draft.relation == "counterpart" or (draft.name is None and draft.country is None):
        actor, how, office = _reference(task, draft, written, sentence)
    elif draft.name is None and draft.start and of_another_time(task.region.units[draft.start - 1].low):
        actor, how = Actor(name=written, country=draft.country), "office"
    else:
        actor, how = resolve(draft, task.known, written)
    if actor is None and draft.name is None:
        return None
    if (actor is None or actor.country is None) and draft.title is not None and draft.title.head in WEAK:
        return None
    actors = (actor,) if actor is not None else ()
    told = _told(
        task, draft.start, draft.end, "person", actors, how, sentence, office=office, named=draft.name is not None
    )
    return replace(told, gender=gender_of(written))


def _reference(task: Scan, draft: Draft, written: str, sentence: int) -> tuple[Actor | None, str, str | None]:
    """Who "the minister" or "his French counterpart" is."""
    if draft.relation == "counterpart":
        last = next((t for t in reversed(task.context.told[-50:]) if t.mention.type == "person" and t.office), None)
        office = last.office if last is not None else "official"
        country = draft.country
        if country is None and last is not None and last.countries:
            country = task.context.across(sentence, last.countries[0])
        if draft.name is not None:
            found = task.known.find(draft.name, country, office)
            name = found.name if found else draft.name
            return Actor(name=name, country=country or (found.country if found else None)), "counterpart", office
        if country is None:
            return None, "", office
        return *holder(task.known, country, office or "official", written), office
    office = draft.office or "official"
    if task.context.home is not None and _own(task.context, office, draft.title.phrase if draft.title else ""):
        actor, how = holder(task.known, task.context.home, task.context.home_office, written)
        if how != "office" or task.context.home.startswith("org:"):
            return actor, how, office
    before = task.context.office(office)
    if before is not None and (office != "official"):
        return before.mention.actors[0], "reference: " + written.lower(), before.office
    return None, "", office


def _own(context: Context, office: str, phrase: str) -> bool:
    """Whether a title alone is the publisher's own office holder: "the Secretary" in a release of his department."""
    if context.home_office == "foreign_minister":
        return phrase == "secretary" if context.home == "USA" else phrase in ("minister", "foreign minister")
    return bool(context.home_office) and related(context.home_office, office)


def _group(task: Scan, group: Group, sentence: int) -> Told:
    written = _words(task, group.start, group.end)
    actors: tuple[Actor, ...]
    if group.title is not None and len(group.countries) > 1 and group.title.office != "official":
        actors = tuple(holder(task.known, code, group.title.office, written)[0] for code in group.countries)
    elif written.lower().startswith("governments of"):
        actors = tuple(Actor(name=country_name(code), country=code) for code in group.countries)
    else:
        actors = tuple(Actor(name=written, country=code) for code in dict.fromkeys(group.countries))
    return _told(task, group.start, group.end, "group", actors, "group", sentence)


def _institution(task: Scan, found: Institution, sentence: int) -> Told:
    written = _words(task, found.start, found.end)
    actors = (Actor(name=written, country=found.country),) if found.country else ()
    return _told(task, found.start, found.end, found.type, actors, found.how, sentence)


def _longer(region: Region, found: Institution) -> bool:
    """Whether a name found by its form is longer than a listed company or body at the same place."""
    unit = region.units[found.start]
    listed = unit.kind == "name" and unit.name is not None and unit.name.type in ("company", "body", "organisation")
    return not (listed and found.end == found.start + 1)


def _surname(task: Scan, k: int, sentence: int) -> tuple[Told, int] | None:
    """Who a surname alone names, with the particle before it ("Al Busaidi")."""
    units = task.region.units
    if units[k].low in vocabulary("words", "never_names"):
        return None
    last = k + (units[k].low in vocabulary("words", "particles") and k + 1 < len(units) and units[k + 1].kind == "cap")
    loose = task.region.display or task.region.capitals
    if not loose and (_touches(task, k, k - 1) or _touches(task, last + 1, last + 1)):
        return None
    person = surname(units[last].text, task.known, task.countries)
    if person is None or person.country is None:
        return None
    if last > k and fold(_words(task, k, last + 1)) not in fold(person.name):
        return None
    office = next(iter(sorted(person.offices)), None)
    told = _told(task, k, last + 1, "person", (person.actor,), person.how, sentence, office=office, named=True)
    return told, last + 1


def _touches(task: Scan, gap: int, neighbour: int) -> bool:
    """Whether a capitalised word stands directly beside: then a surname is part of another name."""
    units = task.region.units
    if not 0 <= neighbour < len(units) or gap >= len(units) or gap == 0:
        return False
    unit = units[neighbour]
    if task.region.text[units[gap - 1].end : units[gap].start] != " ":
        return False
    free = unit.low not in vocabulary("words", "never_names") or unit.low in BODIES
    return unit.kind == "initial" or (unit.kind == "cap" and free)


def _told(
    task: Scan,
    start: int,
    end: int,
    kind: MentionType,
    actors: tuple[Actor, ...],
    how: str,
    sentence: int,
    *,
    office: str | None = None,
    named: bool = False,
) -> Told:
    units = task.region.units
    span = Span(units[start].start, units[end - 1].end).shift(task.region.offset)
    joined = _joined(task.region, start)
    mention = Mention(span=span, type=kind, actors=actors, how=how)
    opens = _opens(task.region, start)
    around = {units[k].low for k in (start - 1, end) if 0 <= k < len(units)}
    return Told(
        mention=mention,
        sentence=sentence,
        office=office,
        named=named,
        joined=joined,
        opens=opens,
        speaks=bool(around & _SAYING),
    )


def _joined(region: Region, start: int) -> bool:
    """Whether a unit follows another name after "and", a comma or a dash, as in a list."""
    k = start - 1
    while k >= 0 and start - k <= 3 and region.units[k].low in ("and", "-", "–", "—", ",", "&", "the"):
        k -= 1
    between = {unit.low for unit in region.units[k + 1 : start]} - {"the"}
    return k >= 0 and bool(between) and region.units[k].kind in ("name", "cap", "possessive")


def _opens(region: Region, start: int) -> bool:
    """Whether a unit stands at the beginning of its sentence, after "the" at most."""
    if start and region.units[start - 1].low == "the":
        start -= 1
    return start == 0 or region.units[start - 1].text in _ENDS


def _words(task: Scan, start: int, end: int) -> str:
    return task.region.text[task.region.units[start].start : task.region.units[end - 1].end]
