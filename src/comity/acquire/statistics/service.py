"""SDMX services through sdmx1: what is asked is data (the [fetch] part of a mapping), never code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.items import Given, Item, Query, UnfitError
from comity.acquire.statistics.mapping import Fetch, Mapping
from comity.acquire.statistics.messages import library, message_records
from comity.acquire.statistics.tables import SdmxRows
from comity.model import ConfigError, Refusal

if TYPE_CHECKING:
    import requests

_SECONDS = (10.0, 90.0)  # to connect, and between two pieces of an answer
_MOST = 100_000_000  # bytes of an answer


def fetch(name: str, mapping: Mapping, query: Query, areas: Areas, given: Given) -> Iterator[Item]:
    """Figures that each of two areas reports of the other. Raises ConfigError where sdmx1 is not installed."""
    asked = mapping.fetch
    assert asked is not None
    sdmx = library()
    pairs = [(query.a, query.b), (query.b, query.a)]
    wanted = [pair for pair in pairs if not asked.reporters or pair[0] in asked.reporters]
    if not wanted:
        who = asked.about or "some areas"
        yield Refusal(origin=name, why=f"has figures that {who} report; neither {query.a} nor {query.b} is one")
    for reporter, partner in wanted:
        codes = [_code(asked, code, areas) for code in (reporter, partner)]
        if None in codes:
            yield Refusal(origin=name, why=f"has no code for {reporter if codes[0] is None else partner}")
            continue
        key = asked.key.format(reporter=codes[0], partner=codes[1], frequency=query.frequency)
        origin = f"{name} {asked.dataflow} {key}"
        message = _message(sdmx, name, asked, key, query)
        if isinstance(message, str):
            yield Refusal(origin=origin, why=message)
            continue
        address = getattr(getattr(message, "response", None), "url", None) or origin
        yield from _items(message, str(address), SdmxRows(areas, given, mapping))


def _items(message: Any, address: str, rows: SdmxRows) -> Iterator[Item]:
    try:
        for dataflow, record in message_records(message, address):
            yield from rows.of(dataflow, record)
    except UnfitError as error:
        yield Refusal(origin=address, why=str(error))


def _message(sdmx: Any, name: str, asked: Fetch, key: str, query: Query) -> Any:
    """The message that a service answers with, or what went wrong in one line."""
    params = {"startPeriod": str(query.first), "endPeriod": str(query.last)}
    try:
        client = sdmx.Client(asked.client or None, session=session())
        if asked.url:
            return client.get(url=f"{asked.url.rstrip('/')}/data/{asked.dataflow}/{key}", params=params)
        return client.get("data", asked.dataflow, key=key, params=params)
    except ValueError as error:
        if "source must be" in str(error):
            raise ConfigError(f"{name}: sdmx1 knows no service {asked.client!r}; give its url instead") from error
        return _trouble(error)
    except Exception as error:  # noqa: BLE001  (sdmx1 and requests raise many things; each is told in one line)
        return _trouble(error)


def _trouble(error: Exception) -> str:
    import requests

    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    if isinstance(error, TooMuchError):
        return f"gave more than {_MOST / 1e6:g} MB; ask for fewer years"
    if isinstance(error, requests.Timeout):
        return "did not answer in time; try again later"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached; is there a network?"
    if status == 404:
        return "has no figures for this (404)"
    if status in (401, 403):
        return f"refuses access ({status})"
    if status == 429:
        after = response.headers.get("Retry-After", "") if response is not None else ""
        return f"asks to wait{f' {after} s' if after.isdigit() else ''} (429); try again later"
    if status is not None:
        return f"gave an error ({status}); try again later" if status >= 500 else f"refuses the question ({status})"
    what = " ".join(str(error).split())[:120] or type(error).__name__
    return f"gave an answer that cannot be read ({what})"


class TooMuchError(Exception):
    """An answer larger than is held in memory."""


def session() -> requests.Session:
    """A session whose answers come in time and within bounds."""
    import requests

    class Bounded(requests.Session):
        def send(self, request: requests.PreparedRequest, **given: Any) -> requests.Response:
            response = super().send(request, **{"timeout": _SECONDS, **given, "stream": True})
            pieces, size = [], 0
            for piece in response.iter_content(65_536):
                pieces.append(piece)
                size += len(piece)
                if size > _MOST:
                    response.close()
                    raise TooMuchError
            response._content = b"".join(pieces)
            return response

    return Bounded()


def _code(asked: Fetch, code: str, areas: Areas) -> str | None:
    if code in asked.codes:
        return asked.codes[code]
    if code.startswith("org:"):
        return None
    return areas.iso2(code) if asked.areas == "iso2" else code
