"""Promises in Markdown: a table, then every ladder with its quotes, each linked to its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from comity.analyse import Source
from comity.analyse.promise import Promise, Step
from comity.present import dossier_words
from comity.present import promises_words as words
from comity.present.clean import quote_address
from comity.present.markdown import escape
from comity.present.names import CountryName
from comity.present.wording import lead_quote


def promises(found: Sequence[Promise], sources: Mapping[str, Source], today: date, name: CountryName) -> str:
    """The whole page, ending in a newline."""
    return "\n".join(_page(found, sources, today, name)) + "\n"


def _page(found: Sequence[Promise], sources: Mapping[str, Source], today: date, name: CountryName) -> Iterator[str]:
    yield f"{escape(words.summary(found, today))}\n"
    if not found:
        return
    yield "| since | who → whom | what | value | due | reached | state | id |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for promise in found:
        step = promise.reached
        cells = (
            promise.made.isoformat() if promise.made else "unknown",
            words.sides(promise, name),
            words.what(promise, name),
            words.value(promise),
            words.due(promise),
            f"{words.reached(step)}, {words.day(step)}",
            words.state(promise),
        )
        yield f"| {' | '.join(map(escape, cells))} | `{promise.id}` |"
    yield ""
    for promise in found:
        yield f"**{escape(words.sides(promise, name))}** – {escape(words.what(promise, name))} (`{promise.id}`)\n"
        yield from (line for step in promise.steps for line in _step(step, sources))
        yield ""


def _step(step: Step, sources: Mapping[str, Source]) -> Iterator[str]:
    note = f" ({escape(words.note(step))})" if words.note(step) else ""
    yield f"- {escape(words.reached(step))}, {escape(words.day(step))}{note} `{step.id}`"
    for statement in step.statements:
        told = lead_quote(statement)
        source = sources.get(statement.document, Source(document=statement.document))
        if told:
            cite = escape(dossier_words.publisher_and_day(source))
            address = quote_address(source.url, told.exact)
            cite = f"[{cite}](<{_target(address)}>)" if address else cite
            yield f"  > “{escape(told.exact)}” {cite}"


def _target(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\n", "")
