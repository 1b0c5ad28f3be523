"""Who held which office when: the lists of leaders, by name, by surname and by office."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TypeVar

from comity.resolve.lists import gazetteer, rows, split, words

_Key = TypeVar("_Key", str, tuple[str, str])

# A surname alone names somebody in office within this many years of the publication date.
NEAR = timedelta(days=5 * 365)
HEADS = ("head_of_state", "head_of_government", "leader")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "vi", "vii", "viii", "x", "xiv", "xvi"})
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM", "JPN", "HUN", "SGP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One term of one person in an office; `start` and `end` are the first and last day it can have covered."""

    name: str
    country: str
    office: str
    start: date
    end: date
    names: tuple[str, ...] = ()

    def near(self, when: date | None, by: timedelta = NEAR) -> bool:
        """Whether the term covers a day, give or take `by`; an unknown day is near every term."""
        if when is None:
            return True
        low = date.min if self.start - date.min < by else self.start - by
        high = date.max if date.max - self.end < by else self.end + by
        return low <= when <= high


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """A name for comparison: lower case, without accents, dots and apostrophes, hyphens as spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    kept = bare.casefold().replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ə", "a")
    return " ".join(kept.replace("-", " ").replace(".", " ").replace("'", "").replace("’", "").split())


def surname_keys(name: str, country: str | None = None) -> tuple[str, ...]:
    """The single words by which a full name may be called afterwards, folded: the last one first."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and parts[-1].lower() in _SUFFIXES:
        parts.pop()
    if not parts:
        return ()
    last = parts[-1]
    keys = [fold(last), *(fold(last[3:]) for prefix in ("al-", "el-") if last.lower().startswith(prefix))]
    if len(parts) > 1 and parts[-2].lower() in {"al", "el"}:
        keys.append(fold(f"{parts[-2]}-{parts[-1]}"))
    if country in _FAMILY_FIRST and len(parts) > 1:
        keys.append(fold(parts[0]))
    return tuple(dict.fromkeys(keys))


def named(name: str, when: date | None, country: str | None = None, office: str | None = None) -> Holder | None:
    """The office holder of a full name, the term nearest to the day; None where several states' people fit equally."""
    found = [h for h in _by_name().get(fold(name), ()) if country in (None, h.country)]
    found = [h for h in found if office and related(h.office, office)] or found
    close = [h for h in found if _distance(h, when) == 0] or [h for h in found if h.near(when)] or found
    crowns = [h for h in close if h.country == "GBR" and h.office == "head_of_state"]
    close = crowns or close  # who wears several crowns is the British monarch
    if not close or len({h.country for h in close}) > 1:
        return None
    return min(close, key=lambda h: (_distance(h, when), h.office not in HEADS))


def called(
    surname: str, when: date | None, country: str | None = None, office: str | None = None, *, by: timedelta = NEAR
) -> Holder | None:
    """The only holder near a day who can be called by this one name; None where several people fit equally."""
    found = [h for h in _by_surname().get(fold(surname), ()) if country in (None, h.country) and h.near(when, by)]
    for wanted in ([h for h in found if h.office == office], [h for h in found if related(h.office, office)]):
        if wanted:
            found = wanted
            break
    else:
        found = [] if office in HEADS else found
    if not found:
        return None
    nearest = min(_distance(h, when) for h in found)
    best = [h for h in found if _distance(h, when) == nearest]
    if len({fold(h.name) for h in best}) > 1:
        best = [h for h in best if h.office in HEADS]
    return best[0] if len({(fold(h.name), h.country) for h in best}) == 1 else None


def holder(country: str, office: str, when: date | None) -> Holder | None:
    """Who held an office of a state on a day; None where the lists name nobody or more than one, or no day is known."""
    if when is None:
        return None
    for wanted in _offices(country, office):
        found = [h for h in _by_office().get((country, wanted), ()) if h.start <= when <= h.end]
        if found:
            latest = max(h.start for h in found)
            best = {fold(h.name): h for h in found if h.start == latest}
            return next(iter(best.values())) if len(best) == 1 else None
    return None


def related(office: str, wanted: str | None) -> bool:
    """Whether the holder of one office may be called by another, as a president by "leader"."""
    if wanted is None or office == wanted:
        return True
    pairs = {
        "leader": {*HEADS, "party_leader"},
        "minister": {"foreign_minister", "defence_minister", "trade_minister", "finance_minister", "energy_minister"},
        "head_of_state": {"leader"},
        "head_of_government": {"leader"},
        "secretary": {
            "foreign_minister",
            "defence_minister",
            "trade_minister",
            "finance_minister",
            "secretary_general",
        },
        "president": {"head_of_state", "leader"},
    }
    return office in pairs.get(wanted, set())


