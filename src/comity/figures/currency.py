"""Which money a sign, a code or a word means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from comity.figures import lexicon
from comity.figures.places import Places, names
from comity.figures.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Sign:
    """A currency on tokens `first`..`last` (exclusive): an ISO code, or a noun ("rupee") that a place must decide.

    `loose` marks a sign that other words may make precise ("$" before "5 billion Canadian").
    `hundredth` marks cents and pence.
    """

    code: str
    first: int
    last: int
    loose: bool = False
    hundredth: bool = False


@cache
def current() -> Mapping[str, tuple[str, ...]]:
    """{ISO 3166-1 alpha-2: currencies in tender there} (CLDR supplemental data)."""
    return MappingProxyType(
        {
            territory: tuple(code for code, _, until, tender in rows if until is None and tender)
            for territory, rows in get_global("territory_currencies").items()
        }
    )


@cache
def codes() -> frozenset[str]:
    """ISO 4217 codes that CLDR names, without metals, test and fund codes."""
    listed = [str(code) for code in Locale.parse("en").currencies]
    return frozenset(c for c in listed if not c.startswith("X") or c in ("XAF", "XOF", "XPF", "XCD", "XDR", "XEU"))


@cache
def full_names() -> Mapping[tuple[str, ...], str]:
    """{("kazakhstani", "tenge"): "KZT"} in singular and plural, of the currencies in tender today."""
    tender = {code for listed in current().values() for code in listed}
    found: dict[tuple[str, ...], str] = {
        ("u.s.", "dollar"): "USD",
        ("u.s.", "dollars"): "USD",
        ("u.s", "dollars"): "USD",
    }
    found |= {tuple(name.split()): code for name, code in lexicon.table("currencies")["names"].items()}
    for code in sorted(tender):
        for count in (1, 2):
            found.setdefault(tuple(get_currency_name(code, count=count, locale="en").lower().split()), code)
    return MappingProxyType(found)


@cache
def nouns() -> Mapping[str, str]:
    """{last word of a currency's name: ISO code where only one has it, else the noun in the singular}."""
    found: dict[str, str] = {}
    groups = candidates()
    for name in full_names():
        noun = name[-1]
        base = noun if noun in groups else lexicon.singular(noun)
        if base in groups:
            found[noun] = groups[base][0] if len(groups[base]) == 1 else base
    found.update(lexicon.table("currencies")["words"])
    for noun, code in lexicon.table("currencies")["defaults"].items():
        if noun not in groups or len(groups[noun]) < 2:
            found.setdefault(noun, code)
    for gone in ("rights", "unit", "euros") if "euro" in found else ():
        found.pop(gone, None)
    found["euros"] = found["euro"] = "EUR"
    return MappingProxyType(found)


@cache
def candidates() -> Mapping[str, tuple[str, ...]]:
    """{noun: currencies that are called so}: ("rupee": INR, PKR, LKR, …)."""
    groups: dict[str, list[str]] = {}
    for name, code in full_names().items():
        groups.setdefault(lexicon.singular(name[-1]), []).append(code)
    for noun, listed in lexicon.table("currencies")["also"].items():
        groups.setdefault(noun, []).extend(listed)
    return MappingProxyType({noun: tuple(dict.fromkeys(listed)) for noun, listed in groups.items()})


@cache
def _territories(noun: str) -> Mapping[str, str]:
    """{alpha-2: the currency of that noun there}."""
    wanted = candidates().get(noun, ())
    found = {where: code for where, listed in current().items() for code in listed if code in wanted}
    former = lexicon.table("currencies")["former"]
    for where, code in former.items():
        if code in wanted:
            found.setdefault(where, code)
    return MappingProxyType(found)


def decide(sign: Sign, t: Tokens, places: Places) -> tuple[str, bool]:
    """ISO code, and whether context (not the sign itself) decided it."""
    if sign.code == "dollar" or (sign.loose and sign.code == "USD"):
        own = _territories("dollar").get(places.country or "")
        return own or "USD", True
    if sign.code == "JPY" and sign.loose and places.nearest(t.starts[sign.first], ("JP", "CN")) == "CN":
        return "CNY", True
    if sign.code in codes():
        return sign.code, sign.loose
    where = places.nearest(t.starts[sign.first], _territories(sign.code).keys())
    if where:
        return _territories(sign.code)[where], True
    late = places.year is not None and places.year > 2001  # francs of France, and marks, ended with the euro
    default = lexicon.table("currencies")["today" if late and sign.code == "franc" else "defaults"].get(sign.code)
    return (str(default) if default else candidates()[sign.code][0]), True


def sign_before(t: Tokens, i: int, scaled: bool) -> Sign | None:
    """The currency that ends just before token `i`; `scaled`: a scale word follows the number."""
    j = i - 1
    if j < 0 or t.starts[i] - t.ends[j] > 1:
        return None
    tables, word = lexicon.table("currencies"), t.words[j]
    if word in ("-", "−") and t.glued(i) and t.glued(j) and t.word(j - 1) in tables["signs"]:
        sign = _symbol(t, j - 1)
        return Sign(sign.code, sign.first, i, loose=sign.loose)
    if word in tables["signs"] or (word == "¢" and t.word(j - 1) == "gh"):
        return _symbol(t, j)
    if t.word(j - 1) == "$" and t.glued(j) and word in tables["dollars"] and t.raw(j).isupper():
        return Sign(tables["dollars"][word], j - 1, i)
    if word == "." and t.glued(j) and t.raw(j - 1) in ("Rs", "Re", "Tk", "Rp", "Sh", "Fr", "Dh", "Dhs"):
        j, word = j - 1, t.word(j - 1)
    raw = t.raw(j)
    if raw in codes() and (raw not in tables["doubtful"]["codes"] or t.glued(i) or scaled):
        return None if t.glued(j) and t.word(j - 1)[:1].isalnum() else Sign(raw, j, i)
    known = tables["before"].get(raw)
    cup = raw == "Euro" and len(t.word(i)) == 4 and not scaled  # "Euro 2020" is a championship
    if (
        known is None
        or cup
        or (len(raw) == 1 and not (t.glued(i) and _lettered(t, i, raw, scaled)))
        or (t.glued(j) and t.word(j - 1) not in ("(", "–", "-", "“"))
    ):
        return None
    return Sign(known, j, i)


def _lettered(t: Tokens, i: int, letter: str, scaled: bool) -> bool:
    """Whether one letter glued to the number at token `i` is money: "R5.5bn", "N990 per litre"; not "N1", "K2"."""
    word = t.words[i]
    if scaled or (t.glued(i + 1) and t.word(i + 1) in ("m", "b", "t", "k")):
        return True
    whole = word.partition(".")[0]
    return letter in "RNP" and ("," in word or len(whole) > 2 or (letter == "R" and "." in word)) and word[0] != "0"


def _symbol(t: Tokens, j: int) -> Sign:
    """The sign at token `j`, with the letters before it ("R$", "US $", "NT$")."""
    tables, word = lexicon.table("currencies"), t.words[j]
    before, raw = t.word(j - 1).replace(".", ""), t.raw(j - 1)
    beside = t.glued(j) or (before in ("us", "hk", "nz") and t.starts[j] - t.ends[j - 1] == 1)
    if word == "¢" and raw == "GH" and t.glued(j):
        return Sign("GHS", j - 1, j + 1)
    family = {"$": "dollars", "£": "pounds", "¥": "yens"}.get(word)
    if (
        family
        and beside
        and before in tables[family]
        and (raw.isupper() or before in ("cdn", "can", "ja", "bds", "mex"))
    ):
        return Sign(tables[family][before], j - 1, j + 1)
    return Sign(tables["signs"][word], j, j + 1, loose=word in "$¥￥")


def sign_after(t: Tokens, i: int, number: bool = True) -> Sign | None:
    """The currency that begins at token `i`, after its number: "dollars", "-dollar", "US dollars", "USD", "€"."""
    at = i + 1 if t.word(i) in ("-", "‑") and t.glued(i) else i
    if t.word(at) == "of" and not number:
        at += 1
    word, raw = t.word(at), t.raw(at)
    if not word:
        return None
    tables = lexicon.table("currencies")
    if word in tables["signs"] and (t.glued(at) or not t.glued(at + 1)):
        return Sign(tables["signs"][word], at, at + 1, loose=word in "$¥￥")
    for length in (4, 3, 2):
        code = full_names().get(t.words[at : at + length])
        if code and at + length <= len(t):
            return Sign(code, at, at + length)
    if raw in codes() and (raw not in tables["doubtful"]["codes"] or raw == "CAD"):
        return Sign(raw, at, at + 1)
    if raw == "p" and _pence(t, at):
        return Sign("GBP", at, at + 1, hundredth=True)
    if raw == "c" and t.glued(at) and t.word(at + 1) in ("a", "per", "each"):
        return Sign("USD", at, at + 1, loose=True, hundredth=True)
    if word in tables["hundredths"]:
        return Sign(tables["hundredths"][word], at, at + 1, loose=True, hundredth=True)
    return _noun(t, at)


def _pence(t: Tokens, at: int) -> bool:
    """Whether "p" at token `at` is pence: "480p a share"; not "1080p video", "7p.m."."""
    if not t.glued(at) or (t.glued(at + 1) and t.word(at + 1)[:1].isalnum()) or t.follows(at + 1, ".", "m"):
        return False
    lines = t.word(at - 1) in ("240", "360", "480", "720", "1080", "1440", "2160")
    return t.word(at + 1) in ("a", "per", "each") if lines else t.word(at + 1) not in ("video", "resolution")


def _noun(t: Tokens, at: int) -> Sign | None:
    """A currency's noun at token `at`, or after an adjective or name of a place ("Pakistani rupees")."""
    known = nouns()
    word = t.words[at]
    if word in known and not (word in ("real", "sum", "mark", "crown", "won", "marks") and not _bare(t, at)):
        return Sign(known[word], at, at + 1, loose=known[word] not in codes() or word in ("dollars", "dollar"))
    for length in (1, 2, 3):
        place = names().get(" ".join(t.words[at : at + length]))
        noun = known.get(t.word(at + length), "")
        if place and noun:
            code = noun if noun in codes() and len(candidates().get(noun, ())) < 2 else _territories(noun).get(place)
            return Sign(code, at, at + length + 1) if code else None
    return None


def _bare(t: Tokens, at: int) -> bool:
    """Whether a word that has another meaning ("won", "mark") ends its phrase here and follows a scale."""
    before = t.word(at - 1)
    exact = "." in before and t.words[at] in ("marks", "crowns")
    return before in lexicon.powers("after") or (before[:1].isdecimal() and (exact or "," in before))


def refine(sign: Sign, t: Tokens, i: int) -> tuple[Sign, int]:
    """A loose "$" made precise by what follows the number at `i` ("$5 billion AUD", "$5 million Canadian")."""
    if not sign.loose:
        return sign, i
    raw, word = t.raw(i), t.word(i)
    if raw in codes() and raw in candidates().get("dollar", ()):
        return Sign(raw, sign.first, sign.last), i + 1
    place = names().get(word)
    if place and raw[:1].isupper() and t.word(i + 1) in ("dollars", "dollar", ",", ".", ")", "") and place != "US":
        code = _territories("dollar").get(place)
        if code:
            return Sign(code, sign.first, sign.last), i + 1 + (t.word(i + 1) in ("dollars", "dollar"))
    if word in ("dollars", "dollar"):
        return sign, i + 1
    return sign, i
