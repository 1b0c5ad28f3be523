"""What is told together with a statement, and what could be."""

from comity.api import review
from comity.api.neighbours import neighbours
from comity.store import Ledger


def item(ledger: Ledger, document: str) -> review.Item:
    return next(i for i in review.queue(ledger, kinds=["agreement"]) if i.document.id == document)


def test_neighbours_are_told_together_or_not(ledger: Ledger) -> None:
    gull = item(ledger, "gull")
    assert [(n.document.id, n.together) for n in neighbours(ledger, gull)] == [("tern", True), ("skua", False)]
    review.decide(ledger, "split", gull.read, item(ledger, "tern").read, author="Ida")
    review.decide(ledger, "merge", gull.read, item(ledger, "skua").read, author="Ida")
    assert [(n.document.id, n.together) for n in neighbours(ledger, gull)] == [("skua", True), ("tern", False)]
    review.decide(ledger, "reject", item(ledger, "skua").read, author="Ida")
    assert [n.document.id for n in neighbours(ledger, gull)] == ["tern"]
