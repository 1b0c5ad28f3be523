"""What of a page is not the article: phrases from furniture.toml, and the shapes of weather, counters and crumbs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick

from comity.read.dump.lines import SIGN_OFF, Block

_EDGES = " \t.,:;!?…-–—―|•·*>»«›‹\"'“”‘’„`/\\#@+=~→←▶►"
_WEATHER = re.compile(r"[-−]?\d{1,2}(?:[.,]\d)?\s?°?\s?[CF]\b")
_COUNTER = re.compile(
    r"\d[\d,. ]{0,12}[KkMm]?\s?(?:fans?|followers?|subscribers?|likes?|shares?|views?|comments?|reads?|tweets?)"
    r"(?:\s?(?:like|follow|subscribe|share)s?)?",
    re.IGNORECASE,
)
_READING_TIME = re.compile(r"(?:\d{1,2}|one|two|three)[\s-]?min(?:ute)?s?(?:\s+read)?\b.{0,10}", re.IGNORECASE)
_AGO = re.compile(
    r"(?:\d{1,3}|an?|one)\s(?:seconds?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?)\sago"
    r"|vor\s(?:\d{1,3}|einer|einem)\s(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)"
    r"|il\sy\sa\s(?:\d{1,3}|une?)\s(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)"
    r"|hace\s(?:\d{1,3}|una?)\s(?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)"
    r"|há\s(?:\d{1,3}|uma?)\s(?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)"
    r"|\d{1,3}\s(?:secondi|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])\sfa"
    r"|\d{1,3}\s(?:seconden|minuten|minuut|uur|dag(?:en)?|weken|week|maanden|jaar)\sgeleden"
    r"|(?:för\s)?\d{1,3}\s(?:minut(?:er)?|timm(?:e|ar)|dag(?:ar)?|vecka|veckor)\ssedan"
    r"|\d{1,3}\s(?:минут[уы]?|час(?:а|ов)?|дн(?:я|ей)|день|недел[июь])\sназад|\d{1,3}\s(?:dakika|saat|gün|hafta|ay)\sönce"
    r"|\d{1,3}\s?(?:分|分钟|小时|時間|日|天|周)前|\d{1,3}(?:분|시간|일)\s?전",
    re.IGNORECASE,
)
# Who made a picture, as it stands at the end of its caption.
_CREDIT = re.compile(
    r"(?:[(\[|/·•–—-]|[.!?…»”\"'’)]|^|\s{2})\s{0,3}(?:file\s|archiv-?|symbol)?"
    r"(?:photo(?:graph|s)?|foto(?:s|graf[ií]a|grafia)?|image"
    r"|imagen|immagine|picture|bild(?:quelle|rechte)?|beeld|bilde|credits?|crédits?|фото|fotoğraf|ảnh)"
    r"(?:\s(?:credit|courtesy|by|source))?\s?[:/]\s?[^.:!?]{2,60}[.)\]]{0,2}$"
    r"|\((?:ap|afp|reuters|dpa|epa|getty|keystone|apa)[ /][^()]{0,60}\)$"
    r"|\b(?:reuters|afp|epa|ap photo|getty images|keystone)/[^.!?]{2,50}$"
    r"|(?:via|/)\s?(?:getty images|ap|afp|reuters|shutterstock|alamy|imago|picture alliance|europa press"
    r"|istock(?:photo)?)[.)]?$"
    r"|^(?:open this photo in gallery|image caption|image copyright|image source|picture alliance|getty images|imago"
    r"|shutterstock)\b.{0,80}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\W{0,2}(?i:additional |further )?(?i:reporting|writing|editing|compiled|edited) by [A-Z\u00c0-\u024f]"
)
_QUOTES = str.maketrans("’‘“”–—", "''\"\"--")
_CRUMBS = re.compile(r"\s*(?:>|›|»|/|\||→|::)\s*")
_BYLINE = re.compile(
    r"(?:by|written by|reported by|reporting by|edited by|from our)\s+[A-Z\u00c0-\u024f]", re.IGNORECASE
)
_LEAD = re.compile(
    r"^\W{0,6}([^\W\d_][^\W\d_’' ]{0,3}[^\d_:|–—>»]{0,30}?)\s{0,3}[:：|–—>»-]\s{0,3}(\S.{2,})$", re.DOTALL
)
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The lists of furniture.toml, folded for comparison."""

    whole: dict[str, str]
    end: frozenset[str]
    end_starts: tuple[str, ...]
    within: tuple[str, ...]
    related: frozenset[str]
    caption_starts: tuple[str, ...]
    caption_ends: tuple[str, ...]
    sections: frozenset[str]


