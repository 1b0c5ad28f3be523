"""A pronoun with a verb drawn together to it is still a pronoun; names with an apostrophe stay whole."""

from datetime import date

from comity.model import Document
from comity.read import read_article
from comity.resolve import mentions
from comity.resolve.units import TOKEN


def countries(text: str) -> list[str | None]:
    document = Document(
        id="d",
        content=text,
        format="plain",
        origin="d",
        title="Readout",
        published=date(2021, 7, 1),
        publisher="U.S. Department of State",
    )
    named, _ = mentions(read_article(document))
    return [a.country for m in named for a in m.actors]


def test_we_have_is_we() -> None:
    assert countries("We have given Haiti vaccines.") == countries("We've given Haiti vaccines.") == ["USA", "HTI"]


def test_names_with_an_apostrophe_stay_whole() -> None:
    assert TOKEN.findall("O'Brien's and D'Souza's") == ["O'Brien", "'s", "and", "D'Souza", "'s"]
