"""For whom a publisher speaks, and where it sits: by a list of governments' own names, else by what its name says."""

from __future__ import annotations

import re
from functools import cache

from comity.resolve.lists import listed, split
from comity.resolve.names import hits, plain
from comity.resolve.titles import office_of

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200
# With one of these in its name a publisher is part of the state or organisation that the name tells.
_OFFICIAL = frozenset(
    "ministry minister president presidency presidential government embassy consulate department cabinet parliament "
    "chancellery secretariat treasury council commission secretary commonwealth office mission kingdom republic".split()
)
_VOICES = {
    "president": "head_of_state",
    "head_of_government": "head_of_government",
    "foreign_minister": "foreign_minister",
}
_NAMED = ("state", "adjective", "organisation", "body", "capital", "city")


def publisher_country(publisher: str) -> str | None:
    """The state or organisation whose government a publisher speaks for ("U.S. Department of State", "Press Service of
    the President of Azerbaijan"); None for other publishers.
    """
    return _publisher(publisher)[0]


def publisher_office(publisher: str) -> str:
    """The office that a publisher is the voice of ("head_of_state" for kremlin.ru), or "" where it is none."""
    return _publisher(publisher)[1]


def publisher_seat(publisher: str) -> str | None:
    """The state of the place or people in a publisher's name ("Lusaka Mail", "Times of Malta"), or None."""
    found = _names(publisher) or [told for word in publisher[:_LONGEST].split() for told in _names(word)]
    return next((code for kind, code in found if kind in ("state", "adjective", "capital", "city")), None)


def _publisher(publisher: str) -> tuple[str | None, str]:
    asked = " ".join(plain(publisher[:_LONGEST]).split()).casefold()
    bare = " ".join(_BRACKETS.sub(" ", asked).split())
    for phrase in (asked, bare, *(part.strip() for part in bare.split(","))):
        found = _publishers().get(phrase) or _publishers().get(phrase.removeprefix("the "))
        if found is not None:
            return found
    told = _WORD.findall(bare)
    if not _OFFICIAL.intersection(told):
        return None, ""
    country = next((code for _, code in _names(publisher)), None)
    return (country, _VOICES.get(_office(told), "")) if country else (None, "")


def _office(told: list[str]) -> str:
    """The office in a publisher's name: a ministry speaks for its minister."""
    return office_of(" ".join(told).replace("ministry", "minister"))


def _names(publisher: str) -> list[tuple[str, str]]:
    text = _BRACKETS.sub(lambda found: " " * len(found.group()), plain(publisher[:_LONGEST]))
    return [(h.name.type, h.name.country) for h in hits(text) if h.name.type in _NAMED and h.name.country]


@cache
def _publishers() -> dict[str, tuple[str | None, str]]:
    return {
        plain(phrase).casefold(): (row["country"], row["office"])
        for row in listed("publishers.csv")
        for phrase in (row["publisher"], *split(row["names"]))
    }
