"""Messages of official statistics: SDMX-CSV, SDMX-ML, UN Comtrade's JSON and CSV, recognised without a mapping."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from comity.acquire.statistics import Given, Item, TableBounds, read_statistics
from comity.resolve import lookup
from statistics_items import figures, left, refused

Read = Callable[..., list[Item]]
TODAY = date(2031, 3, 1)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def found(content: str | bytes, bounds: TableBounds | None = None, **given: str) -> list[Item]:
        path = tmp_path / "table"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_statistics([path], lookup, Given(retrieved=TODAY, **given), bounds=bounds or TableBounds()))

    return found


# SDMX-CSV

SDMX_1 = (
    "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:DS-059341(1.0),01/02/31 11:00:00,M,FR,KZ,TOTAL,2,VALUE_EUR,2030-01,1500,\n"
    "ESTAT:DS-059341(1.0),01/02/31 11:00:00,M,FR,KZ,TOTAL,2,QUANTITY_KG,2030-01,3,\n"
    "ESTAT:DS-059341(1.0),01/02/31 11:00:00,M,FR,KZ,2709,1,VALUE_EUR,2030-01,900,p\n"
    "ESTAT:DS-059341(1.0),01/02/31 11:00:00,M,EU27_2020,WORLD,TOTAL,1,VALUE_EUR,2030-01,77,\n"
    "ESTAT:DS-059341(1.0),01/02/31 11:00:00,M,FR,QR,TOTAL,1,VALUE_EUR,2030-01,:,\n"
)


def test_sdmx_csv_of_a_known_dataflow(read: Read) -> None:
    items = read(SDMX_1)
    exports, imports, bloc = figures(items)
    assert (exports.provider, exports.dataset, exports.licence) == ("Eurostat", "Comext", "CC BY 4.0, Eurostat")
    assert (exports.reporter, exports.partner, exports.flow, exports.currency) == ("FRA", "KAZ", "exports", "EUR")
    assert (exports.valuation, imports.valuation, imports.hs) == ("FOB", "CIF", "2709")
    assert (bloc.reporter, bloc.partner) == ("org:EU", "W00")
    assert left(items) == {"indicators": "QUANTITY_KG", "unknown area": "QR"}


def test_sdmx_csv_2_with_labels_and_the_usual_concepts(read: Read) -> None:
    table = (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ: Frequency,REF_AREA: Area,COUNTERPART_AREA: Partner,FLOW: Flow,"
        "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE: Unit,UNIT_MULT: Multiplier\n"
        "dataflow,AG:BILATERAL(1.0.0),I,A: Annual,NO: Norway,PE: Peru,X: Exports,2030,12.5,USD: US dollar,6: Millions\n"
        "dataflow,AG:BILATERAL(1.0.0),D,A: Annual,NO: Norway,PE: Peru,X: Exports,2029,12.5,USD: US dollar,6: Millions\n"
    )
    items = read(table)
    (figure,) = figures(items)
    assert (figure.provider, figure.dataset, figure.value, figure.digits) == ("AG", "BILATERAL", 12_500_000, 3)
    assert left(items) == {"ACTION": "D (deleted)"}


def test_sdmx_csv_without_what_is_needed(read: Read) -> None:
    (why,) = refused(read("DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE\nAG:GDP(1.0),A,NO,2030,5\n"))
    assert "the partner is not known: no column 'PARTNER' or" in why
    assert "--mapping" in why


# UN Comtrade


def comtrade(**more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "typeCode": "C",
        "freqCode": "A",
        "refPeriodId": 20300101,
        "period": "2030",
        "reporterCode": 398,
        "reporterISO": "KAZ",
        "flowCode": "X",
        "partnerCode": 251,
        "partnerISO": "FRA",
        "partner2Code": 0,
        "cmdCode": "TOTAL",
        "customsCode": "C00",
        "motCode": 0,
        "cifvalue": None,
        "fobvalue": 2949547900.5,
        "primaryValue": 2949547900.5,
        "isReported": False,
    }
    return row | more


ROWS = [
    comtrade(),
    comtrade(
        flowCode="M", cifvalue=1296054100, fobvalue=None, primaryValue=1296054100, reporterISO=None, partnerISO=None
    ),
    comtrade(flowCode="M", period="2029", fobvalue=7, primaryValue=7),
    comtrade(flowCode="RX"),
    comtrade(motCode=1000),
    comtrade(customsCode="C01"),
    comtrade(partnerISO="S19", partnerCode=490),
    comtrade(cmdCode="270900"),
]


def check_comtrade(items: list[Item]) -> None:
    exports, imports, free_on_board, oil = figures(items)
    assert (exports.reporter, exports.partner, exports.flow, exports.value) == (
        "KAZ",
        "FRA",
        "exports",
        Decimal("2949547900.5"),
    )
    assert (exports.valuation, exports.currency, exports.provider) == ("FOB", "USD", "UN Comtrade")
    assert (imports.reporter, imports.partner, imports.valuation, imports.digits) == ("KAZ", "FRA", "CIF", 10)
    assert free_on_board.valuation == "FOB"
    assert oil.hs == "270900"
    assert left(items) == {"flow": "RX", "motCode": "1000", "customsCode": "C01", "unknown area": "S19"}
    assert not refused(items)


@pytest.mark.parametrize("whole", [True, False])
def test_comtrade_json(whole: bool, read: Read) -> None:
    data = {"elapsedTime": "0.1 secs", "count": len(ROWS), "data": ROWS, "error": ""} if whole else ROWS
    check_comtrade(read(json.dumps(data, indent=1 if whole else None)))


@pytest.mark.parametrize("shape", ["plain", "trailing comma", "without the first column"])
def test_comtrade_csv(shape: str, read: Read) -> None:
    lines = [",".join(ROWS[0])]
    for row in ROWS:
        cells = ["" if v is None else str(v) for v in row.values()]
        cells = [*cells[1:], ""] if shape == "without the first column" else cells
        lines.append(",".join(cells) + ("," if shape == "trailing comma" else ""))
    check_comtrade(read("\n".join(lines)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"statusCode": 401, "message": "Access denied"}', "is JSON without a list \"data\"; it says 'Access denied'"),
        ('{"data": [{"a": 1}, ', "no column of figures is there ('primaryValue')"),
        ('{"data": [1]}', "holds something else than objects"),
        ('{"data": [' + "[" * 100_000, "nested too deeply"),
        ('{"data": [{"a": "' + "x" * 3_000_000, "is not valid JSON after 0 objects"),
        ("[" * 100_000, "nested too deeply"),
        ("{", 'is JSON without a list "data"'),
    ],
)
def test_json_that_is_something_else(text: str, said: str, read: Read) -> None:
    items = read(text)
    assert not figures(items)
    assert said in refused(items)[-1]


def test_json_that_breaks_off_keeps_what_came_before(read: Read) -> None:
    items = read(json.dumps({"data": [comtrade()] * 3})[:-200])
    assert len(figures(items)) == 2
    assert "after 2 objects" in refused(items)[0]


# SDMX-ML

GENERIC = """<?xml version="1.0" encoding="UTF-8"?>
<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"><m:Header><m:ID>x</m:ID><m:Test>false</m:Test>
<m:Prepared>2031-01-01T00:00:00</m:Prepared><m:Sender id="ESTAT"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure>
<Ref agencyID="ESTAT" id="DS-059341" version="1.0" class="DataStructure" package="datastructure"/></c:Structure>
</m:Structure></m:Header><m:DataSet structureRef="S" action="Replace"><g:Series><g:SeriesKey>
<g:Value id="freq" value="A"/><g:Value id="reporter" value="FR"/><g:Value id="partner" value="KZ"/>
<g:Value id="product" value="TOTAL"/><g:Value id="flow" value="2"/><g:Value id="indicators" value="VALUE_EUR"/>
</g:SeriesKey><g:Obs><g:ObsDimension value="2029"/><g:ObsValue value="1100000000"/></g:Obs>
<g:Obs><g:ObsDimension value="2030"/><g:ObsValue value="NaN"/></g:Obs></g:Series></m:DataSet></m:GenericData>"""


def test_sdmx_ml(read: Read) -> None:
    items = read(GENERIC)
    (figure,) = figures(items)
    assert (figure.provider, figure.reporter, figure.partner, figure.value) == ("Eurostat", "FRA", "KAZ", 1_100_000_000)
    assert figure.source.endswith("table: A.FR.KZ.TOTAL.2.VALUE_EUR.2029")
    assert left(items) == {"no figure": "OBS_VALUE"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><body>Sign in</body></html>", "is no SDMX-ML data that can be read"),
        (GENERIC[:900], "is no SDMX-ML data that can be read"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares a document type"),
    ],
)
def test_xml_that_is_something_else(text: str, said: str, read: Read) -> None:
    (why,) = refused(read(text))
    assert said in why


def test_xml_that_is_too_large(read: Read) -> None:
    (why,) = refused(read(GENERIC, bounds=TableBounds(message_bytes=100)))
    assert "ask for SDMX-CSV" in why or "or for SDMX-CSV" in why
