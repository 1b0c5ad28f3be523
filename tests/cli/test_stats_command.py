"""Official statistics from the command line: taken in, listed, shown side by side, and held against what is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.acquire.statistics import Query, comtrade
from comity.cli import main
from comity.model import Refusal

Capture = pytest.CaptureFixture[str]
TABLE = """who,with,year,out,in
KAZ,FRA,2022,3071.4,916.5
KAZ,FRA,2023,2949.5,1296.1
KAZ,Nowhere,2023,5,6
KAZ,W00,2023,79138.8,60412.3
"""
MAPPING = """
provider = "Office"
dataset = "trade"
licence = "CC0-1.0"
[columns]
reporter = "who"
partner = "with"
period = "year"
[constants]
currency = "USD"
multiplier = 1000000
[[measure]]
column = "out"
flow = "exports"
valuation = "FOB"
[[measure]]
column = "in"
flow = "imports"
valuation = "CIF"
"""
MIRROR = """DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE
ESTAT:DS-059341(1.0),A,FR,KZ,TOTAL,2,VALUE_EUR,2023,1098900000
ESTAT:DS-059341(1.0),A,FR,KZ,TOTAL,1,VALUE_EUR,2023,4000000000
"""


@pytest.fixture
def table(home: Path) -> str:
    Path("trade.csv").write_text(TABLE, "utf-8")
    Path("trade.toml").write_text(MAPPING, "utf-8")
    Path("mirror.csv").write_text(MIRROR, "utf-8")
    return "trade.csv"


def take(table: str, ledger: str, *more: str) -> int:
    return main(["stats", "import", table, "--ledger", ledger, "--today", "2024-11-07", *more])


def test_import_twice_adds_nothing(table: str, capsys: Capture) -> None:
    for counts in ("6 figures: 6 new, 0 known, 0 refused", "6 figures: 0 new, 6 known, 0 refused"):
        assert take(table, "l.db", "--mapping", "trade.toml") == 0
        out, err = capsys.readouterr()
        assert out == f"{counts}; in l.db\n"
        assert err == "comity: left out, unknown area: 1 (Nowhere 1)\n"


def test_a_bad_row_is_named_and_the_good_ones_are_kept(table: str, capsys: Capture) -> None:
    Path(table).write_text(TABLE.replace("3071.4", "3,071.4").replace("2022", "'22", 1), "utf-8")
    assert take(table, "l.db", "--mapping", "trade.toml", "--format", "json") == 3
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["new"], len(told["refused"])) == (4, 1)
    assert told["left_out"] == [{"reason": "unknown area", "name": "Nowhere", "figures": 1}]
    assert err.splitlines()[0] == "comity: trade.csv:2: has 6 cells where the head has 5"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "trade.csv"], 3, "trade.csv: is a table of no format that is known (who, with, year, out, in)"),
        (["import", "none.csv"], 3, "none.csv: does not exist"),
        (["import", "trade.csv", "--mapping", "none.toml"], 5, "none.toml: the mapping cannot be read"),
        (["import", "trade.csv", "--mapping", "trade.csv"], 5, "trade.csv: is not TOML"),
        (["import", "trade.csv", "--today", "today"], 2, "--today: 'today' is not a date"),
        (["fetch", "comtrade", "KAZ", "FRA"], 5, "comtrade needs a subscription key: set COMITY_COMTRADE_KEY"),
        (["fetch", "nobody", "KAZ", "FRA"], 5, "nobody: no such provider; there are comtrade, eurostat, imf"),
        (["fetch", "imf", "KAZ", "FRA", "--years", "lately"], 2, "--years: 'lately' are no years"),
        (["fetch", "imf", "KAZ", "FRA", "--years", "2024-2018"], 3, "the earlier year first"),
        (["fetch", "imf", "KAZ", "Narnia"], 2, "no state or organisation is known as 'Narnia'"),
        (["fetch", "eurostat", "KAZ", "UZB"], 3, "neither KAZ nor UZB is one"),
        ([], 2, "stats needs import, fetch, list, show or check"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(
    arguments: list[str], code: int, said: str, table: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMITY_COMTRADE_KEY", raising=False)
    monkeypatch.setenv("COMITY_LEDGER", "l.db")
    assert main(["stats", *arguments]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_the_key_comes_from_the_environment_and_is_never_told(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Query]] = []

    def fetch(
        a: str, b: str, years: range, frequency: str, areas: object, given: object, key: str
    ) -> Iterator[Refusal]:
        asked.append((key, Query(a=a, b=b, first=years[0], last=years[-1], frequency=frequency)))
        yield Refusal(origin="https://comtradeapi.un.org", why="cannot be reached; is there a network?")

    monkeypatch.setattr(comtrade, "fetch", fetch)
    monkeypatch.setenv("COMITY_COMTRADE_KEY", "secret")
    assert main(["stats", "fetch", "comtrade", "KAZ", "FRA", "--ledger", "l.db", "--today", "2024-11-07"]) == 3
    assert asked == [("secret", Query(a="KAZ", b="FRA", first=2017, last=2023))]
    out, err = capsys.readouterr()
    assert err == "comity: https://comtradeapi.un.org: cannot be reached; is there a network?\n"
    assert "secret" not in out + err


def test_list(table: str, capsys: Capture) -> None:
    take(table, "l.db", "--mapping", "trade.toml", "-q")
    capsys.readouterr()
    assert main(["stats", "list", "--ledger", "l.db"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Kazakhstan France 2022–2023 4 2024-11-07 Office, trade CC0-1.0" in out
    assert "Kazakhstan the world 2023 2 2024-11-07 Office, trade CC0-1.0" in out
    assert main(["stats", "list", "KAZ", "FRA", "--ledger", "l.db", "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["figures"], one["first"], one["licence"]) == (4, "2022-01-01", "CC0-1.0")
    assert main(["stats", "list", "KAZ", "PER", "--ledger", "l.db"]) == 0
    assert "No official figures here" in capsys.readouterr().out


def test_show_puts_both_sides_beside_each_other(table: str, capsys: Capture) -> None:
    take(table, "l.db", "--mapping", "trade.toml", "-q")
    take("mirror.csv", "l.db", "-q")
    capsys.readouterr()
    assert main(["stats", "show", "KAZ", "FRA", "--ledger", "l.db"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "2023 2,949.5 million USD 4,000.0 million EUR +46.6 % more than freight and insurance" in out
    assert "2023 1,098.9 million EUR 1,296.1 million USD +9.1 % freight and insurance, which the importer counts" in out
    assert "2022 3,071.4 million USD –" in out
    assert "Kazakhstan: Office, trade, FOB; CC0-1.0; retrieved 2024-11-07" in out
    assert "the mean of 255 business days" in out
    assert "(CIF)" in out
    assert main(["stats", "show", "KAZ", "FRA", "--ledger", "l.db", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    row = next(m for m in told["mirrors"] if m["exporter"] == "FRA" and m["year"] == 2023)
    assert (row["exported"]["currency"], row["imported"]["value"], row["gap_percent"]) == ("EUR", 1296100000, 9.08)
    ids = {figure["id"] for figure in told["observations"]}
    assert len(ids) == 6
    assert {*row["exported"]["observations"], *row["imported"]["observations"]} <= ids
    assert main(["stats", "show", "KAZ", "PER", "--ledger", "l.db"]) == 0
    assert "No official figures of these two" in capsys.readouterr().out


def test_what_was_said_of_last_year_holds(ledger: str, table: str, capsys: Capture) -> None:
    """The ledger's article of January 2024: trade between Kazakhstan and France reached $4.2 billion in 2023."""
    assert main(["stats", "check", "KAZ", "FRA", "--ledger", ledger]) == 0
    assert "cannot be checked" in capsys.readouterr().out
    take(table, ledger, "--mapping", "trade.toml", "-q")
    capsys.readouterr()
    assert main(["stats", "check", "KAZ", "FRA", "--ledger", ledger]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("holds official-level")
    assert (
        "Kazakhstan reports trade with France of 4.246 billion USD in 2023 (exports and imports added; Office, trade)"
        in out
    )
    assert main(["stats", "check", "KAZ", "FRA", "--ledger", ledger, "--format", "json"]) == 0
    (check,) = json.loads(capsys.readouterr().out)
    assert (check["verdict"], len(check["observations"])) == ("holds", 2)
    assert check["statements"][0]["quote"][0]["exact"].startswith("Trade between Kazakhstan and France")
    assert {figure["source"] for figure in check["observations"]} == {"trade.csv:3"}
    assert main(["stats", "check", "NOR", "PER", "--ledger", ledger]) == 0
    assert "No source here tells figures" in capsys.readouterr().out


def test_a_ledger_that_is_not_there(capsys: Capture) -> None:
    for command in (["list"], ["show", "KAZ", "FRA"], ["check", "KAZ", "FRA"]):
        assert main(["stats", *command, "--ledger", "none.db"]) == 4
        assert "no ledger there" in capsys.readouterr().err
    assert not Path("none.db").exists()


def test_hostile_names_do_not_steer_the_terminal(table: str, capsys: Capture) -> None:
    Path("trade.toml").write_text(MAPPING.replace('"Office"', '"O\\u001b[2Jffice\\u202e"'), "utf-8")
    Path(table).write_text(TABLE.replace("Nowhere", "\x1b[2JNowhere"), "utf-8")
    assert take(table, "l.db", "--mapping", "trade.toml") == 0
    main(["stats", "show", "KAZ", "FRA", "--ledger", "l.db"])
    main(["stats", "list", "--ledger", "l.db"])
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert "Nowhere" in err


DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TABLES = Path(__file__).resolve().parents[1] / "acquire" / "tables"


@pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")
def test_the_real_table_agrees_with_what_was_said(ledger: str, capsys: Capture) -> None:
    real = str(DATA / "kazakhstan_trade_by_partner.csv")
    assert take(real, ledger, "--mapping", str(TABLES / "kazakhstan.toml")) == 0
    assert "2,121 new, 0 known, 0 refused" in capsys.readouterr().out
    main(["stats", "check", "KAZ", "FRA", "--ledger", ledger, "--format", "json"])
    (check,) = json.loads(capsys.readouterr().out)
    assert check["verdict"] == "holds"
    assert [figure["value"] for figure in check["observations"]] == [4245602000]