@cache
def phrases() -> Phrases:
    """The phrases, read once."""
    table, others = _table("furniture.toml"), _table("languages.toml")
    whole = [*table["whole"].items(), *((kind, _all(several)) for kind, several in others["whole"].items())]
    return Phrases(
        whole={fold(phrase): kind for kind, several in whole for phrase in several},
        end=frozenset(map(fold, (*table["end"]["phrases"], *_all(others["end"])))),
        end_starts=tuple(table["end"]["starts"]),
        within=(*table["within"]["phrases"], *_all(others["within"])),
        related=frozenset(map(fold, (*table["related"]["leads"], *_all(others["related"])))),
        caption_starts=(*table["caption"]["starts"], *_all(others["caption"]["starts"])),
        caption_ends=tuple(table["caption"]["ends"]),
        sections=frozenset(table["section"]["names"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("comity.read").joinpath(name).read_text(encoding="utf-8"))


def _all(languages: dict[str, list[str]]) -> list[str]:
    return [phrase for several in languages.values() for phrase in several]


def fold(text: str) -> str:
    """`text` for comparison: no case, blanks made one, plain quotes and dashes, no punctuation at its ends."""
    return " ".join(text.split()).strip(_EDGES).casefold().translate(_QUOTES)


def related_text(text: str) -> str | None:
    """The title of the article that a line like "Also Read: ..." points to."""
    match = _LEAD.match(text) if len(text) < 400 else None
    if match is None or fold(match[1]) not in phrases().related:
        return None
    # "Opinion: the euro is ..." with a full stop is a sentence; a title has none, or is marked as related anyway.
    sure = fold(match[1]) not in {"opinion", "explainer", "more", "watch", "read", "trending", "listen", "recommended"}
    return match[2].strip() if sure or not match[2].rstrip().endswith(".") else None


def furniture_type(block: Block) -> str | None:
    """The type of a line that is furniture wherever it stands; None where it may be the article's."""
    text = block.text
    if not _PUNCTUATION.sub("", text):
        return "rule"
    if block.words > 60:
        return None
    folded = fold(text)
    if kind := phrases().whole.get(folded):
        return kind
    for kind, shape in (("weather", _WEATHER), ("counter", _COUNTER), ("reading time", _READING_TIME), ("age", _AGO)):
        if shape.fullmatch(text) or shape.fullmatch(folded):
            return kind
    if SIGN_OFF.fullmatch(text.strip()) or _SIGNED.match(text):
        return "sign-off"
    return _caption_type(block, folded)


def tells_age(block: Block) -> bool:
    """Whether a short line says how long ago it was written, as comments and news in brief do."""
    return block.words <= 12 and _AGO.search(block.text) is not None


def _caption_type(block: Block, folded: str) -> str | None:
    known = phrases()
    if block.words <= 60 and _CREDIT.search(block.text[-100:]):
        return "caption"
    if block.words <= 30 and folded.startswith(known.caption_starts):
        return "caption"
    if block.words <= 40 and not block.ended and folded.endswith(known.caption_ends):
        return "caption"
    return None


def boilerplate(block: Block) -> bool:
    """Whether it is site prose: cookies, newsletters, copyright."""
    if block.words > 80:
        return False
    return bool(_within().find_matches_as_indexes(block.text.casefold(), overlapping=False))


@cache
def _within() -> AhoCorasick:
    return AhoCorasick(list(phrases().within))


def opens_end(block: Block) -> bool:
    """Whether it is the heading of what sites put after an article."""
    if block.words > 8:
        return False
    folded, known = fold(block.text), phrases()
    return folded in known.end or (not block.ended and folded.startswith(known.end_starts))


def is_byline(block: Block) -> bool:
    """Whether it names the author ("By Jane Doe, Brasilia | 3 min read")."""
    return block.words <= 20 and not block.text.rstrip().endswith(".") and _BYLINE.match(block.text) is not None


def crumbs(text: str, title: str) -> tuple[str, ...]:
    """The sections of a breadcrumb ("Home > World > Asia", or "HomeWorldAsia" glued before the title)."""
    sections = phrases().sections
    parts = [part for part in _CRUMBS.split(text.strip()) if part]
    if len(parts) > 1 and parts[0].casefold() in sections and len(text) < 300:
        return tuple(part for part in parts if part != title)
    head = text.removesuffix(title) if title else text
    if head == text and title:
        return ()
    glued = re.findall(r"[A-Z][^A-Z]*", head) if len(head) < 80 else []
    joined = _join_known(glued, sections)
    return joined if joined and joined[0].casefold() in sections and "".join(joined) == head else ()


def _join_known(pieces: list[str], sections: frozenset[str]) -> tuple[str, ...]:
    """Pieces of glued words, put together again where a section has several ("Middle East")."""
    joined: list[str] = []
    for piece in pieces:
        if joined and f"{joined[-1]}{piece}".casefold() in sections and joined[-1].endswith(" "):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)
