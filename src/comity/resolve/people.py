"""Who the persons of one document are: its own full names first, then the lists of leaders for its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from comity.model import Actor
from comity.resolve import leaders
from comity.resolve.leaders import fold, surname_keys
from comity.resolve.persons import Draft

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "x", "xi", "xii", "xiii", "xiv", "xvi"})
_LEADERS = frozenset({"president", "leader", *leaders.HEADS})
# No article names more; a bound for hostile text.
_MOST_PEOPLE = 1000
# With these an office is not the one held on the day of publication.
_OTHER_TIMES = frozenset(
    {"first", "former", "ex", "late", "next", "future", "then", "previous", "last", "second", "deputy", "vice"}
)
_IN_OFFICE = timedelta(days=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a document: the fullest name it gives, the country, the offices told of them, and how it is known."""

    name: str
    country: str | None
    offices: frozenset[str] = frozenset()
    how: str = "pattern"

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the name, folded, without "Jr." and numerals."""
        return _parts(self.name)

    @property
    def actor(self) -> Actor:
        """The person as an actor."""
        return Actor(name=self.name, country=self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The persons of one document, its date and the state whose government publishes it."""

    people: tuple[Person, ...] = ()
    by_part: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    when: date | None = None
    home: str | None = None
    surnames: dict[str, tuple[Person, ...]] = field(default_factory=dict)

    def find(self, name: str, country: str | None = None, office: str | None = None) -> Person | None:
        """The only person of the document who can be meant by a name; state and office tell namesakes apart."""
        asked = _parts(name)
        if not asked:
            return None
        near = dict.fromkeys(p for part in (asked[0], asked[-1]) for p in self.by_part.get(part, ()))
        fit = [p for p in near if _same(p.parts, asked) and _agree(p.country, country)]
        if len(fit) > 1 and office is not None:
            fit = [p for p in fit if _held(p, office)] or fit
        if len(fit) > 1:
            fit = [p for p in fit if asked[-1] == p.parts[-1]] or fit
        if len(fit) > 1 and country is not None:
            fit = [p for p in fit if p.country == country] or fit
        return fit[0] if len(fit) == 1 else None

    def in_office(self, country: str, office: str) -> Person | None:
        """The only person of the document who holds an office of a state."""
        fit = [p for p in self.people if p.country == country and _held(p, office)]
        exact = [p for p in fit if office in p.offices]
        fit = exact or fit
        return fit[0] if len(fit) == 1 else None


def registry(told: Iterable[Draft], when: date | None, home: str | None) -> Registry:
    """The persons that drafts name, merged where names agree ("Tokayev", "Kassym-Jomart Tokayev")."""
    drafts = [d for d in told if d.name]
    drafts.sort(key=lambda d: len(_parts(d.name or "")) < 2)
    found: list[Person] = []
    for draft in drafts[:_MOST_PEOPLE]:
        _add(found, _person(draft, when, home))
    return _indexed(found, when, home)


def placed(known: Registry, states: Mapping[Person, str]) -> Registry:
    """The registry with the states that the document shows some of its persons to be of."""
    people = [replace(p, country=states[p], how="context") if p in states else p for p in known.people]
    return _indexed(people, known.when, known.home)


def _indexed(found: Sequence[Person], when: date | None, home: str | None) -> Registry:
    by_part: dict[str, tuple[Person, ...]] = {}
    for person in found:
        for part in dict.fromkeys((*person.parts, "".join(person.parts[-2:]))):
            by_part[part] = (*by_part.get(part, ()), person)
    return Registry(people=tuple(found), by_part=by_part, when=when, home=home, surnames=_surnames(found))


def resolve(draft: Draft, known: Registry, words: str) -> tuple[Actor | None, str]:
    """Who a draft with a name or with a country is, and how that is known; `words` is the draft as written.

    An office without country is a reference: (None, "") here.
    """
    if draft.name is not None:
        person = known.find(draft.name, draft.country, draft.office) or _person(draft, known.when, known.home)
        country = draft.country or person.country
        how = "title" if draft.country else person.how
        return Actor(name=person.name, country=country), how
    if draft.country is not None and draft.office is not None:
        return holder(known, draft.country, draft.office, words)
    return None, ""


def heads_of(known: Registry, codes: tuple[str, ...]) -> tuple[Actor, ...]:
    """The leaders of two states in a document or on its date; none where one of them is not known."""
    if len(codes) != 2 or any(code.startswith("org:") for code in codes):
        return ()
    found = []
    for code in codes:
        led = [p for p in known.people if p.country == code and p.offices & _LEADERS]
        head = leaders.holder(code, "leader", known.when) if not led else None
        if len(led) == 1:
            found.append(led[0].actor)
        elif head is not None:
            found.append(Actor(name=head.name, country=code))
    return tuple(found) if len(found) == 2 else ()


