"""The grammar of persons over units: title and name, name and apposition, an office without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.resolve.appositions import MARKERS, after_plural, described, in_turn, named, of_state, tail
from comity.resolve.delegations import led_by
from comity.resolve.fullnames import Known, adjacent, name_at, name_text, suffix
from comity.resolve.titles import WEAK, Title, may_begin, title_at
from comity.resolve.units import Region, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A person as written, before it is known who that is. `start` and `end` are units of the region.

    `name` is without title and honorifics, or None for an office alone; `country` is what the words beside it say.
    `beside` is the country of the person it follows after "and" or a comma: "Peru's president and Minister X".
    `relation` is "counterpart" for "his French counterpart".
    """

    start: int
    end: int
    name: str | None
    country: str | None
    title: Title | None
    listed: bool = False
    beside: str | None = None
    definite: bool = False
    relation: str = ""

    @property
    def office(self) -> str | None:
        """The office its title names."""
        return self.title.office if self.title else None


def drafts(region: Region, known: Known) -> list[Draft]:
    """Persons in a region, in order, none overlapping; `known` tells surnames, to end names in Title Case headings."""
    found: list[Draft] = []
    units = region.units
    k = 0
    while k < len(units):
        if several := [] if _tells_nothing(units[k]) else _in_turn(region, k):
            found.extend(several)
            k = several[-1].end
            continue
        draft = None if _tells_nothing(units[k]) else _draft_at(region, k, known)
        if draft is None:
            k += 1
            continue
        draft = _apposed(region, draft)
        if found and draft.start <= found[-1].start:
            found.pop()
        if draft.country is None and draft.name is not None:
            draft = replace(draft, beside=led_by(units, draft.start, draft.end))
        found.append(_beside(units, draft, found[-1]) if found else draft)
        k = draft.end
    return found


def _tells_nothing(unit: Unit) -> bool:
    """Whether no person and no group can begin at a unit, as at most of a text."""
    opens = unit.kind == "word" and (unit.low in _OWN or may_begin(unit.low))
    return unit.kind not in ("name", "cap") and not opens


def _in_turn(region: Region, k: int) -> list[Draft]:
    """The persons whose names follow a group's, each of his state."""
    told = in_turn(region, k) if not region.display else None
    title, names = told if told is not None else (None, [])
    return [
        Draft(start=first, end=end, name=name_text(region, first, end), country=code, title=title)
        for first, end, code in names
    ]


def _beside(units: Sequence[Unit], draft: Draft, before: Draft) -> Draft:
    """The draft with the country of the person that it is told together with, where it has none of its own."""
    between = [unit.low for unit in units[before.end : draft.start]]
    together = bool(between) and len(between) <= 5 and set(between) <= {"and", ",", "as", "well", "the", "with", "&"}
    country = before.country or before.beside
    if draft.country is None and draft.title is not None and together and before.title is not None:
        return replace(draft, beside=country)
    return draft


def _draft_at(region: Region, k: int, known: Known) -> Draft | None:
    unit = region.units[k]
    if unit.kind == "name" and unit.name is not None:
        if unit.name.type == "person":
            return _listed(region, k)
        marks = unit.name.type in (*MARKERS, "city", "capital")
        return _marked(region, k, known) if marks else None
    if unit.kind not in ("cap", "word"):
        return None
    if unit.low in _OWN and k + 1 < len(region.units):
        return _counterpart(region, k, known)
    title = title_at(region.units, k)
    if title is not None:
        return _titled(region, k, title, known)
    if unit.kind == "cap" and unit.low.rstrip(".") in ("mr", "mrs", "ms", "dr", "sir", "shri", "smt", "lord"):
        name = name_at(region, k, known, titled=True)
        if name is not None:
            return Draft(start=k, end=name[1], name=name_text(region, name[0], name[1]), country=None, title=None)
    return _introduced(region, k) if unit.kind == "cap" else None


