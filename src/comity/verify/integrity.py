"""Does every row still open its quote? Stored statements held against the article they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comity.model import Article, Finding, Quote, Span, Statement


def check_id(stored_id: str, statement: Statement) -> Finding | None:
    """ "id-differs" where a statement's content does not hash to the id it was stored under."""
    actual = statement.id
    if actual == stored_id:
        return None
    message = f"statement {stored_id} of {statement.document!r} now hashes to {actual}: its content was changed"
    return Finding(code="id-differs", message=message, verdict="conflicts")


def check_ledger(
    stored: Iterable[tuple[str, Article | None, Sequence[tuple[str, Statement]], Sequence[str]]],
) -> Iterator[Finding]:
    """All of the above for (version, article, ((id, statement), …), (damage, …)) as stored, one document at a time.

    "row-damaged" for each line of damage; "version-differs" where an article does not hash to the version it was
    stored under; "document-differs" where a statement names another document than the one it is stored with.
    """
    for version, article, statements, damaged in stored:
        yield from (Finding(code="row-damaged", message=line, verdict="conflicts") for line in damaged)
        if article is None:
            continue
        if article.version != version:
            message = f"document {article.id!r} version {version} now hashes to {article.version}: its text was changed"
            yield Finding(code="version-differs", message=message, verdict="conflicts")
        for stored_id, statement in statements:
            if (finding := check_id(stored_id, statement)) is not None:
                yield finding
            if statement.document != article.id:
                message = f"statement {stored_id} is of {statement.document!r} but stored with {article.id!r}"
                yield Finding(code="document-differs", message=message, verdict="conflicts")
            yield from check_quotes(article, statement, stored_id)


def check_quotes(article: Article, statement: Statement, stored_id: str | None = None) -> Iterator[Finding]:
    """Conflicts between a statement and its article: "quote-differs" where the text at a quote's span is another,
    "span-outside" where a quote or an origin points beyond the text. None where all is well.
    """
    name = f"{statement.kind} {stored_id or statement.id} of {article.id!r}"
    for quote in statement.quotes:
        where = _within(article, quote.within)
        if where is None or quote.span.end > len(where):
            yield _outside(name, "a quote", quote.span, quote.within)
        elif quote.span.of(where) != quote.exact:
            yield _differs(name, quote, quote.span.of(where))
    for origin in statement.origins:
        where = _within(article, origin.within)
        if origin.span is not None and (where is None or origin.span.end > len(where)):
            yield _outside(name, f"the origin of {origin.field}", origin.span, origin.within)


def _within(article: Article, within: str) -> str | None:
    return {"text": article.text, "title": article.title}.get(within)


def _outside(name: str, what: str, span: Span, within: str) -> Finding:
    message = f"{name}: {what} points at {span.start}-{span.end} of the {within}, where nothing stands"
    return Finding(code="span-outside", message=message, verdict="conflicts", span=span if within == "text" else None)


def _differs(name: str, quote: Quote, found: str) -> Finding:
    message = f"{name}: quotes {_brief(quote.exact)}, but the {quote.within} says {_brief(found)}"
    span = quote.span if quote.within == "text" else None
    return Finding(code="quote-differs", message=message, verdict="conflicts", span=span)


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:59] + "…")
