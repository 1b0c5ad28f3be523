"""Official trade statistics, out of files and from providers, as observations with their source."""

from comity.acquire.statistics.items import Given, Item, LeftOut, Query, TableBounds
from comity.acquire.statistics.mapping import Mapping, load_mapping
from comity.acquire.statistics.providers import fetch_statistics, providers
from comity.acquire.statistics.tables import read_statistics

__all__ = [
    "Given",
    "Item",
    "LeftOut",
    "Mapping",
    "Query",
    "TableBounds",
    "fetch_statistics",
    "load_mapping",
    "providers",
    "read_statistics",
]
