"""Classes 17-23: periods, resolved to days."""

from __future__ import annotations

from datetime import date

import pytest

from comity.figures import figures
from comity.model import Period

PUBLISHED = date(2024, 11, 7)  # a Thursday


def periods(text: str, published: date | None = PUBLISHED, country: str | None = None) -> tuple[Period, ...]:
    return figures(text, published, country=country).periods


def days(text: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(str(p.start), str(p.end)) for p in periods(text, country=country)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 7 November 2024", "2024-11-07", "2024-11-07"),
        ("on November 7, 2024,", "2024-11-07", "2024-11-07"),
        ("on the 7th of November", "2024-11-07", "2024-11-07"),
        ("Thursday, November 7, 2024", "2024-11-07", "2024-11-07"),
        ("on 2024-11-07", "2024-11-07", "2024-11-07"),
        ("on 07.11.2024", "2024-11-07", "2024-11-07"),
        ("on 25/12/2023", "2023-12-25", "2023-12-25"),
        ("on Nov. 5", "2024-11-05", "2024-11-05"),
        ("June 27-30", "2024-06-27", "2024-06-30"),
        ("from 5 to 7 November", "2024-11-05", "2024-11-07"),
        ("on 5 and 6 November", "2024-11-05", "2024-11-06"),
        ("May 30-June 2, 2023", "2023-05-30", "2023-06-02"),
        ("12-14 October 2024", "2024-10-12", "2024-10-14"),
        ("Dec. 25, 2023–Jan. 3, 2024", "2023-12-25", "2024-01-03"),
        ("in November 2022", "2022-11-01", "2022-11-30"),
        ("in March", "2024-03-01", "2024-03-31"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("the 2018 crisis", "2018-01-01", "2018-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the '80s", "1980-01-01", "1989-12-31"),
        ("in the 19th century", "1801-01-01", "1900-12-31"),
        ("in Q3", "2024-07-01", "2024-09-30"),
        ("in Q3 2023", "2023-07-01", "2023-09-30"),
        ("in H1", "2024-01-01", "2024-06-30"),
        ("in 1H24", "2024-01-01", "2024-06-30"),
        ("in the third quarter of 2023", "2023-07-01", "2023-09-30"),
        ("in the second half of last year", "2023-07-01", "2023-12-31"),
        ("in the first nine months", "2024-01-01", "2024-09-30"),
        ("in the first nine months of 2023", "2023-01-01", "2023-09-30"),
        ("in the last three months of 2023", "2023-10-01", "2023-12-31"),
        ("January–August", "2024-01-01", "2024-08-31"),
        ("from January to August this year—a rise", "2024-01-01", "2024-08-31"),
        ("between January and August", "2024-01-01", "2024-08-31"),
        ("November 2023 to March 2024", "2023-11-01", "2024-03-31"),
        ("from 2021 to 2024", "2021-01-01", "2024-12-31"),
        ("in 2021-2027", "2021-01-01", "2027-12-31"),
        ("today", "2024-11-07", "2024-11-07"),
        ("yesterday", "2024-11-06", "2024-11-06"),
        ("tomorrow", "2024-11-08", "2024-11-08"),
        ("met on Tuesday", "2024-11-05", "2024-11-05"),
        ("met on Thursday", "2024-11-07", "2024-11-07"),
        ("last Thursday", "2024-10-31", "2024-10-31"),
        ("next Tuesday", "2024-11-12", "2024-11-12"),
        ("will meet on Tuesday", "2024-11-12", "2024-11-12"),
        ("has called a session for Tuesday", "2024-11-12", "2024-11-12"),
        ("from Monday to Friday", "2024-10-28", "2024-11-01"),
        ("last week", "2024-10-28", "2024-11-03"),
        ("next month", "2024-12-01", "2024-12-31"),
        ("this year", "2024-01-01", "2024-12-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last November", "2023-11-01", "2023-11-30"),
        ("this summer", "2024-06-01", "2024-08-31"),
        ("spring 2023", "2023-03-01", "2023-05-31"),
        ("earlier this year", "2024-01-01", "2024-11-07"),
        ("later this year", "2024-11-07", "2024-12-31"),
        ("so far this year", "2024-01-01", "2024-11-07"),
        ("two years ago", "2022-01-01", "2022-12-31"),
        ("three months ago", "2024-08-01", "2024-08-31"),
        ("over the past five years", "2019-11-07", "2024-11-07"),
        ("over the next five years", "2024-11-07", "2029-11-07"),
        ("within four years", "2024-11-07", "2028-11-07"),
        ("since 2005", "2005-01-01", "2024-11-07"),
        ("since June", "2024-06-01", "2024-11-07"),
        ("by 2030", "2024-11-07", "2030-12-31"),
        ("by the end of 2028", "2024-11-07", "2028-12-31"),
        ("by the middle of next year", "2024-11-07", "2025-06-30"),
        ("by the end of the year", "2024-11-07", "2024-12-31"),
        ("by year-end", "2024-11-07", "2024-12-31"),
        ("before December", "2024-11-07", "2024-11-30"),
        ("until 2027", "2024-11-07", "2027-12-31"),
        ("as of 1 November", "2024-11-01", "2024-11-01"),
        ("at the end of 2023", "2023-12-31", "2023-12-31"),
        ("the year to March", "2023-04-01", "2024-03-31"),
        ("the week ended Oct. 21", "2024-10-15", "2024-10-21"),
        ("in the nine months ended Sept. 30", "2024-01-01", "2024-09-30"),
        ("the three months to end-June", "2024-04-01", "2024-06-30"),
        ("over nine months of 2024", "2024-01-01", "2024-09-30"),
        ("in 2024Q3", "2024-07-01", "2024-09-30"),
        ("in Q1-Q3 2024", "2024-01-01", "2024-09-30"),
        ("no later than 2026", "2024-11-07", "2026-12-31"),
        ("the day after tomorrow", "2024-11-09", "2024-11-09"),
        ("this winter", "2024-12-01", "2025-02-28"),
        ("is due to open in the spring", "2025-03-01", "2025-05-31"),
        ("in the 12 months to June", "2023-07-01", "2024-06-30"),
        ("the fiscal year ended March 31, 2024", "2023-04-01", "2024-03-31"),
    ],
)
def test_one_period(text: str, start: str, end: str) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "recently",
        "in the coming weeks",
        "some time ago",
        "they may come",
        "the march on Rome",
        "for the second time",
        "the first lady",
        "2,023 people",
        "a five-year plan",
        "Black Friday was busy",
        "as USA Today wrote",
        "a single mom",
    ],
)
def test_no_period(text: str) -> None:
    assert periods(text) == ()


