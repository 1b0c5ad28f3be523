"""Which documents are asked for, and how far and how politely they are fetched."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.model import Document, InputError, Reading, Refusal

if TYPE_CHECKING:
    from comity.acquire.access import Access
    from comity.acquire.select import Selection
    from comity.settings import Settings

_LANGUAGE = re.compile(r"[a-z]{2}")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What documents must be, as a person says it; of several of one sort one is enough.

    `languages` are ISO 639-1 codes, `hosts` names of hosts (their subdomains count), `countries` names or codes of
    states and organisations, `since` and `until` days of publication, `words` words and phrases.
    """

    languages: Collection[str] = ()
    hosts: Collection[str] = ()
    countries: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    words: Collection[str] = ()


@dataclass(slots=True, kw_only=True)
class Reach:
    """A selection, and the rules for what is fetched; `delay` is between two requests to a host, in seconds.
    `passed_over` counts documents that were not asked for.
    """

    selection: Selection
    access: Access
    delay: float = 1.0
    passed_over: int = 0

    def keeps(self, item: Reading | Refusal) -> bool:
        """Whether what was read is asked for by the day that reading found."""
        kept = isinstance(item, Refusal) or self.selection.in_time(item.article.published)
        self.passed_over += not kept
        return kept

    def passes_over(self, _: Document) -> None:
        """Count a document that is not asked for."""
        self.passed_over += 1


def reach(settings: Settings, asked: Asked | None = None, *, allow_private: bool = False) -> Reach:
    """The rules under these settings. Raises InputError where what is asked cannot be understood."""
    return Reach(
        selection=selection_of(asked or Asked()),
        access=access_of(settings, allow_private=allow_private),
        delay=settings.fetch.delay,
    )


def access_of(settings: Settings, *, allow_private: bool = False) -> Access:
    """How pages are fetched under these settings."""
    from comity.acquire.access import Access, user_agent

    told = settings.fetch
    return Access(
        allow_private=allow_private or told.allow_private,
        agent=user_agent(told.contact),
        seconds=told.seconds,
        most_bytes=told.bytes,
        proxy=told.proxy.get_secret_value() or None,
    )


def selection_of(asked: Asked) -> Selection:
    """The selection with countries as codes. Raises InputError where a country, language or host is none."""
    from comity.acquire.select import Selection
    from comity.api.ledger import code_of
    from comity.scale.chosen import countries_named

    countries = frozenset(code_of(name) for name in asked.countries)
    if asked.since and asked.until and asked.until < asked.since:
        raise InputError(f"{asked.until} is before {asked.since}; no day is from the one until the other")
    return Selection(
        languages=frozenset(_language(code) for code in asked.languages),
        hosts=tuple(_host(name) for name in asked.hosts),
        countries=countries,
        since=asked.since,
        until=asked.until,
        words=tuple(word for word in asked.words if word.strip()),
        names=countries_named if countries else None,
    )


def _language(code: str) -> str:
    low = code.strip().lower()
    if not _LANGUAGE.fullmatch(low):
        raise InputError(f"{code!r} is not a code of a language; write two letters, like en")
    return low


def _host(name: str) -> str:
    low = name.strip().lower().removeprefix("www.").rstrip("./")
    if not _HOST.fullmatch(low):
        raise InputError(f"{name!r} is not the name of a host; write it like example.org")
    return low
