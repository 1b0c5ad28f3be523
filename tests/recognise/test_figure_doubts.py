"""A figure whose scale is in doubt says so on the statement that holds it."""

from datetime import date

from comity.figures import figures
from comity.model import Document
from comity.pipeline import read_document

SURE = "Kenya's exports to Uganda rose to $900 million in 2023."


def read(text: str) -> set[str]:
    document = Document(id="d", content=text, format="plain", origin="d", published=date(2024, 5, 1))
    return {f.code for s in read_document(document, learned=False).statements for f in s.findings}


def test_a_plain_figure_is_in_no_doubt() -> None:
    assert "figure-in-doubt" not in read(SURE)


def test_a_figure_in_doubt_brings_a_finding() -> None:
    text = "Brazil's exports to Argentina rose to R$ 1.250 million in 2023, the ministry in Brasilia said."
    assert any(q.doubt for q in figures(text, date(2024, 5, 1)).quantities)
    assert "figure-in-doubt" in read(text)
