"""One statement in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from comity.model import Article, Statement
from comity.present import figures, wording
from comity.present.clean import one_line, safe, web_address
from comity.present.quoting import Passage, passages
from comity.present.view import rows


def view(
    statement: Statement, article: Article, name: wording.CountryName, *, brackets: bool = False
) -> RenderableType:
    """The quote in its paragraph, the document, and the fields with the words and the rule behind each.

    `brackets` marks the quote with ⟦ ⟧, for output that knows no other marking.
    """
    parts: list[RenderableType] = [Text(wording.headline(statement, name), style="bold")]
    for passage in passages(statement, article):
        text = _marked(passage, "⟦" if brackets else "", "⟧" if brackets else "")
        parts += [Text(), Text("Title", style="dim") if passage.within == "title" else Text("Text", style="dim"), text]
        if not passage.stands:
            parts.append(Text("The text does not hold this quote where it should stand.", style="red"))
    notes = [Text(f"{f.verdict}: {one_line(f.message)}", style="yellow") for f in statement.findings]
    return Group(*parts, Text(), _document(article), Text(), _fields(statement, article, name), *notes)


def _marked(passage: Passage, before: str, after: str) -> Text:
    text = Text()
    inside = False
    for piece in passage.pieces:
        if piece.marked != inside:
            text.append(before if piece.marked else after)
        inside = piece.marked
        text.append(safe(piece.text), style="bold reverse" if piece.marked else "")
    return text.append(after if inside else "")


def _document(article: Article) -> Text:
    found = f" (found in {one_line(article.published_from)})" if article.published_from else ""
    publisher = one_line(article.publisher or "") or "publisher unknown"
    text = Text(f"{one_line(article.title)}\n" if article.title else "", style="bold")
    text.append(f"{publisher}, {figures.day(article.published)}{found}", style="not bold")
    address = web_address(article.url)
    text.append(f"\n{address}" if address else "", style="not bold dim")
    return text.append(f"\ndocument {one_line(article.id)}, version {article.version}", style="not bold dim")


def _fields(statement: Statement, article: Article, name: wording.CountryName) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("Field", "Value", "From the words", "Read by"):
        table.add_column(title, overflow="fold")
    for row in rows(statement, article, name):
        words = Text(f"“{row.words}”") if row.words else Text()
        table.add_row(Text(row.label), Text(row.text), words, Text(row.rule, style="dim"))
    return table
