"""The twelve kinds of statement, each a folder of data: what its roles and slots are, which words and
constructions carry it, how its statements are merged and said. A new kind is a new folder; no code changes.
"""

from comity.kinds.promising import CANCELLED, LADDER, AnswerRule, PromiseRule, StepRule
from comity.kinds.saying import Field, Part, Say, Template, Wording
from comity.kinds.schema import (
    SERIES_SLOTS,
    AcrossRule,
    DeriveRule,
    Frame,
    Kind,
    MergeRule,
    SeriesRule,
    SlotRule,
    Source,
)
from comity.kinds.source import examples, load, load_events, shared_lexicon

__all__ = [
    "CANCELLED",
    "LADDER",
    "SERIES_SLOTS",
    "AcrossRule",
    "AnswerRule",
    "DeriveRule",
    "Field",
    "Frame",
    "Kind",
    "MergeRule",
    "Part",
    "PromiseRule",
    "Say",
    "SeriesRule",
    "SlotRule",
    "Source",
    "StepRule",
    "Template",
    "Wording",
    "examples",
    "load",
    "load_events",
    "shared_lexicon",
]
