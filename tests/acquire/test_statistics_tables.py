"""Tables of official statistics with a mapping: every way to write them, and everything that may be wrong."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from comity.acquire.statistics import Given, Item, LeftOut, TableBounds, load_mapping, read_statistics
from comity.acquire.statistics.mapping import parse_mapping
from comity.model import ConfigError, Observation, Refusal
from comity.resolve import lookup
from statistics_items import figures, left, refused

Read = Callable[..., list[Item]]
TODAY = date(2031, 3, 1)
WIDE = """
provider = "Office"
dataset = "goods"
[file]
decimal = ","
thousands = "."
[columns]
partner = "Land"
flow = "Art"
[constants]
reporter = "DEU"
currency = "EUR"
multiplier = 1000
[[measure]]
column = "{period}"
[values.flow]
Ausfuhr = "exports"
Einfuhr = "imports"
Saldo = ""
"""
LONG = """
provider = "Office"
dataset = "goods"
[columns]
reporter = "from"
partner = "to"
period = "when"
value = "amount"
currency = "unit"
multiplier = "in"
hs = "code"
[constants]
flow = "exports"
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def found(
        content: str | bytes, mapping: str | None = None, bounds: TableBounds | None = None, **given: str
    ) -> list[Item]:
        path = tmp_path / "table"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        told = parse_mapping(mapping, "m.toml") if mapping else None
        return list(
            read_statistics(
                [path], lookup, Given(retrieved=TODAY, **given), mapping=told, bounds=bounds or TableBounds()
            )
        )

    return found


def test_a_wide_table_with_years_as_columns_and_decimal_commas(read: Read) -> None:
    table = "Land;Art;2029;2030 (vorl.)\nPeru;Ausfuhr;1.234,5;-\nPeru;Einfuhr;7,0;8\nChile;Saldo;1;2\n"
    items = read(table, WIDE)
    exports, first, second = figures(items)
    assert (exports.value, exports.digits, exports.flow) == (Decimal(1_234_500), 5, "exports")
    assert (exports.reporter, exports.partner, exports.period.start) == ("DEU", "PER", date(2029, 1, 1))
    assert exports.source.endswith("table:2")
    assert [f.period.start.year for f in (first, second)] == [2029, 2030]
    assert left(items) == {"no figure": "2030 (vorl.)", "flow": "Saldo"}
    assert not refused(items)


def test_one_column_for_each_flow_and_year(read: Read) -> None:
    mapping = """
        provider = "Office"
        dataset = "goods"
        [columns]
        partner = "partner"
        [constants]
        reporter = "NOR"
        currency = "NOK"
        [[measure]]
        column = "exports {period}"
        flow = "exports"
        [[measure]]
        column = "imports {period}"
        flow = "imports"
        valuation = "CIF"
    """
    items = figures(read("partner,exports 2029,Imports 2029,exports index\nPER,5,6,100\n", mapping))
    assert [(f.flow, f.value, f.valuation) for f in items] == [("exports", 5, None), ("imports", 6, "CIF")]


def test_bad_rows_are_told_one_by_one_and_good_ones_kept(read: Read) -> None:
    rows = [
        "NOR,PER,2029,5,USD,1,",
        "NOR,PER,29,5,USD,1,",
        "NOR,PER,2029,five,USD,1,",
        'NOR,PER,2029,"1,234",USD,1,',
        "NOR,PER,2029,-5,USD,1,",
        "NOR,,2029,5,USD,1,",
        "NOR,PER,2029",
        "NOR,PER,2029,5,USD,none,",
        "NOR,PER,2029-03,7,eur,1000,2709",
        "NOR,NOR,2029,5,USD,1,",
        "NOR,Middle Earth,2029,5,USD,1,",
        "NOR,PER,2029,5,tonnes,1,",
        "NOR,PER,2029,5,USD,1,SITC3",
    ]
    items = read("from,to,when,amount,unit,in,code\n" + "\n".join(rows), LONG)
    year, month = figures(items)
    assert (year.value, year.currency, year.hs, year.frequency) == (5, "USD", None, "A")
    assert (month.value, month.currency, month.hs, month.frequency) == (7000, "EUR", "2709", "M")
    assert refused(items) == [
        "table:3 '29' is no period; write it like 2023, 2023-Q2 or 2023-03",
        "table:4 'five' in 'amount' is not a number",
        "table:5 '1,234' in 'amount' is not a number; say how numbers are written with decimal and thousands "
        "under [file]",
        "table:6 -5 in 'amount': exports cannot be negative",
        "table:7 no partner is given",
        "table:8 has 3 cells where the head has 7",
        "table:9 'none' is no multiplier",
    ]
    assert left(items) == {
        "an area with itself": "NOR",
        "unknown area": "Middle Earth",
        "unit": "tonnes",
        "commodity that is no HS code": "SITC3",
    }


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(codec: str, read: Read) -> None:
    table = "from,to,when,amount,unit,in,code\n" + "NOR,Côte d'Ivoire,2029,5,USD,1,\n" * 3
    assert {f.partner for f in figures(read(table.encode(codec), LONG))} == {"CIV"}


@pytest.mark.parametrize(("mark", "ends"), [(";", "\r\n"), ("\t", "\n"), ("|", "\r")])
def test_separators_and_ends_of_lines_are_told_by_content(mark: str, ends: str, read: Read) -> None:
    rows = ["from to when amount unit in code", "NOR PER 2029 5 USD 1 2709", "NOR PER 2030 6 USD 1 2709"]
    table = "".join(row.replace(" ", mark) + ends for row in rows)
    assert [f.source.rpartition(":")[2] for f in figures(read(table, LONG))] == ["2", "3"]


