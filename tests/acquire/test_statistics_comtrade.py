"""UN Comtrade, asked through its own client; the answers are written here in its format."""

import json
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import urllib3

from comity.acquire.statistics import Given, Item, Query, fetch_statistics, messages
from comity.model import ConfigError, Observation, Refusal
from comity.resolve import lookup

GIVEN = Given(retrieved=date(2031, 3, 1))
PAIR = Query(a="KAZ", b="FRA", first=2029, last=2030)
KEY = "secret-key"


def figures(items: list[Item]) -> list[Observation]:
    return [item for item in items if isinstance(item, Observation)]


def told(items: list[Item]) -> list[str]:
    return [item.why for item in items if isinstance(item, Refusal)]


# UN Comtrade through comtradeapicall


def row(**more: object) -> dict[str, object]:
    return {
        "typeCode": "C",
        "freqCode": "A",
        "refPeriodId": 20300101,
        "refYear": 2030,
        "refMonth": 52,
        "period": "2030",
        "reporterCode": 398,
        "reporterISO": "KAZ",
        "reporterDesc": "Kazakhstan",
        "flowCode": "X",
        "flowDesc": "Export",
        "partnerCode": 251,
        "partnerISO": "FRA",
        "partnerDesc": "France",
        "partner2Code": 0,
        "partner2ISO": "W00",
        "classificationCode": "H6",
        "cmdCode": "TOTAL",
        "customsCode": "C00",
        "motCode": 0,
        "cifvalue": None,
        "fobvalue": 2949547900.25,
        "primaryValue": 2949547900.25,
        "isReported": False,
    } | more


ROWS = [
    row(),
    row(flowCode="M", primaryValue=1296054100, cifvalue=1296054100, fobvalue=None),
    row(partnerCode=0, partnerISO="W00", primaryValue=79138754700, fobvalue=79138754700),
    row(reporterCode=251, reporterISO="FRA", partnerCode=398, partnerISO="KAZ", flowCode="M", primaryValue=3.5e9),
]
Answer = Callable[..., Any]


class Reply:
    def __init__(self, status: int, data: bytes) -> None:
        self.status, self.data = status, data


@pytest.fixture
def comtrade(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], list[dict[str, str]]]:
    """Let the client's HTTP library answer as told; gives the queries that were sent."""

    def answering(answer: Answer) -> list[dict[str, str]]:
        sent: list[dict[str, str]] = []

        def request(self: object, method: str, url: str, fields: dict[str, str], timeout: float) -> Reply:
            sent.append({"url": url, **fields})
            return answer()  # type: ignore[no-any-return]

        monkeypatch.setattr(urllib3.PoolManager, "request", request)
        return sent

    return answering


def asked(query: Query = PAIR, key: str = KEY) -> list[Item]:
    return list(fetch_statistics("comtrade", query, lookup, GIVEN, key=key))


def test_comtrade(comtrade: Any, capsys: pytest.CaptureFixture[str]) -> None:
    body = {"elapsedTime": "0.2 secs", "count": len(ROWS), "data": ROWS, "error": ""}
    sent = comtrade(lambda: Reply(200, json.dumps(body).encode()))
    exports, imports, world, mirror = figures(asked())
    assert (exports.reporter, exports.partner, exports.flow, exports.value) == (
        "KAZ",
        "FRA",
        "exports",
        row()["fobvalue"],
    )
    assert (imports.valuation, imports.value, imports.digits) == ("CIF", 1296054100, 10)
    assert (world.partner, mirror.reporter, mirror.flow) == ("W00", "FRA", "imports")
    assert exports.source.startswith("https://comtradeapi.un.org/data/v1/get/C/A/HS?reporterCode=398,251")
    assert KEY not in exports.source
    (query,) = sent
    assert query["url"] == "https://comtradeapi.un.org/data/v1/get/C/A/HS"
    assert (query["reportercode"], query["partnerCode"], query["period"]) == ("398,251", "398,251,0", "2029,2030")
    assert (query["subscription-key"], query["cmdCode"], query["flowCode"]) == (KEY, "TOTAL", "X,M")
    assert capsys.readouterr().out == ""


