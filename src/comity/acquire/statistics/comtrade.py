"""UN Comtrade through its own client, comtradeapicall."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from comity.acquire.encoding import storable
from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.items import Given, Item, Record, UnfitError
from comity.acquire.statistics.mapping import shipped
from comity.acquire.statistics.messages import head_of_records
from comity.acquire.statistics.rows import Rows
from comity.model import ConfigError, Refusal

ADDRESS = "https://comtradeapi.un.org/data/v1/get/C/{frequency}/HS"
NO_KEY = (
    "comtrade needs a subscription key: set COMITY_COMTRADE_KEY, or comtrade_key in comity.toml "
    "(keys are free at comtradedeveloper.un.org)"
)
_PERIODS = 12  # that one request may ask for
_SHOWN = 200


def fetch(a: str, b: str, years: Sequence[int], frequency: str, areas: Areas, given: Given, key: str) -> Iterator[Item]:
    """Exports and imports of two areas as both report them, with each other and with the world.

    Raises ConfigError without a key, or where the client is not installed.
    """
    client = _client()
    if not key:
        raise ConfigError(NO_KEY)
    codes = [areas.m49(code) for code in (a, b)]
    address = ADDRESS.format(frequency=frequency)
    for code, number in zip((a, b), codes, strict=True):
        if number is None:
            yield Refusal(origin=address, why=f"knows no number for {code}")
            return
    reporters = ",".join(filter(None, codes))
    for some in _batches(years, frequency):
        query = {"reporterCode": reporters, "partnerCode": f"{reporters},0", "period": ",".join(some)}
        origin = f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
        answer = _asked(client, key, frequency, query)
        if isinstance(answer, str):
            yield Refusal(origin=origin, why=answer)
            return
        try:
            yield from _items(
                [Record(origin, {str(k): _cell(v) for k, v in row.items()}) for row in answer], areas, given
            )
        except UnfitError as error:
            yield Refusal(origin=origin, why=str(error))


def _items(records: list[Record], areas: Areas, given: Given) -> Iterator[Item]:
    if records:
        rows = Rows.under(shipped()["comtrade"], head_of_records(records[0]), areas, given)
        for record in records:
            yield from rows.of(record)


def _asked(client: Any, key: str, frequency: str, query: dict[str, str]) -> list[dict[str, Any]] | str:
    """The rows of an answer, or what went wrong in one line. The client prints its errors: they are caught there."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            frame = client.getFinalData(
                key,
                typeCode="C",
                freqCode=frequency,
                clCode="HS",
                **query,
                cmdCode="TOTAL",
                flowCode="X,M",
                partner2Code="0",
                customsCode="C00",
                motCode="0",
                breakdownMode="classic",
                includeDesc=True,
            )
    except (ValueError, KeyError, TypeError, AttributeError):
        return "gave an answer that is not what it promises (no JSON with a list of data); try again later"
    except Exception as error:  # noqa: BLE001  (whatever its HTTP library raises beside what it catches)
        return f"cannot be reached ({_line(str(error).replace(key, '…')) or type(error).__name__})"
    if frame is None:
        return _trouble(said.getvalue().replace(key, "…"))
    found: list[dict[str, Any]] = frame.to_dict("records")
    return found


def _trouble(printed: str) -> str:
    """What the client printed, in words that say what to do."""
    try:
        told = json.loads(printed)
    except (ValueError, RecursionError):
        told = {}
    status = told.get("statusCode") if isinstance(told, dict) else None
    message = _line(str(told.get("message") or told.get("error") or "")) if isinstance(told, dict) else ""
    if status in (401, 403) and "quota" not in message.lower():
        return f"refuses the key ({status}{': ' + message if message else ''}); check COMITY_COMTRADE_KEY"
    if status in (403, 429) or "too many 429" in printed:
        return f"asks to wait ({message or 'too many requests'}); try again later"
    if "timed out" in printed:
        return "did not answer in time; try again later"
    if printed.startswith("Request error"):
        return "cannot be reached; is there a network?"
    what = message or _line(printed)
    return f"gave an error{f' ({status})' if status else ''}{': ' + what if what else ''}; try again later"


def _batches(years: Sequence[int], frequency: str) -> Iterator[list[str]]:
    if frequency == "M":
        yield from ([f"{year}{month:02}" for month in range(1, 13)] for year in years)
        return
    remaining = iter(years)
    while some := [str(year) for year in itertools.islice(remaining, _PERIODS)]:
        yield some


def _cell(value: Any) -> str:
    """A cell of a data frame as it was in JSON; a missing one is no number and not equal to itself."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return storable(str(value))


def _line(text: str) -> str:
    return " ".join(storable(text).split())[:_SHOWN]


def _client() -> Any:
    try:
        import comtradeapicall
    except ModuleNotFoundError as error:
        raise ConfigError("comtrade needs more than is installed: pip install 'comity[statistics]'") from error
    return comtradeapicall
