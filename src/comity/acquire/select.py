"""Which documents are taken: a filter that is data, the cheap questions first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

from comity.acquire.glance import words_of
from comity.model import Document

Naming = Callable[[str], Collection[str]]
_SAMPLE = 3_000
_TOO_SHORT = 40  # characters that tell no language


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a document must be to be taken; of several hosts, countries, words or languages one is enough.

    `languages` are ISO 639-1 codes, `hosts` names that stand for their subdomains too, `countries` the codes that
    `names` gives for a text (it must pickle where documents go to other processes), `since` and `until` the first
    and last day of publication, `words` words and phrases in whatever case.
    """

    languages: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()
    names: Naming | None = None

    def __post_init__(self) -> None:
        if self.countries and self.names is None:
            raise ValueError("countries are found by names; give both")

    def __bool__(self) -> bool:
        asked = (self.languages, self.hosts, self.countries, self.words)
        return any(asked) or self.since is not None or self.until is not None

    def may_pass(self, url: str | None, fetched: datetime | date | None) -> bool:
        """Whether a page of an address, fetched then, can pass: what is asked before its body is looked at.

        What was fetched before `since` was published before it; what was fetched after `until` may have been
        published earlier.
        """
        if self.hosts and not of_host(url, self.hosts):
            return False
        day = fetched.date() if isinstance(fetched, datetime) else fetched
        return self.since is None or day is None or day >= self.since

    def in_time(self, published: date | None) -> bool:
        """Whether a day of publication is asked for; one that is not known is."""
        if published is None:
            return True
        return (self.since is None or published >= self.since) and (self.until is None or published <= self.until)

    def passes(self, document: Document) -> bool:
        """Whether a document is asked for, by what is known before it is read: address, dates, and its words at a
        glance.
        """
        if not self.may_pass(document.url, document.fetched) or not self.in_time(document.published):
            return False
        if not (self.words or self.countries or self.languages):
            return True
        return self.says(_glance(document.title, document.content, document.format))

    def says(self, text: str) -> bool:
        """Whether a text has one of the words, names one of the countries, and is in one of the languages."""
        if self.words and not _any_of(self.words).search(text):
            return False
        if self.countries and self.names is not None and self.countries.isdisjoint(self.names(text)):
            return False
        return not self.languages or language(text) in self.languages


def of_host(url: str | None, hosts: Collection[str]) -> bool:
    """Whether an address is of one of the hosts or of a subdomain of one."""
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in hosts)


def language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text, None where that is not clear.

    By resiliparse's n-gram detector; Chinese, Japanese and Korean, which it does not know, by their scripts.
    """
    from resiliparse.parse.lang import detect_fast

    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[middle : middle + _SAMPLE]
    if (by_script := _script(sample)) is not None:
        return by_script
    if len(sample) < _TOO_SHORT:
        return None
    code, _ = detect_fast(sample)
    return None if code == "unknown" else str(code)


def _script(text: str) -> str | None:
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    kana = sum("\u3040" <= c <= "\u30ff" for c in text)
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in text)
    if (han + kana + hangul) * 5 < len(text):
        return None
    return "ko" if hangul > han + kana else "ja" if kana * 10 > han else "zh"


def _glance(title: str | None, content: str, format_: str) -> str:
    text = words_of(content) if format_ == "html" else content[:1_000_000]
    return f"{title}\n{text}" if title else text


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    spaced = (r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)
