"""How many documents were signed: counted papers, not the years, pages or parties of one."""

import pytest

from comity.model import Document
from comity.pipeline import read_document


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norway and Peru signed 36 documents in Oslo.", 36),
        ("Norway and Peru signed a 25-year contract in Oslo.", None),
        ("Norway and Peru signed a 40-page agreement in Oslo.", None),
        ("Norway and Peru signed 25-year contracts and nine memoranda in Oslo.", 9),
    ],
)
def test_only_documents_are_counted(text: str, count: int | None) -> None:
    read = read_document(Document(id="d", content=text, format="plain", origin="d"), learned=False)
    assert [s.slot("count") for s in read.statements if s.kind == "agreement"] == [count]
