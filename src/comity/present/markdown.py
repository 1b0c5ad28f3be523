"""A dossier in Markdown (CommonMark); what comes from outside is escaped, so that it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.analyse import Dossier, Line, Section, Source
from comity.model import Quote, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, quote_address, web_address

_SYNTAX = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escape(text: str) -> str:
    """The text on one line, with everything that Markdown or HTML would read as syntax escaped."""
    line = _SYNTAX.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def dossier(value: Dossier, name: wording.CountryName) -> str:
    """The whole dossier, ending in a newline."""
    return "\n".join(_dossier(value, name)) + "\n"


def _dossier(value: Dossier, name: wording.CountryName) -> Iterator[str]:
    yield f"# {escape(words.title(value, name))}\n"
    yield f"{escape(words.summary(value))}\n"
    for section in value.sections:
        if section.lines or section.also:
            yield f"## {section.title}\n"
            yield from _section(value, section, name)
    if value.checks:
        yield f"## {words.CHECKS}\n"
        for told in value.checks:
            cites = escape(words.cited(value, told.statements))
            yield f"- **{told.finding.verdict}** – {escape(words.check(told, name))} {cites}"
        yield ""
    if words.missing(value):
        yield f"{escape(words.missing(value))}\n"
    if value.sources:
        yield "## Sources\n"
        yield from (f"{n}. {_source(s)}" for n, s in enumerate(value.sources, 1))


def _section(value: Dossier, section: Section, name: wording.CountryName) -> Iterator[str]:
    if section.key == "meetings":
        yield from (f"- {escape(words.exchange(way, name))}" for way in value.exchanges)
        yield ""
    for line in section.lines:
        yield from _line(value, line, name)
    for line in section.also:
        yield f"{_headline(value, line, name)} — see {words.home(value, line).title}\n"


def _line(value: Dossier, line: Line, name: wording.CountryName) -> Iterator[str]:
    yield f"{_headline(value, line, name)}\n"
    details = [f"{f.label}: {f.text}" for f in words.details(line.lead, name)]
    if details:
        yield f"  {escape('; '.join(details))}\n"
    for statement in line.statements:
        for quote in statement.quotes:
            yield f"  > “{escape(quote.exact)}” {_open(value, statement, quote)}\n"
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


def _open(value: Dossier, statement: Statement, quote: Quote) -> str:
    number = value.number(statement)
    address = quote_address(value.source(statement).url, quote.exact)
    return f"[\\[{number}\\]](<{_target(address)}>)" if address else f"\\[{number}\\]"


def _source(source: Source) -> str:
    address = web_address(source.url)
    return escape(words.source_line(source)) + (f" <{_target(address)}>" if address else "")


def _target(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\n", "")