def test_comtrade_asks_for_twelve_periods_at_once(comtrade: Any) -> None:
    sent = comtrade(lambda: Reply(200, b'{"data": []}'))
    assert asked(Query(a="KAZ", b="FRA", first=2001, last=2030)) == []
    assert [len(q["period"].split(",")) for q in sent] == [12, 12, 6]
    sent.clear()
    asked(Query(a="KAZ", b="FRA", first=2029, last=2030, frequency="M"))
    assert [q["period"].split(",")[0] for q in sent] == ["202901", "203001"]


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, '{"statusCode": 401, "message": "Access denied"}', "refuses the key (401: Access denied)"),
        (
            403,
            '{"statusCode": 403, "message": "Out of call volume quota."}',
            "asks to wait (Out of call volume quota.)",
        ),
        (429, '{"statusCode": 429, "message": "Rate limit is exceeded."}', "asks to wait (Rate limit is exceeded.)"),
        (500, '{"statusCode": 500, "message": "Oops"}', "gave an error (500): Oops; try again later"),
        (503, "<html>\n<h1>Down</h1></html>", "gave an error: <html> <h1>Down</h1></html>; try again later"),
        (200, "<html>Sign in</html>", "gave an answer that is not what it promises"),
        (200, '{"error": "x"}', "gave an answer that is not what it promises"),
        (200, '{"data": [{"a": 1}]}', None),
    ],
)
def test_what_comtrade_refuses(status: int, body: str, said: str | None, comtrade: Any, capsys: Any) -> None:
    comtrade(lambda: Reply(status, body.encode()))
    if said is None:
        assert "primaryValue" in told(asked())[0]
        return
    (why,) = told(asked())
    assert why.startswith(said)
    assert KEY not in why
    assert "\n" not in why
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (urllib3.exceptions.MaxRetryError, "cannot be reached; is there a network?"),
        (urllib3.exceptions.ReadTimeoutError, "did not answer in time"),
        (urllib3.exceptions.ProtocolError, "cannot be reached (broken off …"),
    ],
)
def test_comtrade_out_of_reach(error: type[Exception], said: str, comtrade: Any) -> None:
    pool = urllib3.HTTPConnectionPool("comtradeapi.un.org")

    def fail() -> None:
        if error is urllib3.exceptions.ReadTimeoutError:
            raise urllib3.exceptions.MaxRetryError(pool, f"/get?subscription-key={KEY}", Exception("Read timed out"))
        if error is urllib3.exceptions.MaxRetryError:
            raise error(pool, f"/get?subscription-key={KEY}", Exception("no such name"))
        raise error(f"broken off {KEY}")

    comtrade(fail)
    (why,) = told(asked())
    assert why.startswith(said)
    assert KEY not in why


def test_comtrade_without_a_key(comtrade: Any) -> None:
    sent = comtrade(lambda: Reply(200, b"{}"))
    with pytest.raises(ConfigError, match="COMITY_COMTRADE_KEY"):
        asked(key="")
    assert not sent


def test_comtrade_and_an_area_that_it_does_not_know(comtrade: Any) -> None:
    comtrade(lambda: Reply(200, b"{}"))
    assert told(asked(Query(a="KAZ", b="org:NATO", first=2030, last=2030))) == ["knows no number for org:NATO"]


@pytest.mark.parametrize(("provider", "module"), [("comtrade", "comtradeapicall"), ("imf", "sdmx")])
def test_a_library_that_is_not_installed(provider: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    messages.library.cache_clear()
    with pytest.raises(ConfigError, match=r"pip install 'comity\[statistics\]'"):
        list(fetch_statistics(provider, PAIR, lookup, GIVEN, key=KEY))
