"""Looking at feeds again and again: as seldom as may be, and going on after whatever broke it off."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

from comity.acquire.contents import Order, Told
from comity.acquire.fetch import FEEDS, Answer, trouble
from comity.acquire.polite import Polite
from comity.acquire.select import Selection
from comity.acquire.sitemaps import entries, is_sitemap
from comity.acquire.syndication import MOST_ITEMS, Item, is_feed, items
from comity.acquire.watchstate import FeedState, load, mark, save
from comity.acquire.web import may_be_asked_for, of_entry
from comity.acquire.webpage import Found, feed_of_page, listing
from comity.model import InputError, Refusal

_TRIES = 3  # times that an entry is tried before it is let go
_LONGEST = 86_400.0
_UNCHANGED = 304

Take = Callable[[Found], bool]
Tell = Callable[[Refusal], None]


class PauseError(Exception):
    """What takes documents cannot take any for now: the feed is left as it is and looked at again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a watch works: `every` so many seconds, keeping what it knows in `folder`, for what `selection` asks for."""

    every: float
    folder: Path
    order: Order
    selection: Selection


class Watch:
    """Feeds and news sitemaps, one request at a time.

    `take` is given the documents of each new entry and says whether all is well with them; an entry that is not is
    tried again, three times in all. It may raise PauseError. `tell` hears of feeds that could not be read. `sleep`
    and `clock` (Unix time) are there to be replaced.
    """

    def __init__(
        self,
        polite: Polite,
        rules: Rules,
        take: Take,
        tell: Tell,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._polite, self._rules = polite, rules
        self._take, self._tell = take, tell
        self._sleep, self._clock = sleep, clock
        self._random = random.Random()  # noqa: S311  (jitter, no secret)

    def once(self, urls: Sequence[str]) -> None:
        """Look at every feed now, but for those that failed and are not due again."""
        for url in dict.fromkeys(urls):
            state = load(self._rules.folder, url)
            if not state.failures or self._is_due(state):
                self._look(state)

    def forever(self, urls: Callable[[], Sequence[str]]) -> None:
        """Look at feeds as they become due, until something stops it; `urls` is asked for them each time round."""
        while True:
            states = [load(self._rules.folder, url) for url in dict.fromkeys(urls())]
            for state in sorted(filter(self._is_due, states), key=lambda state: state.due):
                self._look(state)
            due = min((load(self._rules.folder, state.url).due for state in states), default=0.0)
            self._sleep(min(max(0.5, due - self._clock()), self._rules.every))

    def _is_due(self, state: FeedState) -> bool:
        """Whether its time has come, or is further off than any wait that there is: then a clock was set back."""
        now = self._clock()
        return state.due <= now or state.due > now + 2 * max(_LONGEST, self._rules.every)

    def _look(self, state: FeedState) -> None:
        asked = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        answer = self._polite.get(
            state.url,
            headers={name: value for name, value in asked.items() if value},
            types=FEEDS,
            access=listing(self._polite.access),
        )
        if isinstance(answer, Refusal):
            self._put_off(state, answer.why)
        elif answer.status == _UNCHANGED:
            self._keep(replace(state, failures=0, due=self._later(self._rules.every)))
        elif (why := trouble(answer)) is not None:
            self._put_off(state, why, _retry_after(answer, self._clock()))
        else:
            self._read(state, answer)

    def _read(self, state: FeedState, answer: Answer) -> None:
        try:
            found = list(listed(answer))
        except InputError as error:
            self._put_off(state, str(error))
            return
        state, paused = self._entries(state, found, answer)
        if paused:
            self._put_off(state, paused)
            return
        whole = not any(mark(item.key) in state.failed for item in found)
        # With its validators kept, a feed would not be sent again for the entries that failed.
        self._keep(
            replace(
                state,
                etag=_header(answer, "etag") if whole else "",
                modified=_header(answer, "last-modified") if whole else "",
                failures=0,
                due=self._later(self._rules.every),
            )
        )

    def _entries(self, state: FeedState, found: Sequence[Item], answer: Answer) -> tuple[FeedState, str]:
        """The feed's state after its new entries, oldest first, and why it paused, if it did."""
        seen = set(state.seen)
        order = replace(self._rules.order, told=Told(url=answer.url, fetched=answer.fetched))
        for item in reversed(found):
            key = mark(item.key)
            if key in seen:
                continue
            seen.add(key)
            fine = True
            if may_be_asked_for(item, self._rules.selection):
                try:
                    fine = self._take(of_entry(item, order, self._polite))
                except PauseError as error:
                    return state, str(error)
            state = _after(state, key, fine=fine)
            save(self._rules.folder, state)
        return state, ""

    def _put_off(self, state: FeedState, why: str, wait: float | None = None) -> None:
        """Come back later, and later still each time: twice the interval, four times, up to a day."""
        self._tell(Refusal(origin=state.url, why=why))
        pause = min(_LONGEST, self._rules.every * 2 ** min(state.failures + 1, 16))
        self._keep(replace(state, failures=state.failures + 1, due=self._later(max(pause, wait or 0.0))))

    def _keep(self, state: FeedState) -> None:
        save(self._rules.folder, state, durable=True)

    def _later(self, seconds: float) -> float:
        """Then, give or take a tenth, so that not everybody comes at the full hour."""
        return self._clock() + seconds * self._random.uniform(0.95, 1.15)


def listed(answer: Answer) -> Iterator[Item]:
    """The entries of a feed or news sitemap, the newest first as these have them; raises InputError for another."""
    if is_feed(answer.body):
        yield from items(answer.body, answer.url)
    elif is_sitemap(answer.body):
        for entry in islice(entries(answer.body, answer.url), MOST_ITEMS):
            if entry.sitemap:
                raise InputError("is an index of sitemaps; give the news sitemap that it names")
            yield Item(key=entry.url, url=entry.url, published=entry.published)
    else:
        feed = feed_of_page(answer)
        raise InputError(f"is a page, not a feed; its feed is {feed}" if feed else "is neither a feed nor a sitemap")


def _after(state: FeedState, key: str, *, fine: bool) -> FeedState:
    failed = dict(state.failed)
    count = failed.pop(key, 0) + 1
    if fine or count >= _TRIES:
        return replace(state, seen=(*state.seen, key), failed=failed)
    return replace(state, failed={**failed, key: count})


def _header(answer: Answer, name: str) -> str:
    value = answer.headers.get(name, "")
    return value if len(value) <= 500 and value.isascii() and value.isprintable() else ""


def _retry_after(answer: Answer, now: float) -> float | None:
    """Seconds that a server asks to wait (RFC 9110, section 10.2.3), up to a day."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return min(_LONGEST, float(told[:9]))
    try:
        return min(_LONGEST, max(0.0, parsedate_to_datetime(told[:60]).timestamp() - now))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
