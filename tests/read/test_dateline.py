"""Datelines of agencies in their many forms, and openings that only look like one."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Article, Document
from comity.read import read_article

REST = " A trade accord was signed by both ministers on Monday."
DAY = date(2024, 11, 5)


def read(text: str) -> Article:
    return read_article(
        Document(id="d", content=text, format="plain", origin="t", title="T", published=date(2024, 11, 7))
    )


@pytest.mark.parametrize(
    ("written", "place", "agency", "day"),
    [
        ("Paris (TDI):", "Paris", "TDI", None),
        ("PARIS, Nov 5 (ENA) -", "Paris", "ENA", DAY),
        ("BAKU, November 5 (Caspian Example Wire).", "Baku", "Caspian Example Wire", DAY),
        ("ISLAMABAD:", "Islamabad", None, None),
        ("WASHINGTON --", "Washington", None, None),
        ("TASHKENT, Uzbekistan (AP) —", "Tashkent", "AP", None),
        ("ASTANA. November 5. KazTAG -", "Astana", "KazTAG", DAY),
        ("MOSCOW, November 5. /TASS/.", "Moscow", "TASS", DAY),
        ("BEIJING, Nov. 5 (Xinhua) --", "Beijing", "Xinhua", DAY),
        ("LA CROSSE, Wis. (AP) —", "La Crosse", "AP", None),
        ("ST. PETERSBURG, June 5 (Reuters) -", "St. Petersburg", "Reuters", date(2024, 6, 5)),
        ("RIO DE JANEIRO, Nov 18 (Reuters) -", "Rio De Janeiro", "Reuters", date(2023, 11, 18)),
        ("NEW YORK/LONDON, Nov 5 -", "New York/London", None, DAY),
        ("LINKOPING, Sweden, Nov 5 -", "Linkoping", None, DAY),
        ("ROME, 5 NOV -", "Rome", None, DAY),
        ("Geneva, 4 May 2023 –", "Geneva", None, date(2023, 5, 4)),
        ("Brussels, 5.11.2024 –", "Brussels", None, DAY),
        ("ISLAMABAD, (APP - UrduPoint News - 5th Nov, 2024):", "Islamabad", "APP", DAY),
        ("ASUNCIÓN -", "Asunción", None, None),
        ("Kyiv —", "Kyiv", None, None),
        ("WASHINGTON (AP)", "Washington", "AP", None),
    ],
)
def test_datelines(written: str, place: str, agency: str | None, day: date | None) -> None:
    article = read(written + REST)
    found = article.dateline
    assert found is not None
    assert found.span.of(article.text) == written
    assert (found.place, found.agency, found.date) == (place, agency, day)
    assert article.sentences[-1].span.of(article.text) == REST.strip()


@pytest.mark.parametrize(
    "opening",
    [
        "THE PRESIDENT:",
        "QUESTION:",
        "UPDATE:",
        "FACT SHEET:",
        "GDP:",
        "EU -",
        "May 5 -",
        "President Xi Jinping:",
        "Russia–Iran",
        "Vienna-based OPEC:",
        "Emmanuel Macron (LREM) said",
        "NATO (the alliance) said",
        "Turkey, a NATO ally, said",
        "On Monday, November 5, ministers met.",
        "KAZAKHSTAN WINS AGAIN: the",
        "(AP)",
    ],
)
def test_what_is_no_dateline_stays_in_the_sentences(opening: str) -> None:
    article = read(opening + REST)
    assert article.dateline is None
    assert article.sentences[1].span.start == 0


def test_a_dateline_may_follow_a_rubric_but_stands_early() -> None:
    rubric = "Office of the Spokesperson\n"
    article = read(f"{rubric}PARIS (ENA) -{REST}")
    assert article.dateline is not None
    assert article.dateline.span.start == len(rubric)
    late = "\n".join(["The ministers met and signed an accord on trade."] * 9)
    assert read(f"{late}\nPARIS (ENA) -{REST}").dateline is None


def test_a_transcript_has_speakers_and_no_dateline() -> None:
    assert read("MACRON: We agree on all of it.\nTOKAYEV: So do we, and we sign today.").dateline is None


def test_the_agency_of_the_dateline_is_the_publisher_where_no_other_is_known() -> None:
    assert read("PARIS, Nov 5 (ENA) -" + REST).publisher == "ENA"
    given = Document(id="d", content="PARIS (ENA) -" + REST, format="plain", origin="t", publisher="The Example Post")
    assert read_article(given).publisher == "The Example Post"