def _listed(region: Region, k: int) -> Draft:
    end = k + 1
    while suffix(region.units, end):
        end += 2 if region.units[end].text == "," else 1
    return Draft(start=k, end=end, name=name_text(region, k, end), country=None, title=None, listed=True)


def _marked(region: Region, k: int, known: Known) -> Draft | None:
    """[state or adjective] [title] [name]: "Kazakhstan's President Tokayev", "the French foreign minister"."""
    units = region.units
    marker = units[k].name
    assert marker is not None
    after = k + 1
    if after < len(units) and units[after].kind == "possessive":
        after += 1
    while after < len(units) and after - k <= 3 and units[after].kind == "word" and units[after].low in _BETWEEN:
        after += 1
    title = title_at(units, after)
    if title is None and marker.type == "state" and units[k + 1 : k + 2] and units[k + 1].kind == "possessive":
        return _of_its_state(region, k, marker.country)
    if title is None or title.plural or not _gapless(region, k, after):
        return None
    if marker.type == "organisation" and title.office == "ambassador" and marker.country in ("org:UN", "org:NATO"):
        return None
    local = marker.type in ("city", "capital") and marker.source != "metonyms.csv"
    if local and title.head not in _LOCAL:
        return None
    plain_state = marker.type in ("state", "organisation", "body") and units[k + 1].kind != "possessive"
    end, name, listed = _named_after(region, title.end, known)
    if (
        name is None
        and plain_state
        and title.head in WEAK
        and title.start == k + 1
        and units[title.start].kind == "word"
    ):
        return None
    return Draft(
        start=k, end=end, name=name, country=marker.country, title=title, listed=listed, definite=_the(units, k)
    )


def _of_its_state(region: Region, k: int, country: str | None) -> Draft | None:
    """ "Latvia's Ana Sample, the prime minister"."""
    name = name_at(region, k + 2, lambda word: False, titled=False)
    if name is None or name[1] - name[0] < 2 or name[1] >= len(region.units) or region.units[name[1]].text != ",":
        return None
    after = name[1] + 1
    if after < len(region.units) and region.units[after].low in ("the", "its", "a"):
        after += 1
    title = title_at(region.units, after)
    if title is None or title.plural:
        return None
    text = name_text(region, name[0], name[1])
    return Draft(start=k, end=name[1], name=text, country=country, title=title)


_OWN = frozenset({"his", "her", "their"})
_LOCAL = frozenset({"governor", "mayor", "senator", "congressman", "congresswoman", "representative", "premier"})
_BETWEEN = frozenset(
    {"visiting", "newly", "elected", "outgoing", "then", "veteran", "own", "own,", "former", "new", "top", "late"}
)


def _gapless(region: Region, k: int, after: int) -> bool:
    return region.text[region.units[k].end : region.units[k + 1].start] in ("", " ") if after > k else True


def _named_after(region: Region, end: int, known: Known) -> tuple[int, str | None, bool]:
    """The name right after a title, or after a comma: (end, name, listed)."""
    units = region.units
    end = _posted(units, end)
    name = name_at(region, end, known, titled=True)
    if name is not None:
        return name[1], name_text(region, name[0], name[1]), name[2]
    if end + 1 < len(units) and units[end].text == ",":
        name = name_at(region, end + 1, known, titled=False)
        closed = name is not None and (
            name[1] >= len(units) or units[name[1]].text in (",", ".", ";", "—", "–") or units[name[1]].kind == "word"
        )
        if name is not None and closed and (name[2] or name[1] - name[0] >= 2 or known(units[name[0]].text)):
            return name[1], name_text(region, name[0], name[1]), name[2]
    return end, None, False


def _posted(units: Sequence[Unit], end: int) -> int:
    """Where "to the [state]" ends after a title, if a name follows: "ambassador to Kazakhstan Julie Stufft"."""
    if end >= len(units) or units[end].low not in ("to", "in", "at", "for"):
        return end
    k = end + 1 + (end + 1 < len(units) and units[end + 1].low == "the")
    name = units[k].name if k < len(units) else None
    if name is None or name.type not in ("state", "organisation", "capital"):
        return end
    follows = named(units, k + 1) or (k + 1 < len(units) and units[k + 1].text == "," and named(units, k + 2))
    return k + 1 if follows else end


