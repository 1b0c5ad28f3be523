"""Who is named in a text: states, their people and companies against named lists, references inside the text, and the
codes of goods.
"""

from comity.resolve.commodities import HsMatch, describe_hs, hs_codes, with_commodity_codes
from comity.resolve.countries import country_name, lookup
from comity.resolve.finder import find_mentions, mentions, title_mentions, unresolved
from comity.resolve.publishers import publisher_country

__all__ = [
    "HsMatch",
    "country_name",
    "describe_hs",
    "find_mentions",
    "hs_codes",
    "lookup",
    "mentions",
    "publisher_country",
    "title_mentions",
    "unresolved",
    "with_commodity_codes",
]
