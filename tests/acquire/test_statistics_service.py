"""SDMX services, asked through sdmx1; the answers are written here in their format."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from requests.adapters import BaseAdapter

from comity.acquire.statistics import Given, Item, LeftOut, Query, fetch_statistics, providers, service
from comity.model import ConfigError, Observation, Refusal
from comity.resolve import lookup

GIVEN = Given(retrieved=date(2031, 3, 1))
PAIR = Query(a="KAZ", b="FRA", first=2029, last=2030)


def figures(items: list[Item]) -> list[Observation]:
    return [item for item in items if isinstance(item, Observation)]


def told(items: list[Item]) -> list[str]:
    return [item.why for item in items if isinstance(item, Refusal)]


STRUCTURE_SPECIFIC = """<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" xmlns:n="urn:x"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:ID>x</m:ID><m:Test>false</m:Test>
<m:Prepared>2031-01-01T00:00:00</m:Prepared><m:Sender id="IMF"/><m:Structure structureID="S" namespace="urn:x"
 dimensionAtObservation="TIME_PERIOD"><c:StructureUsage><Ref agencyID="IMF.STA" id="IMTS" version="1.0.0"/>
</c:StructureUsage></m:Structure></m:Header><m:DataSet s:structureRef="S" xsi:type="n:DataSetType"
 s:dataScope="DataStructure" action="Information">{series}</m:DataSet></m:StructureSpecificData>"""
SERIES = (
    '<Series COUNTRY="{0}" INDICATOR="{1}" COUNTERPART_COUNTRY="{2}" FREQUENCY="A" SCALE="6">'
    '<Obs TIME_PERIOD="2028" OBS_VALUE="1"/><Obs TIME_PERIOD="2030" OBS_VALUE="{3}"/></Series>'
)


class Recorded(BaseAdapter):
    """Answers requests by what their address holds."""

    def __init__(self, answers: dict[str, tuple[int, str] | Exception], headers: dict[str, str] | None = None) -> None:
        super().__init__()
        self.answers, self.headers, self.sent = answers, headers or {}, list[str]()

    def send(self, request: requests.PreparedRequest, *_: object, **how: object) -> requests.Response:
        url = str(request.url)
        self.sent.append(url)
        assert how["timeout"], "no request may wait for ever"
        answer = next((a for part, a in self.answers.items() if part in url), (404, "nothing"))
        if isinstance(answer, Exception):
            raise answer
        response = requests.Response()
        response.status_code, response.url, response.request = answer[0], url, request
        response.headers.update({"content-type": "application/xml", **self.headers})
        body = answer[1].encode()
        response.raw = urllib3.HTTPResponse(body=io.BytesIO(body), preload_content=False)
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Recorded]:
    make = service.session

    def answering(answers: dict[str, tuple[int, str] | Exception], headers: dict[str, str] | None = None) -> Recorded:
        adapter = Recorded(answers, headers)

        def session() -> requests.Session:
            made = make()
            made.mount("https://", adapter)
            return made

        monkeypatch.setattr(service, "session", session)
        return adapter

    return answering


def sdmx(provider: str, query: Query = PAIR) -> list[Item]:
    return list(fetch_statistics(provider, query, lookup, GIVEN))


def imf(reporter: str, partner: str, exports: str, imports: str) -> tuple[int, str]:
    series = SERIES.format(reporter, "XG_FOB_USD", partner, exports) + SERIES.format(
        reporter, "MG_CIF_USD", partner, imports
    )
    return 200, STRUCTURE_SPECIFIC.format(series=series)


def test_imf(recorded: Any) -> None:
    adapter = recorded({"/KAZ.": imf("KAZ", "FRA", "2949547900", "7"), "/FRA.": imf("FRA", "KAZ", "8", "3500000000")})
    items = sdmx("imf")
    found = {(f.reporter, f.flow): f for f in figures(items)}
    assert len(found) == 4
    exports, mirror = found["KAZ", "exports"], found["FRA", "imports"]
    assert (exports.value, exports.valuation, exports.currency, exports.dataset) == (2949547900, "FOB", "USD", "IMTS")
    assert (mirror.value, mirror.valuation, mirror.partner) == (3500000000, "CIF", "KAZ")
    assert exports.source.startswith("https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS/KAZ.")
    assert {i.name for i in items if isinstance(i, LeftOut)} == {"2028"}
    assert adapter.sent[0] == (
        "https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS/KAZ.XG_FOB_USD+MG_CIF_USD.FRA.A"
        "?startPeriod=2029&endPeriod=2030"
    )


def test_eurostat_is_asked_only_for_what_its_members_report(recorded: Any) -> None:
    adapter = recorded({})
    assert told(sdmx("eurostat")) == ["has no figures for this (404)"]
    (sent,) = adapter.sent
    assert "/DS-059341/A.FR.KZ.TOTAL.1+2.VALUE_EUR?" in sent
    assert told(sdmx("eurostat", Query(a="KAZ", b="UZB", first=2030, last=2030))) == [
        "has figures that members of the European Union report; neither KAZ nor UZB is one"
    ]
    adapter = recorded({})
    sdmx("eurostat", Query(a="org:EU", b="SRB", first=2030, last=2030, frequency="M"))
    (sent,) = adapter.sent
    assert "/M.EU27_2020.XS.TOTAL." in sent


def test_one_side_that_fails_leaves_the_other(recorded: Any) -> None:
    recorded({"/KAZ.": imf("KAZ", "FRA", "5", "7"), "/FRA.": (503, "down")})
    items = sdmx("imf")
    assert len(figures(items)) == 2
    assert told(items) == ["gave an error (503); try again later"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((401, ""), "refuses access (401)"),
        ((403, ""), "refuses access (403)"),
        ((404, ""), "has no figures for this (404)"),
        ((400, ""), "refuses the question (400)"),
        ((429, ""), "asks to wait 30 s (429)"),
        ((500, ""), "gave an error (500)"),
        ((501, ""), "gave an answer that cannot be read"),
        ((200, "<html>Sign in"), "gave an answer that cannot be read"),
        ((200, ""), "gave an answer that cannot be read"),
        ((200, "<a/>"), "gave an answer that cannot be read"),
        (requests.ConnectionError("no name"), "cannot be reached; is there a network?"),
        (requests.ReadTimeout("slow"), "did not answer in time"),
        (requests.ConnectTimeout("slow"), "did not answer in time"),
    ],
)
def test_what_a_service_refuses(answer: Any, said: str, recorded: Any) -> None:
    recorded({"/": answer}, {"Retry-After": "30"})
    for why in told(sdmx("imf")):
        assert why.startswith(said)
        assert "\n" not in why
    assert len(told(sdmx("imf"))) == 2


def test_an_answer_without_bounds_is_cut_off(recorded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_MOST", 1_000)
    recorded({"/": (200, "x" * 5_000)})
    assert told(sdmx("imf"))[0].startswith("gave more than")


OWN = """
provider = "Office"
dataset = "goods"
[columns]
reporter = "COUNTRY"
partner = "COUNTERPART_COUNTRY"
period = "TIME_PERIOD"
value = "OBS_VALUE"
flow = "INDICATOR"
[constants]
currency = "USD"
[values.flow]
XG_FOB_USD = "exports"
MG_CIF_USD = "imports"
[fetch]
url = "https://sdmx.office.example/rest/"
dataflow = "OFFICE,GOODS"
key = "{frequency}.{reporter}.{partner}"
"""


def test_a_provider_of_ones_own(recorded: Any, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(OWN, "utf-8")
    adapter = recorded({"A.KAZ.FRA": imf("KAZ", "FRA", "5", "7")})
    assert [(f.provider, f.flow, f.value) for f in figures(sdmx(str(path)))] == [
        ("Office", "exports", 5),
        ("Office", "imports", 7),
    ]
    assert adapter.sent[0].startswith("https://sdmx.office.example/rest/data/OFFICE,GOODS/A.KAZ.FRA?startPeriod=2029")
    path.write_text(OWN.replace('url = "https://sdmx.office.example/rest/"', 'client = "NOBODY"'), "utf-8")
    with pytest.raises(ConfigError, match="sdmx1 knows no service 'NOBODY'"):
        sdmx(str(path))


def test_providers_by_name() -> None:
    assert providers() == ("comtrade", "eurostat", "imf")
    with pytest.raises(ConfigError, match="there are comtrade, eurostat, imf"):
        sdmx("wto")