def of_another_time(words: str) -> bool:
    """Whether words say that an office is not the one held today: "former", "next", "first"."""
    return bool(set(words.lower().replace("-", " ").split()) & _OTHER_TIMES)


def holder(known: Registry, country: str, office: str, words: str) -> tuple[Actor, str]:
    """Who holds an office of a state in this document: somebody it names, the lists for its date, or the words."""
    if of_another_time(words):
        return Actor(name=words, country=country), "office"
    person = known.in_office(country, office)
    if person is not None:
        return Actor(name=person.name, country=country), "office: named in the document"
    if office not in ("official", "minister", "secretary", "ambassador", "special_envoy"):
        found = leaders.holder(country, office, known.when)
        if found is not None:
            return Actor(name=found.name, country=country), "office: leaders.csv"
    return Actor(name=words, country=country), "office"


def surname(word: str, known: Registry, countries: frozenset[str]) -> Person | None:
    """Who is meant by a surname alone: somebody named in the document, or a head of state or government or foreign
    minister near its date of a state that the document names.
    """
    people = known.surnames.get(fold(word), ())
    if people:
        return people[0] if len(people) == 1 else None
    if not leaders.is_surname(word):
        return None
    best = [
        h
        for code in countries
        if (h := leaders.called(word, known.when, code)) is not None
        and h.office in (*leaders.HEADS, "foreign_minister")
    ]
    if not best:
        found = leaders.called(word, known.when)
        head = found is not None and found.office in leaders.HEADS and not found.country.startswith("org:")
        best = [found] if found is not None and head and found.near(known.when, _IN_OFFICE) else []
    if len(best) != 1:
        return None
    return Person(name=word, country=best[0].country, offices=frozenset({best[0].office}), how="leaders.csv")


def _person(draft: Draft, when: date | None, home: str | None) -> Person:
    name, office = draft.name or "", draft.office
    offices = frozenset({office} if office else ())
    listed = _listed(name, draft.country, office, when)
    if listed is not None:
        return Person(name=name, country=listed.country, offices=offices | {listed.office}, how="leaders.csv")
    if draft.country is not None:
        return Person(name=name, country=draft.country, offices=offices, how="title")
    if draft.beside is not None:
        return Person(name=name, country=draft.beside, offices=offices, how="beside")
    if home is not None and draft.title is not None:
        return Person(name=name, country=home, offices=offices, how="publisher")
    return Person(name=name, country=None, offices=offices)


def _listed(name: str, country: str | None, office: str | None, when: date | None) -> leaders.Holder | None:
    parts = _parts(name)
    if len(parts) > 1:
        found = leaders.named(name, when, country, office)
        if found is not None:
            return found
        keys = surname_keys(name)
        for key in keys:
            found = leaders.called(key, when, country, office)
            if found is not None and _same(_parts(found.name), parts):
                return found
        return None
    if office is None and country is None:
        found = leaders.called(name, when)
        return found if found is not None and found.office in leaders.HEADS else None
    return leaders.called(name, when, country, office if office != "official" else None)


def _add(found: list[Person], person: Person) -> None:
    for k, other in enumerate(found):
        told_by_home = "publisher" in (other.how, person.how) and len(person.parts) == 1
        if _same(other.parts, person.parts) and (told_by_home or _agree(other.country, person.country)):
            if len(person.parts) == 1 and len([p for p in found if _same(p.parts, person.parts)]) > 1:
                continue
            fuller = max(other, person, key=lambda p: (len(p.parts), len(p.name)))
            surer = other if other.country is not None and other.how != "publisher" else person
            found[k] = replace(
                fuller,
                country=surer.country or other.country or person.country,
                offices=other.offices | person.offices,
                how=surer.how,
            )
            return
    found.append(person)


def _surnames(found: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    table: dict[str, tuple[Person, ...]] = {}
    for person in found:
        keys = surname_keys(person.name, person.country)
        for key in keys:
            table[key] = (*table.get(key, ()), person)
    return table


def _parts(name: str) -> tuple[str, ...]:
    parts = fold(name.replace(",", " ").replace("'", "")).split()
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    return tuple(parts)


def _same(full: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: the shorter's words stand in the longer, initials count for words."""
    short, long = sorted((full, asked), key=len)
    if not short:
        return False
    if len(short) == 1:
        return short[0] in (long[0], long[-1], "".join(long[-2:]) if len(long) > 1 else "") or (
            len(long) > 2 and short[0] in long
        )
    if short[-1] != long[-1] and short[0] != long[0]:
        return False
    rest = list(long)
    for part in short:
        match = next((r for r in rest if r == part or (min(len(part), len(r)) == 1 and r[0] == part[0])), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _held(person: Person, office: str) -> bool:
    if office in person.offices:
        return True
    return any(leaders.related(held, office) or leaders.related(office, held) for held in person.offices)
