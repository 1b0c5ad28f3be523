"""`comity ingest` over archives by workers, and `comity runs`, as a person types them."""

import gzip
import json
from pathlib import Path

import pytest

from comity.api.archive import Progress
from comity.cli import main
from comity.cli.amounts import duration, size
from comity.cli.archive import progress_line
from files_made import letter_of, pdf

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
TEXT = (
    "<p>French President Emmanuel Macron visited Kazakhstan on 1 November 2023.</p>"
    "<p>Trade between Kazakhstan and France reached $4.2 billion in 2023.</p>"
)


def record(number: int, text: str, type_: str = "text/html", headers: str = "") -> bytes:
    body = f"<html><head><title>Visit {number}</title></head><body><article>{text}</article></body></html>".encode()
    http = (f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\n{headers}\r\n").encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/news/{number}.html\r\n"
        f"WARC-Date: 2024-01-02T10:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = tmp_path / "news.warc.gz"
    bad = record(3, "packed", headers="Content-Encoding: gzip\r\n")
    rain = record(2, "<p>It rained on the hills. It was cold, and nobody minded very much.</p>")
    path.write_bytes(record(1, TEXT) + rain + bad + record(4, "x" * 6_000_000))
    return str(path)


def test_an_archive_is_read_told_of_and_read_once(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    ingest = ["ingest", place, "--workers", "1", "--ledger", "l.db"]
    assert main(ingest) == 3
    out, err = capsys.readouterr()
    assert out.startswith("1 shard: 4 documents, 3 kept by the filter, 3 read, 1 error, in ")
    assert out.endswith("ledger: l.db\n")
    assert "comity: 1 of 1 shard, " in err
    assert "comity runs retry" in err
    assert Path("l.db.shards").is_dir()

    assert main(ingest) == 0
    assert capsys.readouterr().out == "nothing new: 1 shard already in l.db\n"

    assert main(["runs", "--ledger", "l.db"]) == 0
    first, told, error = capsys.readouterr().out.splitlines()
    assert first.endswith(": 1 shard, 4 documents, 3 kept, 3 read, 1 error")
    assert told == "1 document could not be read; comity runs retry tries them again:"
    assert error.startswith(f"  {Path(place).resolve()}:")
    assert error.endswith("has a page of more than 5 MB, the most that is read of one")

    assert main(["runs", "--ledger", "l.db", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [len(run["shards"]) for run in found["runs"]] == [1]
    assert len(found["unread"]) == 1

    assert main(["runs", "retry", "--ledger", "l.db", "--results", "web://a/b"]) == 5
    assert capsys.readouterr().err.startswith("comity: web:// is no store that results can go to")

    assert main(["runs", "retry", "--ledger", "l.db", "--quiet", "--results", "memory://again"]) == 3
    assert capsys.readouterr().out.startswith("1 shard: 1 document, 0 kept by the filter, 0 read, 1 error, in ")

    assert main(["dossier", "France", "Kazakhstan", "--ledger", "l.db"]) == 0
    assert "$4.2 billion" in capsys.readouterr().out


def test_both_ways_into_a_ledger_pass_the_same_documents(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts = []
    for number, way in enumerate(((), ("--workers", "1"), ("--workers", "1", "--results", "memory://both/news"))):
        ledger = f"{number}.db"
        asked = ["ingest", place, *way, "--country", "Kazakhstan", "--until", "2024-06-01", "--ledger", ledger, "-q"]
        assert main([*asked, "--format", "json"]) == 3
        main(["ledger", "info", "--ledger", ledger, "--format", "json"])
        told = json.loads(capsys.readouterr().out.partition("\n}\n")[2] or "{}")
        counts.append((told["documents"], told["statements"]))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] == 1


def wrapped(url: str, body: bytes, type_: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\n\r\n".encode() + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(http)}\r\n\r\n"
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.mark.parametrize("way", [(), ("--workers", "1")])
def test_pdfs_and_letters_in_an_archive_are_read_with_its_pages(
    tmp_path: Path, way: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """A page, a PDF that is said to be a page, and a letter; a file that names another country, or none, is not."""
    note = pdf([["Peruvian President Dina Boluarte visited Japan on 3 May 2023."]])
    letter = bytes(letter_of("Japan and Peru signed an agreement on fisheries in Lima on 4 June 2023.\n"))
    other = pdf([["It rained on the hills. It was cold, and nobody minded very much."]])
    path = tmp_path / "files.warc.gz"
    path.write_bytes(
        record(1, "<p>Trade between Peru and Japan reached $3.1 billion in 2022.</p>")
        + wrapped("https://mfa.example/note", note, "text/html")
        + wrapped("https://mfa.example/letter", letter, "message/rfc822")
        + wrapped("https://mfa.example/rain.pdf", other, "application/pdf")
    )
    asked = ["ingest", str(path), *way, "--country", "Peru", "--ledger", "f.db", "-q"]
    assert main(asked) == 0
    capsys.readouterr()
    assert main(["ledger", "info", "--ledger", "f.db", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 3
    assert main(["dossier", "Peru", "Japan", "--ledger", "f.db"]) == 0
    told = capsys.readouterr().out
    assert "$3.1 billion" in told
    assert "visited Japan on 3 May 2023" in told
    assert "agreement on fisheries" in told


def test_a_dry_run_opens_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "files.warc.gz"
    kept, other = pdf([["Peru and Japan met in Lima."]]), pdf([["It rained on the hills, and nobody minded much."]])
    files = (("a", kept), ("b", other), ("c", b"%PDF-1.4"))
    path.write_bytes(b"".join(wrapped(f"https://a.example/{name}", body, "application/pdf") for name, body in files))
    assert main(["ingest", str(path), "--dry-run", "--country", "Peru"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "from a sample of 3 documents: 3 documents, 1 kept by the filter, 1 error"


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(Path().iterdir())
    assert main(["ingest", place, "--dry-run"]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "from a sample of 4 documents: 4 documents, 3 kept by the filter, 1 error"
    assert second.startswith("about ")
    assert "CC-NEWS" in third
    assert sorted(Path().iterdir()) == before
    assert main(["ingest", place, "--dry-run", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 4


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["ingest", "a.txt", "--workers", "1"], 2, "no archive among what was given"),
        (["ingest", "none.warc.gz", "--workers", "1"], 2, "none.warc.gz: does not exist"),
        (["ingest", "news.warc.gz", "--workers", "1", "--title", "x"], 2, "--title"),
        (["ingest", "news.warc.gz", "--workers", "1", "--model", "no_model"], 5, "no_model"),
        (["ingest", "news.warc.gz", "--workers", "0"], 2, "--workers"),
        (["ingest", "news.warc.gz", "--workers", "1", "--results", "a.txt/x"], 1, "results cannot be written"),
        (["ingest", "news.warc.gz", "--workers", "1", "--results", "gs://a/b"], 5, "gs:// needs the package gcsfs"),
        (["runs", "--ledger", "none.db"], 4, "none.db"),
    ],
)
def test_trouble_is_one_line(
    place: str, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("x")
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert not out
    assert told in err
    assert all(line.startswith("comity: ") for line in err.splitlines())


def test_a_ledger_without_archives_has_no_runs(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == "no archive was read into this ledger\n"
    assert main(["runs", "retry", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == "nothing to read again\n"


def test_progress_says_how_fast_how_much_and_how_long() -> None:
    now = Progress(done=6, shards=16, known=2, looked_at=1_200, kept=300, errors=1, seconds=60.0)
    assert progress_line(now) == "6 of 16 shards, 20.0 documents/s, 25% kept, 1 error, 2 min left"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.04, "0.0 s"), (9.9, "9.9 s"), (42.4, "42 s"), (150, "2 min"), (7_500, "2 h 05 min"), (200_000, "2 days 7 h")],
)
def test_spans_of_time_are_in_the_unit_that_people_use(seconds: float, told: str) -> None:
    assert duration(seconds) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [(12, "12 bytes"), (1_200, "1.2 kB"), (45_600, "46 kB"), (3_400_000, "3.4 MB"), (2e12, "2,000 GB")],
)
def test_sizes_are_in_the_unit_that_people_use(count: int, told: str) -> None:
    assert size(count) == told