def test_a_day_that_no_calendar_has_stays_unresolved() -> None:
    [found] = periods("on 31 June 2023")
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Trade grew from January to August this year against the same period last year", "2023-01-01", "2023-08-31"),
        ("In the first seven months of 2024 it rose from the same period of 2023", "2023-01-01", "2023-07-31"),
        ("Trade fell to $19.9 billion in 2023, from $24.2 billion a year earlier", "2022-01-01", "2022-12-31"),
        ("It was $569 million in 2022, some 17% less than the year before", "2021-01-01", "2021-12-31"),
        ("It reached 1.5 trillion yuan in 2022, up 12.9 percent from the previous year", "2021-01-01", "2021-12-31"),
        ("In January-June 2024 it was up 44.7% year on year", "2023-01-01", "2023-06-30"),
        ("They met on 5 June 2023 and signed the following day", "2023-06-06", "2023-06-06"),
        ("In March 2024 it rose against the same month a year earlier", "2023-03-01", "2023-03-31"),
        ("Net income for the third quarter of 2023 fell from the year-earlier period", "2022-07-01", "2022-09-30"),
    ],
)
def test_an_earlier_period_is_what_it_builds_on(text: str, start: str, end: str) -> None:
    first, second = periods(text)
    assert (str(second.start), str(second.end)) == (start, end)
    assert second.resolved_against == first.span


def test_a_comparison_may_come_first() -> None:
    text = "Compared with the same period of 2022, exports in January-May 2023 rose."
    assert days(text) == [("2022-01-01", "2022-05-31"), ("2023-01-01", "2023-05-31")]


def test_two_comparisons_share_their_antecedent() -> None:
    text = "It reached 5 in 2022, up from the previous year; the bureau gives 7 for the same year."
    assert days(text)[-1] == ("2022-01-01", "2022-12-31")


def test_a_part_belongs_to_the_year_of_its_sentence() -> None:
    assert days("In 2021 trade was $4bn, of which $1bn in the fourth quarter.")[1] == ("2021-10-01", "2021-12-31")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("India grew in fiscal 2023", "2022-04-01", "2023-03-31"),
        ("Japan grew in fiscal 2023", "2023-04-01", "2024-03-31"),
        ("Pakistan grew in FY24", "2023-07-01", "2024-06-30"),
        ("Egypt grew in fiscal year 2022-23", "2022-07-01", "2023-06-30"),
        ("Australia's 2022-23 budget", "2022-07-01", "2023-06-30"),
        ("the US fiscal year 2022", "2021-10-01", "2022-09-30"),
        ("The FY2022 request to Congress", "2021-10-01", "2022-09-30"),
        ("this fiscal year in Japan", "2024-04-01", "2025-03-31"),
        ("India's imports last fiscal", "2023-04-01", "2024-03-31"),
    ],
)
def test_fiscal_years_by_country(text: str, start: str, end: str) -> None:
    [found] = periods(text)
    assert (str(found.start), str(found.end), found.kind) == (start, end, "fiscal")


def test_a_fiscal_year_of_an_unknown_country_stays_unresolved() -> None:
    [found] = periods("in fiscal 2023")
    assert (found.start, found.end, found.kind) == (None, None, "fiscal")
    [given] = periods("in fiscal 2023", country="PAK")
    assert (str(given.start), str(given.end)) == ("2022-07-01", "2023-06-30")


@pytest.mark.parametrize("text", ["last year", "on Tuesday", "in March", "since 2005", "by 2030", "a year earlier"])
def test_without_a_publication_date_it_stays_unresolved(text: str) -> None:
    [found] = periods(text, published=None)
    assert (found.start, found.end, found.interval) == (None, None, None)
    assert found.resolved_against is None
    assert found.span.of(text)


@pytest.mark.parametrize(
    ("text", "kind", "against"),
    [
        ("since 2005", "cumulative", "published"),
        ("by 2030", "target", "published"),
        ("as of 1 November 2023", "as_of", "text"),
        ("in 2023", "point", "text"),
        ("last year", "point", "published"),
        ("2021-2027", "span", "text"),
    ],
)
def test_kind_and_ground(text: str, kind: str, against: str) -> None:
    [found] = periods(text)
    assert (found.kind, found.resolved_against) == (kind, against)


def test_what_stood_there_is_kept_beside_what_was_made_of_it() -> None:
    [found] = periods("since June 2023")
    assert found.named is not None
    assert (str(found.named.start), str(found.named.end)) == ("2023-06-01", "2023-06-30")


def test_spans_cover_the_words() -> None:
    text = "Trade grew from January to August this year."
    assert [p.span.of(text) for p in periods(text)] == ["January to August this year"]
    assert [p.span.of("by 2030") for p in periods("by 2030")] == ["by 2030"]
