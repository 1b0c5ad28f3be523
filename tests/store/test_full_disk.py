"""A full disk is said in one line, and the ledger stays whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.api.keeping import check
from comity.model import Article, LedgerError, Reading
from comity.store import Ledger

FILL = """
import signal, sys
from comity.model import Article, LedgerError, Reading
from comity.store import Ledger
if len(sys.argv) > 2:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
with Ledger.open(sys.argv[1]) as ledger:
    run = ledger.start_run(code="1")
    try:
        for number in range(1000):
            ledger.append(Reading(article=Article(id=str(number), text="x" * 10_000)), run)
            sys.stdout.write(f"{number}\\n")
    except LedgerError as error:
        sys.stdout.write(str(error))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def filled(path: Path, *limit: str) -> tuple[list[str], str]:
    """The documents that a process acknowledged, and the line it ended with."""
    command = [sys.executable, "-c", FILL, path, *limit]
    *acknowledged, line = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60
    ).stdout.splitlines()
    return acknowledged, line


def check_kept(path: Path, acknowledged: list[str]) -> None:
    with Ledger.open(path) as ledger:
        kept = {row.id for row in ledger.documents()}
        assert set(acknowledged) <= kept
        assert all(len(ledger.article(document).text) == 10_000 for document in kept)
        assert list(check(ledger)) == []


def test_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "ledger.db"
    acknowledged, line = filled(path)
    assert acknowledged
    assert line == f"{path}: the disk is full; make room and try again"
    with pytest.raises(LedgerError, match="disk"), Ledger.open(path) as ledger:
        ledger.append(Reading(article=Article(id="more", text="x" * 100_000)), ledger.start_run(code="2"))
    with Ledger.open(path, readonly=True) as ledger:
        assert {row.id for row in ledger.documents()} >= set(acknowledged)
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    check_kept(path, acknowledged)
    with Ledger.open(path) as ledger:
        assert ledger.append(Reading(article=Article(id="more", text="x")), ledger.start_run(code="2")) == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited here")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    acknowledged, line = filled(tmp_path / "ledger.db", "600000")
    assert acknowledged
    assert line.startswith(f"{tmp_path}/ledger.db: the disk ")
    check_kept(tmp_path / "ledger.db", acknowledged)
