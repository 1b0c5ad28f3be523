"""What a dossier says of itself, in words that terminal, HTML and Markdown share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.analyse import Difference, Dossier, Exchange, Line, Section, Source
from comity.kinds import load
from comity.model import Statement
from comity.present import figures, wording
from comity.present.clean import one_line
from comity.present.names import counted, spelled
from comity.verify import Check
from comity.verify.check import short_name

CHECKS = "Figures held against each other"
# Messages that begin with the figure that they are about need no headline.
_NAMES_ITSELF = re.compile("the (?:aim for the )?(?:trade|flow|balance) (?:between|from|of) ")


def title(dossier: Dossier, name: wording.CountryName) -> str:
    """ "Kazakhstan – France"."""
    return one_line(" – ".join(name(code) for code in dossier.pair))


def summary(dossier: Dossier) -> str:
    """ "8 documents published 1 November 2022 – 3 June 2025, 74 statements"."""
    if not dossier.sources:
        return "No document here speaks of both."
    span = dossier.published
    published = f" published {figures.days(span)}" if span else ""
    own = dossier.independent
    apart = f", {own:,} of them independent" if own < len(dossier.sources) else ""
    return f"{counted(len(dossier.sources), 'document')}{published}{apart}, {counted(dossier.statements, 'statement')}"


def missing(dossier: Dossier) -> str:
    """What no source speaks of, in one line; empty where nothing is missing or there is no source."""
    told = dossier.missing if dossier.sources else ()
    return f"Nothing in these sources on: {', '.join(told)}." if told else ""


def exchange(way: Exchange, name: wording.CountryName) -> str:
    """ "Kazakhstan to France: 2 visits, last November 2022; 1 without a date, maybe one of these; 1 to come"."""
    parts = [f"{counted(way.dated, 'visit')}, last {last_visit(way)}"] if way.dated else []
    if way.undated:
        parts.append(f"{way.undated:,} without a date" + (", maybe one of these" if way.dated else ""))
    if not parts:
        parts.append("no visit reported")
    if way.to_come:
        parts.append(f"{way.to_come:,} to come")
    return f"{name(way.visitor)} to {name(way.host)}: {'; '.join(parts)}"


def last_visit(way: Exchange) -> str:
    """ "November 2022", or "—" where no visit has a date."""
    return when(way.last) if way.last else "—"


def when(line: Line) -> str:
    """The days of a line as the report says that knows them best, or "date not said"."""
    return wording.when(line.dated) if line.dated else wording.UNDATED


def difference(told: Difference, dossier: Dossier, name: wording.CountryName) -> str:
    """ "sources differ – value: $2 billion [3] · $2.2 billion [4]": who says which, never settled."""
    claims = [f"{wording.value_text(c.field, c.value, name)} {cited(dossier, c.statements)}" for c in told.claims]
    return f"{differing(told)} – {wording.label(told.field)}: {' · '.join(claims)}"


def differing(told: Difference) -> str:
    """ "sources differ" where the values cannot all be true; "told differently" of figures that can, "also told" of
    days and places where one says more than the other.
    """
    if told.conflicts:
        return "sources differ"
    return "also told" if told.field in ("status", "date", "place") else "told differently"


def cited(dossier: Dossier, statements: Iterable[Statement]) -> str:
    """The numbers of the sources of statements: "[1][3]"."""
    return "".join(f"[{n}]" for n in sorted({dossier.number(s) for s in statements}))


def shown(dossier: Dossier, section: Section) -> bool:
    """Whether a section has anything to show."""
    return bool(section.lines or section.also or (section.key == "promises" and dossier.promises))


def home(dossier: Dossier, line: Line) -> Section:
    """The section in which a line stands in full."""
    title = load()[line.lead.kind].section
    return next(s for s in dossier.sections if s.title == title)


def source_line(source: Source) -> str:
    """ "The Diplomatic Insight, 7 November 2024: Kazakhstan, France Strengthen …"."""
    return f"{publisher_and_day(source)}: {one_line(source.title) or one_line(source.document)}"


def publisher_and_day(source: Source) -> str:
    """ "The Diplomatic Insight, 7 November 2024"."""
    publisher = one_line(source.publisher or "") or "publisher unknown"
    return f"{publisher}, {figures.day(source.published)}"


def check(told: Check, dossier: Dossier, name: wording.CountryName, *, numbered: bool = True) -> str:
    """ "Trade between Kazakhstan and France, January–August 2024: the part is …": what was held against what."""
    first, text = told.statements[0], message(told, dossier, name, numbered=numbered)
    if _NAMES_ITSELF.match(text):
        return text[0].upper() + text[1:]
    return one_line(f"{wording.headline(first, name)}, {wording.when(first)}: {text}")


def message(told: Check, dossier: Dossier, name: wording.CountryName, *, numbered: bool = True) -> str:
    """What a check has to say, in names instead of codes, with documents as the dossier numbers them, or by their
    publishers.
    """
    cited = {short_name(s.document): _cited(s, dossier, numbered=numbered) for s in told.statements}
    documents = "|".join(re.escape(document) for document in sorted(cited, key=len, reverse=True))
    pattern = rf"(?:(?<=\()|(?<=; ))(?:{documents})(?=, \d{{4}}-|[;,)])"
    text = re.sub(pattern, lambda found: cited[found[0]], told.finding.message)
    return one_line(spelled(text, (code for s in told.statements for code in s.countries()), name))


def _cited(statement: Statement, dossier: Dossier, *, numbered: bool) -> str:
    number = dossier.number(statement)
    publisher = one_line(dossier.source(statement).publisher or "") or "publisher unknown"
    return f"[{number}]" if numbered and number else publisher


def details(statement: Statement, name: wording.CountryName) -> tuple[wording.Fact, ...]:
    """The facts of a statement that neither its headline, its date nor its figures say."""
    said = ("date", "value", "growth", "share", "stake", "count", "period", "capacity")
    return tuple(f for f in wording.facts(statement, name) if f.field not in said)
