"""A statement's fields as people type them, and back: for the terminal and for spreadsheets.

"2024-11-05", "2024-11-05/2024-11-07", "2024-11"; "about 4.2 billion USD", "1 to 2 million EUR"; "44.7%"; "oil; gas";
"Emmanuel Macron|FRA|participant; …"; "Paris|FRA"; "yes". Nothing means that it is not said. JSON in the public form is
taken for all of these, too.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from comity.api.ledger import code_of
from comity.model import InputError, Money, Statement
from comity.model.statement import number, public
from comity.reconcile.fields import readers_of

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_AMOUNT = re.compile(
    r"(?P<before>[$€£]|[A-Z]{3})? ?(?P<number>[-−]?\d[\d,]{0,40}(?:\.\d{1,20})?) ?"
    r"(?P<scale>thousand|million|billion|trillion|k|m|mn|bn|tn)? ?(?P<after>[A-Z]{3})?"
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP"}
_BOUNDS = {
    "about": ("about", "around", "~"),
    "over": ("more than", "over", "at least", ">"),
    "under": ("less than", "under", "nearly", "<"),
    "up_to": ("up to",),
}
_YES = {"yes": True, "true": True, "no": False, "false": False}
_LONGEST = 5000


def typed(statement: Statement, field: str) -> str:
    """A field as one would type it; "" where it is not said."""
    value = public(statement).get(field)
    match value:
        case None:
            return ""
        case list() if field == "actors":
            return _joined((a["name"], a["country"] or "", a["role"]) for a in value) or _json(value)
        case {"name": name, "country": country}:
            return _joined([(name, country) if country else (name,)]) or _json(value)
        case {"start": start, "end": end}:
            return str(start) if start == end else f"{start}/{end}"
        case bool():
            return "yes" if value else "no"
        case list():
            return _json(value) if any(set(";,[{") & set(item) for item in value) else "; ".join(value)
        case str():
            return value
    slot = statement.slot(field)
    return _money_text(slot) if isinstance(slot, Money) else str(value)


def json_of(kind: str, field: str, text: str) -> str:
    """What was typed as JSON text of the public form. Raises InputError where it cannot be meant at all; whether the
    value is one of the field's is for `reconcile.fields` to say.
    """
    told = text.strip()
    if len(told) > _LONGEST:
        raise InputError(f"{field}: longer than {_LONGEST} characters")
    if not told:
        return "null"
    reader = {"date": "period", "place": "place", "actors": "actors"}.get(field) or readers_of(kind).get(field, "text")
    if reader not in _READERS:
        return _json(told)
    return told if told.startswith(("{", "[")) else _json(_READERS[reader](field, told))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _joined(parts: Iterable[tuple[str, ...]]) -> str:
    """Parts with bars between, things with semicolons; "" where a name holds one of these or looks like JSON."""
    things = list(parts)
    return (
        "" if any(set("|;[{") & set(p) for t in things for p in t) else "; ".join("|".join(thing) for thing in things)
    )


def _money_text(value: Money) -> str:
    bound = _BOUNDS.get(value.bound, ("",))[0]
    amounts = [value.amount] if value.high is None else [value.amount, value.high]
    told = " to ".join(_scaled(amount, value.digits) for amount in amounts)
    return f"{bound} {told} {value.currency}".strip()


def _scaled(amount: Decimal, digits: int | None) -> str:
    names = ((12, "trillion"), (9, "billion"), (6, "million"))
    power, name = next(((p, f" {n}") for p, n in names if abs(amount) >= Decimal(10) ** p), (0, ""))
    scaled = amount.scaleb(-power).normalize()
    places = max((digits or 0) - 1 - scaled.adjusted(), -int(scaled.as_tuple().exponent), 0)
    return f"{scaled:.{places}f}{name}"


def _days(field: str, text: str) -> dict[str, str]:
    first, slash, last = text.partition("/")
    if "/" in last:
        raise InputError(f"{field}: {text[:40]!r} are no days; write 2024-11-05 or 2024-11-05/2024-11-07")
    start = _day(field, first.strip())[0]
    return {"start": start, "end": _day(field, (last if slash else first).strip())[1]}


def _day(field: str, text: str) -> tuple[str, str]:
    """The first and the last day of a day, month or year."""
    parts = _DAY.fullmatch(text)
    if parts is None:
        raise InputError(f"{field}: {text[:40]!r} is no day; write 2024-11-05, 2024-11 or 2024")
    year, month, day = parts.groups()
    if day:
        return text, text
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12 or not int(year):
        raise InputError(f"{field}: {text!r} is no month")
    return f"{text}-01", f"{text}-{calendar.monthrange(int(year), int(month))[1]:02}"


def _money(field: str, text: str) -> dict[str, Any]:
    bound, rest = "exact", " ".join(text.split())
    for name, words in _BOUNDS.items():
        for word in words:
            if rest.lower().startswith(word):
                bound, rest = name, rest[len(word) :].strip()
                break
    ends = [_AMOUNT.fullmatch(part.strip()) for part in re.split(r" to |–", rest)]
    if not all(ends) or len(ends) > 2:
        raise InputError(f"{field}: {text[:60]!r} is no money; write: about 4.2 billion USD")
    found = [end.groupdict() for end in ends if end]
    marks = {_SYMBOLS.get(mark, mark) for one in found for mark in (one["before"], one["after"]) if mark}
    if len(marks) != 1:
        raise InputError(f"{field}: {text[:60]!r} needs one currency; write: about 4.2 billion USD")
    scale = found[-1]["scale"]
    amounts = [_amount(one["number"], one["scale"] or (scale if len(found) > 1 else None)) for one in found]
    whole = {"amount": number(amounts[0]), "currency": marks.pop(), "bound": bound if len(found) == 1 else "range"}
    digits = max(_digits(one["number"]) for one in found)
    return whole | ({"high": number(amounts[1])} if len(found) == 2 else {}) | {"digits": digits}


def _amount(text: str, scale: str | None) -> Decimal:
    return _decimal(text).scaleb(_SCALES[scale] if scale else 0)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def _digits(text: str) -> int:
    """Significant digits as written; zeros at the end of a whole number are taken for places, not for digits."""
    whole = text.lstrip("-−").replace(",", "")
    shown = whole if "." in whole else whole.rstrip("0")
    return max(len(shown.replace(".", "").lstrip("0")), 1)


def _number(field: str, text: str) -> int | float:
    told = text.removesuffix("%").strip()
    if not re.fullmatch(r"[-−+]?\d[\d,]{0,40}(\.\d{1,20})?", told):
        raise InputError(f"{field}: {text[:40]!r} is no number")
    return number(_decimal(told))


def _list(_: str, text: str) -> list[str]:
    return [item.strip() for item in text.split(";" if ";" in text else ",") if item.strip()]


def _flag(field: str, text: str) -> bool:
    if text.lower() not in _YES:
        raise InputError(f"{field}: {text[:40]!r} is neither yes nor no")
    return _YES[text.lower()]


def _actors(field: str, text: str) -> list[dict[str, str | None]]:
    found = []
    for thing in (t.strip() for t in text.split(";")):
        parts = [part.strip() for part in thing.split("|")]
        if len(parts) != 3:
            raise InputError(f"{field}: {thing[:60]!r} is no actor; write name|country|role; name|country|role")
        found.append({"name": parts[0], "country": _country(field, parts[1]), "role": parts[2]})
    return found


def _place(field: str, text: str) -> dict[str, str | None]:
    name, _, country = text.partition("|")
    return {"name": name.strip(), "country": _country(field, country.strip())}


def _country(field: str, text: str) -> str | None:
    """The code of a country given by code or name; None for nothing."""
    if not text:
        return None
    try:
        return code_of(text)
    except InputError as error:
        raise InputError(f"{field}: {error}") from error


_READERS: dict[str, Callable[[str, str], Any]] = {
    "period": _days,
    "money": _money,
    "count": _number,
    "percent": _number,
    "terms": _list,
    "topics": _list,
    "flag": _flag,
    "actors": _actors,
    "place": _place,
}