def test_lines_above_the_head(read: Read) -> None:
    mapping = LONG.replace("[columns]", "[file]\nskip = 2\n[columns]")
    (figure,) = figures(read("Trade\nin dollars\n\nfrom,to,when,amount,unit,in,code\nNOR,PER,2029,5,USD,1,\n", mapping))
    assert figure.source.endswith(":5")


def test_what_is_told_beats_the_mapping(read: Read) -> None:
    table = "from,to,when,amount,unit,in,code\nNOR,PER,2029,5,USD,1,\n"
    (figure,) = figures(read(table, LONG, provider="Ministry", licence="CC0"))
    assert (figure.provider, figure.dataset, figure.licence, figure.retrieved) == ("Ministry", "goods", "CC0", TODAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("value = ", "hs = "), "no column of figures is there"),
        (('"from"', '"source"'), "the reporter is not known: no column 'source' is there"),
        (('flow = "exports"', ""), "the flow is not known: no column or constant says it"),
        (('provider = "Office"', ""), "who published it is not known; give --provider"),
        (('dataset = "goods"', ""), "which dataset it is is not known; give --dataset"),
        (("[columns]", '[file]\nencoding = "klingon"\n[columns]'), "an encoding that does not exist"),
    ],
)
def test_a_mapping_that_does_not_fit(change: tuple[str, str], said: str, read: Read) -> None:
    mapping = LONG.replace('hs = "code"\n', "").replace(*change)
    (why,) = refused(read("from,to,when,amount,unit,in,code\nNOR,PER,2029,5,USD,1,\n", mapping))
    assert said in why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("provider = ", "m.toml: is not TOML"),
        ("[columns]\nwhen = 'x'", "m.toml: columns.when: there is no such field in a mapping"),
        ("[constants]\nmultiplier = 0", "m.toml: constants.multiplier: input should be greater than 0"),
        ("[values.flows]\na = 'b'", "m.toml: values: there is no field 'flows'"),
        ("[[measure]]\ncolumn = 'x'\nflow = 'out'", "m.toml: measure.0.flow: input should be 'exports'"),
        ("a = " + "[" * 5000, "m.toml: is"),
    ],
)
def test_a_mapping_that_is_none(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as told:
        load_mapping(Path("m.toml"))
    assert str(told.value).startswith(said)
    assert "\n" not in str(told.value)


# Hostile


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04" + b"x" * 50, "is a zip archive"),
        (b"%PDF-1.7", "is a PDF"),
        (b"a,b\n1,2\n", "is a table of no format that is known (a, b)"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, said: str, read: Read) -> None:
    (why,) = refused(read(content))
    assert said in why


def test_a_file_that_is_not_there() -> None:
    (item,) = read_statistics([Path("/nowhere/table.csv")], lookup, Given(retrieved=TODAY))
    assert isinstance(item, Refusal)
    assert "does not exist" in item.why


def test_everything_is_bounded(read: Read) -> None:
    head, row = "from,to,when,amount,unit,in,code\n", "NOR,PER,2029,5,USD,1,\n"
    long = head + row + "NOR," + "x" * 5_000 + "\n" + row
    items = read(long, LONG, TableBounds(line_chars=1_000))
    assert len(figures(items)) == 2
    assert refused(items) == ["table:3 is a line of more than 1,000 characters"]
    items = read(head + row * 50, LONG, TableBounds(rows=10))
    assert (len(figures(items)), refused(items)) == (10, ["table has more than 10 rows; the rest was left"])
    items = read(head + "NOR\n" * 50, LONG, TableBounds(refusals=5))
    assert refused(items)[5:] == ["table 5 rows could not be read and the rest was left; does the mapping fit?"]
    assert len(refused(items)) == 6
    assert "has more than 3 columns" in refused(read(head + row, LONG, TableBounds(columns=3)))[0]
    assert "larger than" in refused(read(head + row, LONG, TableBounds(file_bytes=10)))[0]
    items = read(head + '"' + row * 20_000, LONG)
    assert "is no row of a table" in refused(items)[0]
    assert figures(items), "and it goes on after the stray quotation mark"


def test_any_bytes_are_read_without_an_error(read: Read) -> None:
    dice = random.Random(7)
    for start in (b"", b"from,to,when,amount,unit,in,code\n", b"{", b"[{", b"<a", b"DATAFLOW,FREQ\n", b"\xff\xfe"):
        for _ in range(20):
            noise = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 300)))
            for mapping in (LONG, None):
                assert all(isinstance(item, Observation | Refusal | LeftOut) for item in read(start + noise, mapping))


# The tables that the project is tried on

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TABLES = Path(__file__).parent / "tables"


@pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")
@pytest.mark.parametrize(
    ("table", "mapping", "count", "one"),
    [
        ("kazakhstan_trade_by_partner.csv", "kazakhstan.toml", 2121, ("KAZ", "FRA", "total", Decimal(4245602000))),
        ("eu_exports_monthly.csv", "eu.toml", 1804, ("FRA", "KAZ", "exports", Decimal(19007191))),
    ],
)
def test_real_tables(table: str, mapping: str, count: int, one: tuple[str, str, str, Decimal]) -> None:
    told = load_mapping(TABLES / mapping)
    items = list(read_statistics([DATA / table], lookup, Given(retrieved=TODAY), mapping=told))
    assert Counter(type(item) for item in items) == {Observation: count}
    assert any((f.reporter, f.partner, f.flow, f.value) == one for f in figures(items))
