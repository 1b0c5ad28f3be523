"""Official figures from their providers: UN Comtrade through comtradeapicall, SDMX services through sdmx1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from comity.acquire.statistics import comtrade, service
from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.items import Given, Item, LeftOut, Lookup, Query
from comity.acquire.statistics.mapping import Mapping, load_mapping, shipped
from comity.model import ConfigError, Observation

COMTRADE = "comtrade"


def providers() -> tuple[str, ...]:
    """The names of the providers that figures can be fetched from."""
    return (COMTRADE, *(name for name, mapping in shipped().items() if mapping.fetch))


def fetch_statistics(provider: str, query: Query, lookup: Lookup, given: Given, *, key: str = "") -> Iterator[Item]:
    """Figures of a provider by name, or of one that a mapping file with a [fetch] part describes.

    What the provider refuses, or does not answer, is a `Refusal` in one line. `key` is a subscription key of UN
    Comtrade. Raises ConfigError where the provider is not known, a key is needed, or a library is not installed.
    """
    areas = Areas(lookup)
    if provider == COMTRADE:
        found = comtrade.fetch(query.a, query.b, _years(query), query.frequency, areas, given, key)
    else:
        found = service.fetch(provider, _mapping(provider), query, areas, given)
    for item in found:
        # Some services give every year, whatever was asked for.
        if isinstance(item, Observation) and not query.first <= item.period.start.year <= query.last:
            item = LeftOut(origin=item.source, reason="year", name=str(item.period.start.year))
        yield item


def _years(query: Query) -> range:
    return range(query.first, query.last + 1)


def _mapping(provider: str) -> Mapping:
    mapping = shipped().get(provider)
    if mapping is None and provider.endswith(".toml"):
        mapping = load_mapping(Path(provider))
    if mapping is None or mapping.fetch is None:
        known = ", ".join(providers())
        raise ConfigError(f"{provider}: no such provider; there are {known}, or a mapping file with a [fetch] part")
    return mapping
