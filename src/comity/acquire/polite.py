"""Asking a host as a good guest does: what its robots.txt allows, one request at a time, with a pause between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from protego import Protego

from comity.acquire.access import Access
from comity.acquire.fetch import FEEDS, PAGES, Answer, fetch
from comity.model import Refusal

AGENT = "comity"
_KEPT = 3_600.0  # seconds that a robots.txt is believed; RFC 9309 allows a day
_MOST_ROBOTS = 500_000  # bytes of a robots.txt, as RFC 9309 has it
_LONGEST_DELAY = 60.0
_MOST_HOSTS = 1_000


class Polite:
    """Fetches for feeds, sitemaps and the pages they name.

    `delay` is the least pause between two requests to a host; a Crawl-delay of its robots.txt up to a minute beats
    it. `sleep` and `clock` (seconds) are there to be replaced.
    """

    def __init__(
        self,
        access: Access,
        *,
        delay: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.access, self._delay = access, delay
        self._sleep, self._clock = sleep, clock
        self._robots: dict[str, tuple[float, Protego | str]] = {}
        self._last: dict[str, float] = {}

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        types: Collection[str] = PAGES,
        access: Access | None = None,
    ) -> Answer | Refusal:
        """As `fetch` (under `access`, where another is given), after a pause; a `Refusal` where robots.txt does not
        allow it, or not what it is redirected to (RFC 9309).
        """
        why = self._forbidden(url)
        if why is not None:
            return Refusal(origin=url, why=why)
        rules = self._rules(url)
        told = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        delay = max(self._delay, min(_LONGEST_DELAY, told or 0.0))
        return self._fetch(url, delay, headers, types, access or self.access, self._forbidden)

    def _forbidden(self, url: str) -> str | None:
        """Why an address may not be fetched by its host's rules; None where it may."""
        rules = self._rules(url)
        if isinstance(rules, str):
            return rules
        return None if rules.can_fetch(url, AGENT) else "may not be fetched: its host's robots.txt does not allow it"

    def _fetch(
        self,
        url: str,
        delay: float,
        headers: Mapping[str, str] | None,
        types: Collection[str],
        access: Access,
        forbidden: Callable[[str], str | None] = lambda _: None,
    ) -> Answer | Refusal:
        host = _origin(url)
        pause = self._last[host] + delay - self._clock() if host in self._last else 0.0
        if pause > 0:
            self._sleep(pause)
        try:
            return fetch(url, access, headers=headers, types=types, forbidden=forbidden)
        finally:
            if len(self._last) > _MOST_HOSTS:
                self._last.clear()
            self._last[host] = self._clock()

    def _rules(self, url: str) -> Protego | str:
        """The rules of a host, or why nothing of it may be fetched."""
        host = _origin(url)
        until, rules = self._robots.get(host, (0.0, ""))
        if not host or self._clock() < until:
            return rules if host else Protego.parse("")
        rules = self._ask(host)
        if len(self._robots) > _MOST_HOSTS:
            self._robots.clear()
        self._robots[host] = (self._clock() + _KEPT, rules)
        return rules

    def _ask(self, host: str) -> Protego | str:
        """Without a robots.txt all is allowed; where it cannot be had nothing is, as the standard asks."""
        answer = self._fetch(f"{host}/robots.txt", self._delay, None, FEEDS, self.access)
        if isinstance(answer, Refusal):
            return f"may not be fetched: the robots.txt of its host {answer.why}"
        if answer.status >= 500 or answer.status == 429:
            return f"may not be fetched: the robots.txt of its host gave an error ({answer.status})"
        text = answer.body[:_MOST_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)


def _origin(url: str) -> str:
    """Scheme, host and port of an address; "" for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if parts.netloc else ""
