"""A dossier in Markdown (CommonMark); what comes from outside is escaped, so that it stays text."""

from __future__ import annotations

from collections.abc import Iterator

from comity.analyse import Dossier, Line, Section, Source
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import web_address
from comity.present.dossier import markdown as parts
from comity.present.dossier.markdown import escape

__all__ = ["dossier", "escape"]

MOST_LINES = 500


def dossier(value: Dossier, name: wording.CountryName) -> str:
    """The whole dossier, ending in a newline."""
    return "\n".join(_dossier(value, name)) + "\n"


def _dossier(value: Dossier, name: wording.CountryName) -> Iterator[str]:
    yield f"# {escape(words.title(value, name))}\n"
    yield f"{escape(words.summary(value))}\n"
    yield from parts.opened(value, name)
    for section in value.sections:
        if words.shown(value, section):
            yield f"## {section.title}\n"
            yield from parts.parts_of(value, section.key, name)
            yield from _section(value, section, name)
    yield from parts.closing(value, name)
    if value.checks:
        yield f"## {words.CHECKS}\n"
        for told in value.checks[:MOST_LINES]:
            cites = escape(words.cited(value, told.statements))
            yield f"- **{told.finding.verdict}** – {escape(words.check(told, value, name))} {cites}"
        yield ""
    if value.sources:
        yield "## Sources\n"
        yield from (f"{n}. {_source(s)}" for n, s in enumerate(value.sources, 1))
        yield ""
    yield from parts.unknown(value, name)


def _section(value: Dossier, section: Section, name: wording.CountryName) -> Iterator[str]:
    for line in section.lines[:MOST_LINES]:
        yield from _line(value, line, name)
    for line in section.also[:MOST_LINES]:
        yield f"{_headline(value, line, name)} — see {words.home(value, line).title}\n"
    left = max(0, len(section.lines) - MOST_LINES) + max(0, len(section.also) - MOST_LINES)
    if left:
        yield f"… and {left:,} more; the JSON form has all\n"


def _line(value: Dossier, line: Line, name: wording.CountryName) -> Iterator[str]:
    yield f"{_headline(value, line, name)}\n"
    details = [f"{f.label}: {f.text}" for f in words.details(line.lead, name)]
    if details:
        yield f"  {escape('; '.join(details))}\n"
    for statement in line.statements:
        for quote in statement.quotes:
            yield f"  > {parts.quotation(value, statement, quote)}\n"
    for told in line.differences:
        yield f"  *{escape(words.difference(told, value, name))}*\n"


def _headline(value: Dossier, line: Line, name: wording.CountryName) -> str:
    status = "" if line.lead.status == "done" else f" ({wording.STATUS.get(line.lead.status, line.lead.status)})"
    value_said = wording.main_value(line.lead)
    told = f" – {escape(value_said)}" if value_said else ""
    when = words.when(line)
    if when == wording.UNDATED and line.reported:
        when += f", reported {figures.day(line.reported)}"
    cites = escape(words.cited(value, line.statements))
    return f"- **{escape(wording.headline(line.lead, name))}**{told}{status}, {escape(when)} {cites} `{line.id}`"


def _source(source: Source) -> str:
    address = web_address(source.url)
    return escape(words.source_line(source)) + (f" <{parts.target(address)}>" if address else "")
