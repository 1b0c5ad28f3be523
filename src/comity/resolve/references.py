"""What words refer to inside one document: "both countries", "the President", "his French counterpart", "we", "it"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comity.model import Actor, Mention
from comity.resolve.countries import country_name
from comity.resolve.leaders import related
from comity.resolve.lists import words

_LEAD = 600
_SINCE = 3  # sentences back to whom "he" may mean; a paragraph's end counts for one
_PLACES = ("capital", "city", "state")  # where a sentence sets out ("In Accra, the minister"), not whom it is about
# How many mentions back a reference looks: more than any article holds between two, and a bound for hostile text.
_MEMORY = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A resolved mention in reading order, with the office its words name and the sentence it stands in.

    `joined` says that it follows "and" or a comma after the mention before it, `opens` that it begins its sentence;
    `gender` is "f" or "m" where a title or a word of address tells it, `speaks` that "said" stands beside it.
    """

    mention: Mention
    sentence: int
    office: str | None = None
    named: bool = False
    joined: bool = False
    opens: bool = False
    gender: str = ""
    speaks: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of its actors."""
        return tuple(a.country for a in self.mention.actors if a.country)


@dataclass(slots=True)
class Context:
    """What one document has told so far. `main` are the states it is about, `heads` their leaders where known."""

    main: tuple[str, ...] = ()
    home: str | None = None
    home_office: str = ""
    joint: bool = False
    signed: tuple[Actor, ...] = ()
    heads: tuple[Actor, ...] = ()
    delegations: list[Actor] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def people(self, sentence: int, back: int = 1) -> list[Told]:
        """Persons told in a sentence and those before it, in order."""
        return [t for t in self._window(sentence, back) if t.mention.type == "person" and t.mention.actors]

    def _window(self, sentence: int, back: int) -> list[Told]:
        found: list[Told] = []
        for t in reversed(self.told[-_MEMORY:]):
            if t.sentence < sentence - back:
                break
            found.append(t)
        return found[::-1]

    def pair(self, sentence: int, count: int = 2) -> tuple[Actor, ...]:
        """The states that "both countries" means: two just named together, else the two the document is about."""
        local = self._joined(sentence, count)
        if local and (set(local) & set(self.main[:2]) or len(self.main) < count):
            return _states(local)
        near = _distinct(t for t in self._window(sentence, 1) if t.mention.type != "company")
        if count > 2 and len(near) == count:
            return _states(near)
        if len(self.main) == count:
            return _states(self.main[:count])
        if count > 2:
            listed = self._joined(sentence, count, back=sentence)
            return _states(listed) if listed else ()
        if len(near) == count:
            return _states(near)
        listed = self._joined(sentence, count, back=sentence)
        return _states(listed) if set(listed) & set(self.main[:2]) else ()

    def leaders(self, sentence: int, count: int = 2, noun: str = "leaders") -> tuple[Actor, ...]:
        """The persons that "both leaders" means: the last ones of different states, else the pair of states."""
        if count > 2 and (several := self.pair(sentence, count)):
            return several
        found: dict[str, Actor] = {}
        ministers = noun in ("ministers", "secretaries", "diplomats", "officials", "counterparts", "interlocutors")
        for t in reversed(self.told[-_MEMORY:]):
            told = t.mention.type == "person" and (t.named or t.office is not None)
            if t.office in _AIDES or (not ministers and t.office in _MINISTERS and not t.named):
                continue
            if told and t.countries and t.countries[0] not in found:
                if count == 2 and len(self.main) == 2 and t.countries[0] not in self.main:
                    continue
                found[t.countries[0]] = t.mention.actors[0]
            if len(found) == count:
                return tuple(found.values())[::-1]
        if count == 2 and len(self.heads) == 2 and not ministers:
            return self.heads
        return () if noun in ("men", "interlocutors") else self.pair(sentence, count)

    def _joined(self, sentence: int, count: int, back: int = 1) -> tuple[str, ...]:
        """The states of the last list ("A and B") of that many in this sentence and those before it."""
        runs: list[list[str]] = []
        for t in self._window(sentence, back):
            if t.mention.type in ("company", "city") or not t.countries:
                continue
            if t.joined and runs:
                runs[-1].extend(t.countries)
            else:
                runs.append(list(t.countries))
        fit = [tuple(dict.fromkeys(run)) for run in runs if len(set(run)) == count]
        return fit[-1] if fit else ()

    def office(self, office: str) -> Told | None:
        """The last person told who holds an office: who "the minister" is."""
        known = [t for t in reversed(self.told[-_MEMORY:]) if t.mention.type == "person" and t.office and t.countries]
        exact = next((t for t in known if t.office == office), None)
        if exact is not None or office == "foreign_minister":
            return exact
        return next((t for t in known if related(t.office or "", office) or related(office, t.office)), None)

    def single_person(self, sentence: int, word: str = "he") -> Told | None:
        """The person that "he" or "she" means: the first or only one of this sentence, else of the last before it that
        names anybody, a paragraph's end included.
        """
        other = self._women() if word == "he" else self._men()
        for back in range(_SINCE + 1):
            here = [t for t in self._window(sentence, back) if t.sentence == sentence - back]
            persons = [t for t in here if t.mention.type == "person" and t.mention.actors]
            persons = [t for t in persons if t.mention.actors[0].name not in other]
            speaking = {t.mention.actors[0].name: t for t in persons if t.speaks}
            if back and len(speaking) == 1:
                return next(iter(speaking.values()))
            first = next((t for t in here if t.mention.type not in _PLACES), None)
            if len({t.mention.actors[0].name for t in persons}) == 1 or (persons and first is persons[0]):
                return persons[0]
            if persons:
                return None
        return None

    def _women(self) -> set[str]:
        return {t.mention.actors[0].name for t in self.told[-_MEMORY:] if t.gender == "f" and t.mention.actors}

    def _men(self) -> set[str]:
        return {t.mention.actors[0].name for t in self.told[-_MEMORY:] if t.gender == "m" and t.mention.actors}

    def several(self, sentence: int, word: str = "they") -> tuple[Actor, ...]:
        """The persons or states that "they" means: those of a group, or two persons of different states just told; for
        "their" the group must be of several states.
        """
        for back in (0, 1):
            here = [t for t in self._window(sentence, back) if t.sentence == sentence - back]
            groups = [t for t in here if t.mention.type == "group" and len(t.mention.actors) > 1]
            if groups:
                return groups[-1].mention.actors
            persons = {t.countries[0]: t.mention.actors[0] for t in here if t.mention.type == "person" and t.countries}
            if len(persons) == 2:
                return tuple(persons.values())
            alone = [t for t in here if t.mention.type == "group"]
            if word == "they" and len(alone) == 1 and not persons and alone[0] is here[0]:
                return alone[0].mention.actors
            if persons or groups:
                return ()
        return ()

    def single_state(self, sentence: int) -> Told | None:
        """What "it" means: the state or company that opens this sentence or the one before, if alone there."""
        here = [t for t in self._window(sentence, 0) if t.countries]
        found = here or [t for t in self._window(sentence, 1) if t.countries]
        clear = bool(found) and len(_distinct(found)) == 1 and found[0].opens and found[0].mention.type in _THINGS
        return found[0] if clear else None

    def country(self, sentence: int) -> str | None:
        """The state that "the country" means: the only one of this sentence, else of the one before."""
        for back in (0, 1):
            here = [t for t in self._window(sentence, back) if t.sentence == sentence - back]
            states = _distinct(t for t in here if t.mention.type in ("state", "capital", "city"))
            states = tuple(code for code in states if code != self.home)
            states = tuple(code for code in states if not code.startswith("org:"))
            if states:
                return states[0] if len(states) == 1 else None
        return None

    def across(self, sentence: int, own: str) -> str | None:
        """The state that somebody's counterpart is of: the one other state told of just now, else of the main pair."""
        near = _distinct(t for t in self._window(sentence, 0) if t.mention.type in (*_PLACES, "adjective"))
        near = near or _distinct(t for t in self._window(sentence, 1) if t.mention.type in (*_PLACES, "adjective"))
        for codes in (near, self.main if len(self.main) == 2 else ()):
            others = tuple(code for code in codes if code != own and not code.startswith("org:"))
            if len(others) == 1:
                return others[0]
        return None

    def regional(self, region: str) -> str | None:
        """The one state of the document that "the Central Asian country" can mean."""
        members = set(words("words.toml")["regions"].get(region, ()))
        mains = [code for code in self.main if code in members]
        if len(mains) == 1:
            return mains[0]
        named = [code for code in _distinct(self.told[:_MEMORY]) if code in members]
        return named[0] if len(named) == 1 else None


