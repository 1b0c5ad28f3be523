"""The opening of a wire story: where it was filed, when and by which agency ("PARIS, Nov 5 (AFP) -")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from comity.model import Dateline, Paragraph, Span
from comity.read.dates import day, find_day, find_month_day

_LONGEST = 160
_AHEAD = 3
_NAME = r"[^\W\d_a-z][^\W\d_]*(?:[.'’\-][^\W\d_]+)*(?:(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.|(?<=\b\w\w\w\w)\.)?"
_NAMES = rf"{_NAME}(?: (?:(?:de|del|la|le|al|el|of|the|and|es|upon|am|do|da|dos) )?{_NAME}){{0,3}}"
_PLACE = re.compile(rf"{_NAMES}(?:/{_NAMES}){{0,2}}")
_REGION = re.compile(rf", ({_NAMES})(?=[,. (/:–—-])")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?:[,.]|(?=\s))\s{{0,2}}(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\.? )?"
    rf"((?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})(?!\w)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"[.,]?\s{0,2}(?:\(([A-Z][^()\n]{1,60})\)|/([^/\n]{2,40})/|\[([^\[\]\n]{2,40})\])")
_BARE_AGENCY = re.compile(r"\.\s{1,2}([A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2})(?= ?[-–—])")
_BREAK = re.compile(r"\s{0,2}(?:-{1,3}|[–—―]|:|\.)(?=\s)\s{0,2}(?:[-–—]{1,2}\s)?|\s{0,2}[–—](?=\S)")
_BYLINE = re.compile(r"(?:By|Par) [^\n,]{3,60}(?:, |\n\s{0,20})(?=[^\W\d_a-z]{3})")
# Words in capitals before a colon or dash that name no place: rubrics, and who speaks in a transcript.
_NO_PLACE = frozenset(
    "nato opec brics asean covid aukus quad unesco unicef unhcr mercosur ecowas gdp eu un uk us usa "
    "a an and analysis answer breaking but by brief comment commentary correction editorial exclusive explainer "
    "fact feature focus for from he here how in interview it live minister moderator mr mrs ms note of on opinion "
    "poll preview president press prime q question readout release reporter review secretary she sir speaker "
    "spokesman spokesperson spokeswoman statement summary text the there they this to transcript update urgent "
    "video watch we what when why with monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december participant ambassador chancellor chairman "
    "minister-president general director host voice translator interpreter factbox wrapup timeline scenarios "
    "column insight special report background advisory summit official joint remarks source sources photo image "
    "photos alert attention table".split()
)
_SPEAKER = re.compile(r"[^\W\d_a-z][^a-z:\n]{2,40}:\s")


def find_dateline(text: str, paragraphs: Sequence[Paragraph], published: date | None) -> Dateline | None:
    """The dateline at the beginning of one of the first paragraphs; a year that it lacks is the publication's."""
    heads = [p for p in paragraphs if p.type == "paragraph"][:4]
    speakers = sum(_SPEAKER.match(text[p.span.start : p.span.end][:60]) is not None for p in paragraphs[:60]) > 1
    for paragraph in heads:
        head = text[paragraph.span.start : min(paragraph.span.end, paragraph.span.start + _LONGEST)]
        if found := _match(head.replace("\n", " ").replace("\u00a0", " "), published, speakers=speakers):
            return Dateline(
                span=found.span.shift(paragraph.span.start), place=found.place, agency=found.agency, date=found.date
            )
    return None


def _match(head: str, published: date | None, *, speakers: bool) -> Dateline | None:
    byline = _BYLINE.match(head)
    start = byline.end() if byline else 0
    place = _PLACE.match(head, start)
    if place is None:
        return None
    at = _trimmed(place)
    region = _REGION.match(head, at)
    if region and not _DATE.match(head, at):
        at = region.end(1)
    dated = _DATE.match(head, at)
    at = dated.end() if dated else at
    bare = _BARE_AGENCY.match(head, at) if dated or place[0].isupper() else None
    agency = bare or _AGENCY.match(head, at)
    at = agency.end() if agency else at
    if dated is None:  # "PARIS (AFP), Nov 5 -"
        dated = _DATE.match(head, at) if agency else None
        at = dated.end() if dated else at
    stop = _BREAK.match(head, at)
    if not _is_dateline(head, place[0], (dated, agency, stop), speakers=speakers):
        return None
    end = len(head[: stop.end() if stop else at].rstrip())
    if not head[end:].strip():
        return None  # nothing follows: a heading, or a line of its own
    return Dateline(
        span=Span(start, end),
        place=_titled(head[start : _trimmed(place)]),
        agency=_agency(agency),
        date=_day(dated[1] if dated else agency[0] if agency else "", published),
    )


def _agency(found: re.Match[str] | None) -> str | None:
    """The agency without the date that some put within the brackets ("APP - 5th Nov, 2024")."""
    if found is None:
        return None
    name = next(group for group in found.groups() if group)
    parts = [part for part in re.split(r"\s+[-–—]\s+|,\s+", name) if not find_month_day(part) and not part.isdigit()]
    return parts[0].strip() if parts else None


def _trimmed(place: re.Match[str]) -> int:
    """Where the place ends; a full stop after a whole word is punctuation ("DUSHANBE."), after "St" it is not."""
    return place.end() - 1 if place[0].endswith(".") and len(place[0].split()[-1]) > 4 else place.end()


def _is_dateline(
    head: str,
    place: str,
    parts: tuple[re.Match[str] | None, re.Match[str] | None, re.Match[str] | None],
    *,
    speakers: bool,
) -> bool:
    dated, agency, stop = parts
    first, capitals = place.split()[0].strip(".,").casefold(), place.isupper()
    if first in _NO_PLACE or place.split()[-1].strip(".").casefold() in _NO_PLACE or len(place.replace(".", "")) < 3:
        return False
    end = stop.end() if stop else agency.end() if agency else len(head)
    goes_on = head[end:].lstrip(" \t“\"‘'(")[:1]
    if stop is None:
        return capitals and agency is not None and not goes_on.islower()
    mark = head[stop.start() : stop.end()].strip()
    if dated or agency:
        return mark != "." or capitals or (dated is not None and agency is not None)
    words = len(place.split())
    if mark.startswith(".") or goes_on.islower() or (capitals and words == 1 and len(place) < 4):
        return False
    spaced = stop.end() < len(head) and head[stop.start()].isspace()
    if mark in ("–", "—", "―") and not spaced and not (capitals and mark == "—"):
        return False  # "Russia–Iran trade"
    if not capitals:  # "Kyiv — The"; with a hyphen it is more often a name
        return mark in ("–", "—", "―") and words <= 3 and not place.endswith(".")
    return not (mark == ":" and (speakers or words > 3))


def _titled(place: str) -> str:
    return " ".join(place.title().split()) if place.isupper() else " ".join(place.split())


def _day(written: str, published: date | None) -> date | None:
    whole = find_day(written)
    if whole or published is None:
        return whole
    month_day = find_month_day(written)
    if month_day is None:
        return None
    # A story may be dated a day ahead of its page (time zones), not more.
    near = [found for year in (-1, 0, 1) if (found := day(published.year + year, *month_day))]
    return max((found for found in near if (found - published).days <= _AHEAD), default=None)
