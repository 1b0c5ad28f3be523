"""The first article that Comity was asked to read, where it lies beside the project: what its figures imply."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document
from comity.verify import Check, Implied, check_article

GOLD = Path(__file__).parent.parent.parent.parent / "shared" / "gold" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason=f"no labelled documents at {GOLD}")
BILLION = Decimal(10) ** 9


@pytest.fixture(scope="module")
def checks() -> tuple[Check, ...]:
    first = json.loads(GOLD.read_text("utf-8").splitlines()[0])["id"]
    (document,) = [d for d in acquire([GOLD]) if isinstance(d, Document) and d.id == first]
    reading = read_document(document)
    return check_article(reading.statements, reading.article.published)


def implied(checks: tuple[Check, ...], code: str, unit: str, digits: str) -> Implied:
    """The implied figure that is about so much."""
    found = [i for c in checks if c.finding.code == code for i in c.implied if i.unit == unit]
    (one,) = [i for i in found if f"{float(i.about):.3g}" == digits]
    assert one.low is not None
    assert one.high is not None
    assert one.low <= one.about <= one.high
    return one


def test_nothing_conflicts(checks: tuple[Check, ...]) -> None:
    assert not [c for c in checks if c.finding.verdict == "conflicts"]


def test_the_total_implies_that_of_a_year_before(checks: tuple[Check, ...]) -> None:
    # 4.0 billion and 44.7 % would give 2.73 to 2.80; "$4 billion" leaves more open.
    base = implied(checks, "growth-base", "USD", "2.76e+09")
    assert base.low < Decimal("2.73") * BILLION < Decimal("2.80") * BILLION < base.high  # type: ignore[operator]


def test_total_and_exports_imply_the_imports_and_their_growth(checks: tuple[Check, ...]) -> None:
    imports = implied(checks, "trade-sum", "USD", "1.3e+09")
    assert (imports.low, imports.high) == (Decimal("0.75") * BILLION, Decimal("1.85") * BILLION)
    assert "FRA to KAZ" in imports.what
    growth = implied(checks, "growth-implied", "percent", "43.7")
    assert Decimal(42) < growth.low < growth.high < Decimal(45)  # type: ignore[operator]
