"""Results as HTML: a dossier as one self-contained page, statements and single views as fragments for notebooks.

Everything from outside goes through Jinja with escaping on; the pages carry no script and load nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import jinja2

from comity.analyse import Dossier, Source
from comity.model import Article, Statement
from comity.present import dossier_words as words
from comity.present import wording
from comity.present.clean import one_line, quote_address, safe
from comity.present.dossier.page import context
from comity.present.quoting import passages
from comity.present.view import rows as fields


def dossier(value: Dossier, name: wording.CountryName) -> str:
    """One self-contained page."""
    return _environment().get_template("dossier.html").render(context(value, name))


def dossier_fragment(value: Dossier, name: wording.CountryName) -> str:
    """The same without the page around it, for a notebook."""
    return _environment().get_template("dossier_fragment.html").render(context(value, name))


def statements(values: Sequence[Statement], name: wording.CountryName, *, limit: int = 200) -> str:
    """A table of statements as a fragment; past `limit` rows it says how many more there are."""
    leads = map(wording.lead_quote, values[:limit])
    rows = [
        {
            "kind": s.kind,
            "status": wording.STATUS.get(s.status, s.status),
            "headline": wording.headline(s, name),
            "when": wording.when(s),
            "value": wording.main_value(s),
            "quote": one_line(lead.exact) if lead else "",
            "id": s.id,
        }
        for s, lead in zip(values[:limit], leads, strict=True)
    ]
    more = max(0, len(values) - limit)
    return _environment().get_template("statements.html").render(rows=rows, more=more, total=len(values))


def view(statement: Statement, article: Article, name: wording.CountryName) -> str:
    """One statement with its quotes in their paragraphs, as a fragment."""
    return (
        _environment()
        .get_template("view.html")
        .render(
            id=statement.id,
            headline=wording.headline(statement, name),
            status=wording.STATUS.get(statement.status, statement.status),
            when=wording.when(statement),
            rows=fields(statement, article, name),
            passages=passages(statement, article),
            source=words.source_line(Source.of(article)),
            address=quote_address(article.url, statement.quotes[0].exact if statement.quotes else ""),
        )
    )


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("comity.present"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = safe
    return environment
