"""Whether quotes still stand, and where they are in a page's markup: for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from comity.present.clean import one_line, safe, web_address

if TYPE_CHECKING:
    from comity.read.provenance import Sourced
    from comity.verify.standing import Standing

_SNIPPET = 600


def standing_lines(standings: Sequence[Standing]) -> RenderableType:
    """A line for each quote whose document has a newer version; one line where there is none."""
    if all(told.version == told.newest for told in standings):
        return Group(Text(), Text("stands: this is the newest version of the document", style="dim"))
    return Group(Text(), *(_standing(told) for told in standings))


def _standing(told: Standing) -> Text:
    match told.state:
        case "stands":
            return Text(f"stands in the newest version, {told.newest}", style="green")
        case "changed":
            text = Text(f"changed in the newest version, {told.newest}; now reads: ", style="yellow")
            return text.append(f"“{one_line(told.now or '')}”", style="not bold")
        case "gone":
            return Text(f"gone from the newest version, {told.newest}", style="red")


def source_lines(sourced: Sourced, url: str | None) -> RenderableType:
    """Line and column, DOM path, markup and link of each quote."""
    parts: list[RenderableType] = [Text()]
    if sourced.same is False:
        parts.append(Text(f"{one_line(sourced.origin)} is not the file that was read (its SHA-256 differs)", "yellow"))
    address = web_address(url)
    for found in sourced.quotes:
        at = found.location
        if at is None:
            parts.append(
                Text(f"{one_line(sourced.origin)}: the page does not show “{one_line(found.quote.exact)}”", "red")
            )
            continue
        parts.append(Text(f"{one_line(sourced.origin)}:{at.line}:{at.column}", style="bold"))
        parts.append(
            Text(f"  characters {at.start}-{at.end}, {at.path or 'which the page does not show'}", style="dim")
        )
        if address and "#" not in address:
            parts.append(Text(f"  {address}{at.fragment}", style="dim"))
        parts.append(Text(safe(_cut(found.snippet or ""))))
    return Group(*parts)


def to_json(standings: Sequence[Standing], sourced: Sourced | None) -> dict[str, Any]:
    """What is added to a statement's object."""
    told: dict[str, Any] = {
        "standing": [
            {"exact": s.quote.exact, "state": s.state, "version": s.version, "newest": s.newest, "now": s.now}
            for s in standings
        ]
    }
    if sourced is not None:
        told["source"] = {
            "file": sourced.origin,
            "same": sourced.same,
            "quotes": [
                {
                    "exact": found.quote.exact,
                    "start": at.start if at else None,
                    "end": at.end if at else None,
                    "line": at.line if at else None,
                    "column": at.column if at else None,
                    "path": at.path if at else None,
                    "fragment": at.fragment if at else None,
                    "markup": found.snippet,
                }
                for found in sourced.quotes
                for at in (found.location,)
            ],
        }
    return told


def _cut(snippet: str) -> str:
    if len(snippet) <= _SNIPPET:
        return snippet
    return f"{snippet[: _SNIPPET // 2]} … {snippet[-_SNIPPET // 2 :]}"
