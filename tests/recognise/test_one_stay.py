"""A meeting to come during a visit that has begun is no second visit."""

from datetime import date

from comity.model import Document
from comity.pipeline import read_document

TEXT = (
    "Kazakh President Kassym-Jomart Tokayev arrived in Paris on Monday on a state visit to France. "
    "Tokayev is due to meet French President Emmanuel Macron in the Elysee Palace on Tuesday."
)


def test_a_meeting_during_a_visit_is_of_that_visit() -> None:
    document = Document(id="d", content=TEXT, format="plain", origin="d", published=date(2024, 11, 4))
    visits = [s for s in read_document(document, learned=False).statements if s.kind == "visit"]
    assert [(s.status, s.countries()) for s in visits] == [("done", ("KAZ", "FRA"))]
