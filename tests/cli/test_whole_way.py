"""The command as a person runs it: real processes, pipes and signals."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
COMITY = [sys.executable, "-m", "comity"]
HEAVY = ("spacy", "trafilatura", "sqlalchemy", "pandas", "polars", "jinja2", "lxml")


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMITY, *arguments], input=text, capture_output=True, text=True, check=False, timeout=120, env=os.environ
    )


def test_from_standard_input_to_a_page(documents: Path) -> None:
    done = run("ingest", "-", "--ledger", "l.db", "--input-format", "jsonl", text=documents.read_text("utf-8"))
    assert done.returncode == 0, done.stderr
    assert "3 new" in done.stdout
    told = run("dossier", "KAZ", "FRA", "--ledger", "l.db", "--format", "html", "-o", "d.html")
    assert (told.returncode, told.stdout.strip()) == (0, "d.html")
    assert "<h1>Kazakhstan – France</h1>" in Path("d.html").read_text("utf-8")


def test_two_processes_read_the_same_as_one(documents: Path) -> None:
    one, two = run("read", str(documents)), run("read", str(documents), "--jobs", "2")
    assert (two.returncode, two.stdout) == (0, one.stdout)
    assert one.stdout


def test_help_and_version_wait_for_nothing_heavy() -> None:
    code = (
        "import sys; from comity.cli import main; main(['--help']); main(['read', '--help']); "
        f"sys.stderr.write(repr([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stderr == "[]"
    assert all(name in told.stdout for name in ("read", "ingest", "dossier", "show", "figures", "ledger"))
    assert run("--version").stdout.startswith("comity 0.")
    nothing = run()
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "Usage" in nothing.stderr


def test_rows_come_as_they_are_read(documents: Path) -> None:
    """The first rows are there while the input still goes on."""
    line = documents.read_text("utf-8").splitlines()[0]
    with subprocess.Popen(
        [*COMITY, "read", "-", "--input-format", "jsonl", "--quiet"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # The format is judged by the first 64 kB, so that much is sent before anything can come back.
        filler = json.dumps({"id": "w", "published": "2024-01-01", "text": "Snow fell. " * 50})
        process.stdin.write(line + "\n" + (filler + "\n") * 250)
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        assert first["document"] == "visit"
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_reader_that_goes_away_is_no_error(documents: Path) -> None:
    many = Path("many.jsonl")
    many.write_text(documents.read_text("utf-8") * 40, "utf-8")
    with subprocess.Popen(
        [*COMITY, "read", str(many), "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are text there")
def test_output_is_utf_8_whatever_the_locale_says_and_names_are_bytes(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    name = os.fsdecode(b"e\x1b[2J\xff.jsonl")
    documents.rename(name)
    done = run("ingest", name, "none*\x1b[2J", "--ledger", "l.db", "--publisher", os.fsdecode(b"Caf\xe9"))
    assert done.returncode == 3
    assert "\x1b" not in done.stdout + done.stderr
    assert "refused: none*[2J: matches no files" in done.stdout
    assert "Kazakhstan – France" in run("dossier", "KAZ", "FRA", "--ledger", "l.db").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_error(documents: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMITY, "read", str(documents)], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120
        )
    assert done.returncode == 1
    assert done.stderr == "comity: cannot go on: No space left on device\n"


def stored(ledger: str) -> int:
    """How many documents another process has put into a ledger so far."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
def test_ctrl_c_ends_quietly_and_keeps_the_ledger_whole(documents: Path) -> None:
    many = Path("many.jsonl")
    row = json.loads(documents.read_text("utf-8").splitlines()[0])
    many.write_text("\n".join(json.dumps({**row, "id": f"d{i}"}) for i in range(5000)), "utf-8")
    with subprocess.Popen(
        [*COMITY, "ingest", str(many), "--ledger", "l.db"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background may have had Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not stored("l.db"):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    kept, stopped = err.splitlines()
    assert kept.endswith(" in l.db; the same command goes on from there")
    assert stopped == "comity: stopped"
    assert run("ledger", "check", "--ledger", "l.db").returncode == 0


def test_the_demo(tmp_path: Path) -> None:
    copy = tmp_path / "repo"
    (copy / "scripts").mkdir(parents=True)
    (copy / "scripts" / "demo.py").write_bytes((REPO / "scripts" / "demo.py").read_bytes())
    (copy / "examples").symlink_to(REPO / "examples")
    done = subprocess.run(
        [sys.executable, str(copy / "scripts" / "demo.py")], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "Kazakhstan – France" in done.stdout
    page = Path(done.stdout.strip().splitlines()[-1])
    assert page == copy / "out" / "demo" / "kazakhstan-france.html"
    assert page.read_text("utf-8").startswith("<!doctype html>")
