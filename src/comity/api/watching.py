"""Feeds watched into a ledger: what is new is read, handed on and kept, each document once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from comity.api.events import reconcile_new
from comity.api.sources import Reach
from comity.model import Document, InputError, Reading, Refusal

if TYPE_CHECKING:
    from comity.acquire.webpage import Found
    from comity.api.ledger import Ledger
    from comity.scale.guard import Guard
    from comity.settings import Settings

Outcome = Literal["new", "changed", "read again"]
_OUTCOMES: dict[str, Outcome] = {"new": "new", "version": "changed", "reread": "read again"}
_LONGEST_LIST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document that a watch read and kept, and what it is to the ledger."""

    reading: Reading
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        """As plain values: the document, and its statements in their public form."""
        article = self.reading.article
        return {
            "document": {
                "id": article.id,
                "version": article.version,
                "url": article.url,
                "title": article.title,
                "publisher": article.publisher,
                "published": article.published.isoformat() if article.published else None,
                "outcome": self.outcome,
            },
            "statements": [statement.to_json() for statement in self.reading.statements],
        }


def folder_of(where: str) -> Path:
    """Where what was seen is kept: beside a ledger's file, or in the current folder for a server's."""
    return Path("comity.watch") if "://" in where else Path(f"{where}.watch")


def watch(
    book: Ledger,
    sources: Sequence[str],
    chosen: Settings,
    far: Reach,
    *,
    every: float,
    once: bool = False,
    post: str | None = None,
    shown: Callable[[Told | Refusal], None] = lambda _: None,
) -> None:
    """Look at feeds, news sitemaps and lists of feeds (OPML, or an address a line; files or addresses) `every` so many
    seconds, or `once`, and keep what is new in the ledger; `shown` is told of each new document and each refusal.

    With `post` each new document is posted there as JSON before it is kept: what is not taken stays new. Stopping it
    anywhere, even by force, loses nothing and keeps nothing twice. Raises InputError where a list cannot be read,
    ConfigError where another watch is at work with the ledger.
    """
    from comity.acquire.contents import Order
    from comity.acquire.limits import Limits
    from comity.acquire.polite import Polite
    from comity.acquire.watch import Rules, Watch
    from comity.acquire.watchstate import kept_in
    from comity.scale.guard import Guard

    listed = functools.partial(_addresses, sources, _remote(sources, far))
    listed()  # what cannot be read is said before anything is fetched
    order = Order(limits=Limits(document_bytes=chosen.limits.document_bytes))
    with kept_in(folder_of(book.where)) as folder, Guard() as guard:
        rules = Rules(every=every, folder=folder, order=order, selection=far.selection)
        taker = _Taker(book, chosen, far, guard, post, shown)
        work = Watch(Polite(far.access, delay=far.delay), rules, taker.take, shown)
        if once:
            work.once(listed())
        else:
            work.forever(listed)


class _Taker:
    """Reads the documents of an entry, hands them on, keeps them."""

    def __init__(
        self,
        book: Ledger,
        chosen: Settings,
        far: Reach,
        guard: Guard,
        post: str | None,
        shown: Callable[[Told | Refusal], None],
    ) -> None:
        from comity.api.versions import versions
        from comity.pipeline import read_document
        from comity.scale.reading import warmed

        code, model = versions(chosen)
        self._book, self._far, self._guard, self._post, self._shown = book, far, guard, post, shown
        self._way = functools.partial(read_document, model=chosen.model, learned=chosen.encoder)
        self._warm = functools.partial(warmed, chosen.model, learned=chosen.encoder)
        self._run = book.store.start_run(code=code, model=model, settings={"model": chosen.model})

    def take(self, found: Found) -> bool:
        """Whether all documents of an entry could be read; raises PauseError where one is not taken by `post`."""
        fine = True
        for item in self._guard.map(self._way, self._asked_for(found), warm=self._warm, ahead=1):
            if isinstance(item, Refusal):
                self._shown(item)
                fine = False
            elif self._far.keeps(item):
                self._keep(item)
        return fine

    def _asked_for(self, found: Found) -> Iterator[Document | Refusal]:
        for item in found:
            if isinstance(item, Refusal) or self._far.selection.passes(item):
                yield item
            else:
                self._far.passes_over(item)

    def _keep(self, reading: Reading) -> None:
        """Post before keeping: broken off between the two, it is posted again, under the same key; never is it lost."""
        article, store = reading.article, self._book.store
        before = store.versions(article.id)
        if self._post and not any(row.version == article.version for row in before):
            self._hand_on(Told(reading=reading, outcome="changed" if before else "new"), self._post)
        outcome = _OUTCOMES.get(store.append(reading, self._run))
        reconcile_new(store)
        if outcome is not None:
            self._shown(Told(reading=reading, outcome=outcome))

    def _hand_on(self, told: Told, address: str) -> None:
        from comity.acquire.deliver import post
        from comity.acquire.watch import PauseError
        from comity.present.clean import json_text

        article = told.reading.article
        why = post(address, json_text(told.to_json()).encode("utf-8", "replace"), f"{article.id} {article.version}")
        if why is not None:
            raise PauseError(why)


def _remote(sources: Sequence[str], far: Reach) -> dict[str, tuple[str, ...]]:
    """The feeds of lists at addresses, fetched once."""
    from comity.acquire.fetch import FEEDS, fetch, trouble
    from comity.acquire.syndication import feeds, is_list
    from comity.acquire.webpage import listing

    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        if "://" in source and source.partition("?")[0].lower().endswith(".opml"):
            answer = fetch(source, listing(far.access), types=FEEDS)
            if isinstance(answer, Refusal):
                raise InputError(f"{source}: {answer.why}")
            if (why := trouble(answer)) is not None or not is_list(answer.body):
                raise InputError(f"{source}: {why or 'is no list of feeds'}")
            found[source] = tuple(feeds(answer.body, answer.url))
    return found


def _addresses(sources: Sequence[str], remote: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The addresses to look at; lists in files are read anew each time. Raises InputError where one cannot be."""
    found: list[str] = []
    for source in sources:
        if "://" in source:
            found += remote.get(source, (source,))
        else:
            found += _of_file(Path(source))
    return tuple(dict.fromkeys(found))


def _of_file(path: Path) -> list[str]:
    from comity.acquire.sources import reason
    from comity.acquire.syndication import feeds, is_list

    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_LIST)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {reason(error)}") from error
    if is_list(data):
        return [url for url in feeds(data) if url.startswith(("http://", "https://"))]
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    urls = [line for line in lines if line and not line.startswith("#")]
    if not urls or not all(url.startswith(("http://", "https://")) for url in urls):
        raise InputError(f"{path}: is neither OPML nor a list with one address a line")
    return urls
