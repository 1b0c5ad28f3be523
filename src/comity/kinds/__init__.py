"""The twelve kinds of statement, each a folder of data: what its roles and slots are, which words and
constructions carry it, how its statements are merged and said. A new kind is a new folder; no code changes.
"""

from comity.kinds.schema import DeriveRule, Frame, Kind, MergeRule, SeriesRule, SlotRule, Source
from comity.kinds.source import examples, load, shared_lexicon

__all__ = [
    "DeriveRule",
    "Frame",
    "Kind",
    "MergeRule",
    "SeriesRule",
    "SlotRule",
    "Source",
    "examples",
    "load",
    "shared_lexicon",
]
