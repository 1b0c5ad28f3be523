"""Figures and quotes held against what they must agree with: the article itself, and its own arithmetic."""

from comity.verify.across import check_events
from comity.verify.article import check_article
from comity.verify.check import Check, Implied
from comity.verify.integrity import check_id, check_ledger, check_quotes
from comity.verify.precision import Range, amounts, base_of, percents, said
from comity.verify.scope import FIGURES, agree, to_come

__all__ = [
    "FIGURES",
    "Check",
    "Implied",
    "Range",
    "agree",
    "amounts",
    "base_of",
    "check_article",
    "check_events",
    "check_id",
    "check_ledger",
    "check_quotes",
    "percents",
    "said",
    "to_come",
]
