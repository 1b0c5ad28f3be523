"""The gold standard records of PLOVER, where they are at hand: what is coded at all is coded as people coded it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
GOLD = REPO.parent / "shared" / "gold"


@pytest.mark.skipif(
    not (GOLD / "plover_gsr.json").is_file(), reason="no ../shared/gold/plover_gsr.json beside the repo"
)
def test_what_is_coded_agrees_with_the_records() -> None:
    run = [sys.executable, str(REPO / "scripts" / "score_plover.py"), str(GOLD), "--json"]
    told = subprocess.run(run, capture_output=True, text=True, check=True, timeout=300)
    parts = json.loads(told.stdout)
    cooperation = parts["all"]["cooperation types"]
    assert cooperation["type_acc"] > 0.7
    assert cooperation["type_prec_if_coded"] > 0.75
    assert cooperation["participants"]["p"] > 0.88
    assert parts["all"]["two or more countries"]["participants"]["f1"] > 0.89
    assert parts["kept aside"]["two or more countries"]["participants"]["f1"] > 0.88