# Whom "the leaders" does not mean.
_AIDES = frozenset({"spokesperson", "ambassador", "official", "central_bank_governor"})
_MINISTERS = frozenset({"minister", "finance_minister", "trade_minister", "energy_minister", "defence_minister"})
_THINGS = frozenset({"state", "company", "organisation", "body", "capital"})


def main_states(told: Sequence[tuple[Told, str]], home: str | None) -> tuple[str, ...]:
    """The states a document is about, most weight first: two where two stand out, else as many as weigh much.

    Titles weigh most, then the lead, then how often a state, its people and its seat are named.
    """
    weight: dict[str, float] = {}
    first: dict[str | None, int] = {}
    for place, (t, within) in enumerate(told):
        base = 6.0 if within == "title" else 3.0 if t.mention.span.start < _LEAD else 1.0
        part = 0.3 if t.mention.type in ("company", "city") else 1.0
        for code in dict.fromkeys(t.countries):
            first.setdefault(code, place)
            weight[code] = weight.get(code, 0) + base * part * (0.6 if code.startswith("org:") else 1.0)
    if home is not None:
        weight[home] = weight.get(home, 0) + 8
        first.setdefault(home, len(told))
    titled = _distinct(t for t, within in told if within == "title" and t.mention.type not in ("company", "city"))
    aimed = tuple(dict.fromkeys((*titled, home))) if home is not None else titled
    if len(aimed) == 2:
        return tuple(code for code in aimed if code is not None)
    order = sorted(weight, key=lambda code: -weight[code])
    if len(order) >= 2 and (len(order) == 2 or weight[order[2]] < 0.7 * weight[order[1]]):
        return tuple(sorted(order[:2], key=first.__getitem__))
    return tuple(code for code in order if weight[code] >= 0.5 * weight[order[0]])[:6]


def is_joint(title: str) -> bool:
    """Whether a document speaks for several governments at once, so that "we" is none of them alone."""
    return any(
        words in title.lower() for words in ("joint statement", "joint declaration", "joint communique", "joint press")
    )


def signatories(told: Sequence[tuple[Told, str]], home: str | None = None) -> tuple[Actor, ...]:
    """Who "we" is in a joint statement: the first list of governments or ministers, else the states its title joins,
    the publisher's own among them.
    """
    for t, within in told:
        if within == "text" and t.mention.type == "group" and len(set(t.countries)) > 1 and t.mention.how == "group":
            return _states(t.countries)
    titled = _distinct(t for t, within in told if within == "title" and t.mention.type != "city")
    if len(titled) == 1 and home is not None and home not in titled:
        titled = (home, *titled)
    return _states(titled) if len(titled) > 1 else ()


def _states(codes: Sequence[str]) -> tuple[Actor, ...]:
    return tuple(Actor(name=country_name(code), country=code) for code in codes)


def _distinct(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for t in told for code in t.countries))
