"""Digits in names, codes, addresses, ages and scores are no figures; what stands beside them still is one."""

from __future__ import annotations

import pytest

from comity.figures import figures


@pytest.mark.parametrize(
    "text",
    [
        "Write or call (020) 555-0199 today.",
        "Elena, 41, runs the shop.",
        "The guard, aged 52, was at the gate.",
        "The Ariane 6 flew again.",
        "It recalls World War 1.",
        "The Group of 77 met.",
        "They live at 12 Baker Street.",
        "The office is at 700 West Lake Avenue.",
        "ISO 27001 audits and an HTTP 503 page",
        "The C5+1 format and the 2+4 talks",
        "a 4x4 drive",
        "The N7 road and the P5 states",
        "a clip in 1080p video",
        "at 7p.m.",
        "Bus 12 goes there.",
        "a net of $(3.4) million",
    ],
)
def test_a_name_holds_no_figure(text: str) -> None:
    assert figures(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("In Aleppo 34 were killed.", [34]),
        ("In the UK 3,400 jobs will go.", [3400]),
        ("in Oslo, 34 people", [34]),
        ("a bill of R500 for R1.5bn", [500, 1_500_000_000]),
        ("N990 per litre", [990]),
        ("10 street lamps", [10]),
        ("Airlines with 2,000-plus staff", [2000]),
    ],
)
def test_a_figure_beside_a_name_stays(text: str, amounts: list[int]) -> None:
    assert [q.amount for q in figures(text).quantities] == amounts
