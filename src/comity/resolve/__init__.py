"""Who is named in a text: states, their people and companies against named lists, and references inside the text."""

from comity.resolve.countries import country_name, lookup, publisher_country
from comity.resolve.finder import find_mentions, mentions, title_mentions, unresolved

__all__ = ["country_name", "find_mentions", "lookup", "mentions", "publisher_country", "title_mentions", "unresolved"]
