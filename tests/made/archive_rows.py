"""What tests of archives say alike: the rows of a ledger, and what Daft leaves behind."""

import pytest

from comity.store import Ledger

# Daft leaves the pipe of a process that it has ended to the garbage collector.
daft_leaves_pipes = pytest.mark.filterwarnings("ignore:.*_io.FileIO:pytest.PytestUnraisableExceptionWarning")


def rows(ledger: Ledger) -> list[tuple[str, str]]:
    return sorted((said.document, said.id) for said in ledger.statements())