def is_surname(word: str) -> bool:
    """Whether somebody in the lists can be called by this one word, and it is no common word."""
    key = fold(word)
    return key in _by_surname() and key not in _common()


def people() -> Iterable[tuple[str, Holder]]:
    """Every name of at least two words that the lists give, with a holder of it."""
    for holder_ in holders():
        for name in (holder_.name, *holder_.names):
            if " " in name:
                yield name, holder_


@cache
def holders() -> tuple[Holder, ...]:
    """Every term in the lists; an open end is closed where somebody else of that office begins later."""
    folder = gazetteer().joinpath("leaders")
    if not folder.is_dir():
        return ()
    read = [
        Holder(
            name=row["name"],
            country=row["country"],
            office=row["office"],
            start=_day(row["start"], last=False),
            end=_day(row["end"], last=True),
            names=tuple(n for n in split(row.get("aliases", "")) if not _titled(n)),
        )
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".csv")
        for row in rows(file)
        if row.get("country") and row.get("name")
    ]
    return tuple(_closed(read))


def _closed(read: list[Holder]) -> Iterable[Holder]:
    starts: dict[tuple[str, str], list[date]] = defaultdict(list)
    for h in read:
        starts[h.country, h.office].append(h.start)
    for h in read:
        later = [s for s in starts[h.country, h.office] if s > h.start]
        single = h.office in {
            "head_of_state",
            "head_of_government",
            "foreign_minister",
            "finance_minister",
            "defence_minister",
        }
        yield replace(h, end=min(later)) if h.end == date.max and later and single else h


def _titled(name: str) -> bool:
    """Whether an alias begins with a title; monarchs and popes are called by theirs."""
    heads = {*words("titles.toml")["heads"], "crown", "prime", "grand", "vice", "foreign", "supreme", "party"}
    first = name.partition(" ")[0].lower()
    return " " in name and first in heads and first not in ("king", "queen", "pope", "emperor", "sultan", "emir")


def _day(cell: str, *, last: bool) -> date:
    """The first or last day of "1980", "1980-03" or "1980-03-05"; the end of time where nothing is written."""
    try:
        parts = [int(part) for part in cell.split("-") if part]
        match parts:
            case [year]:
                return date(year, 12, 31) if last else date(year, 1, 1)
            case [year, month]:
                following = date(year + month // 12, month % 12 + 1, 1)
                return following - timedelta(days=1) if last else date(year, month, 1)
            case [year, month, day]:
                return date(year, month, day)
    except ValueError:
        pass
    return date.max if last else date.min


def _offices(country: str, office: str) -> tuple[str, ...]:
    governed = words("titles.toml")["leaders"]["head_of_government"]
    if office == "leader":
        return ("leader", "head_of_government") if country in governed else ("leader", "head_of_state")
    if office == "president":
        return ("head_of_state",)
    return (office,)


def _distance(h: Holder, when: date | None) -> int:
    if when is None or h.start <= when <= h.end:
        return 0
    return min(abs((when - h.start).days), abs((when - h.end).days))


@cache
def _common() -> frozenset[str]:
    lists = words("words.toml")
    return frozenset(lists["common_surnames"]) | {fold(name) for name in lists["given_names"]}


@cache
def _by_name() -> dict[str, tuple[Holder, ...]]:
    return _index((fold(name), h) for h in holders() for name in (h.name, *h.names))


@cache
def _by_surname() -> dict[str, tuple[Holder, ...]]:
    pairs = [(key, h) for h in holders() for key in surname_keys(h.name, h.country)]
    pairs += [(fold(alias), h) for h in holders() for alias in h.names if " " not in alias]
    return _index(pairs)


@cache
def _by_office() -> dict[tuple[str, str], tuple[Holder, ...]]:
    return _index(((h.country, h.office), h) for h in holders())


def _index(pairs: Iterable[tuple[_Key, Holder]]) -> dict[_Key, tuple[Holder, ...]]:
    table: dict[_Key, list[Holder]] = defaultdict(list)
    for key, h in pairs:
        if h not in table[key]:
            table[key].append(h)
    return {key: tuple(found) for key, found in table.items()}