def _titled(region: Region, k: int, title: Title, known: Known) -> Draft | None:
    """[title] of [state] [name], [title] [name] of [state], or a title alone."""
    units = region.units
    if title.plural:
        return None
    of = of_state(units, title.end)
    if of is not None:
        end, name, listed = _named_after(region, of[1], known)
        return Draft(start=k, end=end, name=name, country=of[0], title=title, listed=listed, definite=_the(units, k))
    far = tail(units, title)
    if far is not None and (explained := _named_after(region, far[1], known))[1] is not None:
        end, name, listed = explained
        return Draft(start=k, end=end, name=name, country=far[0], title=title, listed=listed)
    end, name, listed = _named_after(region, title.end, known)
    if name is not None:
        of = of_state(units, end)
        country = of[0] if of is not None else title.country
        end = of[1] if of is not None else end
        return Draft(start=k, end=end, name=name, country=country, title=title, listed=listed)
    if title.country is not None and (units[k].kind == "cap" or title.head not in WEAK):
        return Draft(start=k, end=title.end, name=None, country=title.country, title=title, definite=_the(units, k))
    if _the(units, k) and (units[k].kind == "cap" or title.head not in WEAK):
        return Draft(start=k, end=title.end, name=None, country=None, title=title, definite=True)
    return None


def _the(units: Sequence[Unit], k: int) -> bool:
    return k > 0 and units[k - 1].low == "the"


def _counterpart(region: Region, k: int, known: Known) -> Draft | None:
    """ "his French counterpart", "her counterpart from Italy, Antonio Tajani"."""
    units = region.units
    m = k + 1
    country = None
    marker = units[m].name
    if units[m].kind == "name" and marker is not None and marker.type in ("adjective", "state", "organisation"):
        country = marker.country
        m += 1
    title = title_at(units, m)
    if title is None or title.head not in ("counterpart", "colleague"):
        return None
    end = title.end
    if country is None and end + 1 < len(units) and units[end].low in ("from", "of"):
        place = units[end + 1].name
        if place is not None and place.type == "state":
            country, end = place.country, end + 2
    end, name, listed = _named_after(region, end, known)
    return Draft(
        start=k, end=end, name=name, country=country, title=None, listed=listed, definite=True, relation="counterpart"
    )


def _introduced(region: Region, k: int) -> Draft | None:
    """An unlisted name that the words beside explain: "Murat Nurtleu, Kazakhstan's minister", "Murat Nurtleu led
    the Kazakh side", "presidents Murat Nurtleu of ...".
    """
    units = region.units
    listed = after_plural(units, k)
    if k and units[k - 1].kind in ("cap", "initial", "name") and adjacent(region, k) and not listed:
        return None
    name = name_at(region, k, lambda word: False, titled=False)
    if name is None or name[1] - name[0] < 2 or region.display:
        return None
    bare = Draft(start=k, end=name[1], name=name_text(region, name[0], name[1]), country=None, title=None)
    told = _with_apposition(region, bare)
    if told is not bare:
        return told
    own = of_state(units, bare.end)
    if own is not None and listed:
        return replace(bare, end=own[1], country=own[0])
    sent = led_by(units, k, bare.end)
    return replace(bare, beside=sent) if sent is not None else None


def _apposed(region: Region, draft: Draft) -> Draft:
    """The draft with the apposition that follows its name, where it has no country yet."""
    if draft.name is None or draft.country is not None:
        return draft
    return _with_apposition(region, draft)


def _with_apposition(region: Region, draft: Draft) -> Draft:
    """The draft over the words after its name that tell office and state, or as it was."""
    found = described(region, draft.end)
    if found is None or (found.country is None and draft.title is not None):
        return draft
    return replace(draft, end=found.end, country=found.country, title=draft.title or found.title)
