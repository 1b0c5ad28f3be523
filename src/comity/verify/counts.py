"""Documents counted against documents named: a package of twelve cannot hold thirteen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from comity.model import Statement
from comity.verify.check import Check, check
from comity.verify.numerals import find_number
from comity.verify.quoted import count_of, number, words

# "Nine more documents were signed": those named are not among them.
_BESIDE = re.compile(r"\b(?:more|other|further|additional|another)\b")
_SORTS = {
    "memorand": "memorandum",
    "mous": "memorandum",
    "contract": "contract",
    "treat": "treaty",
    "protocol": "protocol",
}
_SORT = re.compile(rf"[^.;,]{{0,40}}?\b(documents|papers|agreements|accords|deals|pacts|texts|{'|'.join(_SORTS)})")
_WORD = re.compile(r"\w{3,}")
Parties = tuple[str, ...]


def check_counts(statements: Sequence[Statement]) -> Iterator[Check]:
    """ "document-count" for every package that tells how many documents it holds, with the agreements of the same
    parties and status that the article names. Several packages of the same parties are taken together.
    """
    counted: dict[tuple[Parties, str], list[Statement]] = defaultdict(list)
    named: dict[tuple[Parties, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.kind == "agreement" and statement.status != "denied":
            key = (tuple(sorted(statement.countries())), statement.status)
            if statement.slot("count") is not None:
                counted[key].append(statement)
            elif statement.slot("title") is not None and statement.slot("instrument") != "package":
                named[key].append(statement)
    for key, packages in counted.items():
        sorts = {_counted_sort(package) for package in packages}
        told = [s for s in named.get(key, ()) if None in sorts or s.slot("instrument") in sorts]
        if told:
            yield from _package(packages, _apart(told))


def _package(packages: Sequence[Statement], named: Sequence[Statement]) -> Iterator[Check]:
    ranges = [spread for spread in map(count_of, packages) if spread is not None]
    if not ranges or len(ranges) < len(packages):
        return
    most = None if any(r.high is None for r in ranges) else sum((r.high or Decimal(0) for r in ranges), Decimal(0))
    told = " and ".join(f"{package.slot('count')}" for package in packages)
    statements = [*packages, *named]
    beside = any(_BESIDE.search(words(package)) for package in packages)
    sure = [s for s in named if not beside and any(_same_day(s, package) for package in packages)]
    if most is not None and len(sure) > most:
        message = f"{told} documents are counted, {len(sure)} are named"
        yield check("document-count", "conflicts", message, [*packages, *sure])
    elif most is not None and len(named) > most:
        message = f"{told} documents are counted, {len(named)} are named, some perhaps signed at another time"
        yield check("document-count", "cannot be checked", message, statements)
    elif len(named) == most:
        yield check("document-count", "holds", f"all of {told} documents are named", statements)
    else:
        whole = f"{told} documents" if len(packages) == 1 else f"the documents of packages of {told}"
        message = f"{len(named)} of {whole} {'is' if len(named) == 1 else 'are'} named; the others are not"
        yield check("document-count", "cannot be checked", message, statements)


def _counted_sort(package: Statement) -> str | None:
    """The one instrument that is counted ("four memoranda"), None where documents are, or the quote does not say."""
    text, count = words(package), number(package, "count")
    place = find_number(text, count, "") if count is not None else None
    found = _SORT.match(text, place.end) if place else None
    return _SORTS.get(found[1]) if found else None


def _same_day(statement: Statement, package: Statement) -> bool:
    """Whether both surely are of one signing: days that meet, or no day at either."""
    if statement.date is None or package.date is None:
        return statement.date is None and package.date is None
    return statement.date.overlaps(package.date)


def _apart(statements: Sequence[Statement]) -> list[Statement]:
    """Agreements that surely are different ones: none with the title's words of another."""
    kept: list[tuple[frozenset[str], Statement]] = []
    for statement in statements:
        words = frozenset(_WORD.findall(str(statement.slot("title")).casefold()))
        if words and not any(words <= other or other <= words for other, _ in kept):
            kept.append((words, statement))
    return [statement for _, statement in kept]
