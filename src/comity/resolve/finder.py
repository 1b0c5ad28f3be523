"""Who is named in an article: the way from listed names to resolved mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.model import Article, Mention
from comity.resolve import leaders
from comity.resolve.affiliation import affiliated
from comity.resolve.contexts import in_context
from comity.resolve.names import plain
from comity.resolve.people import Registry, heads_of, registry
from comity.resolve.persons import Draft, drafts
from comity.resolve.publishers import publisher_country, publisher_office, publisher_seat
from comity.resolve.references import Context, Told, is_joint, main_states, signatories
from comity.resolve.scan import Scan, scan
from comity.resolve.units import Region, region
from comity.resolve.weak import Forms, abbreviations, fullest_forms, without_weak


def find_mentions(article: Article) -> tuple[Mention, ...]:
    """Mentions in the paragraphs of an article, in order, none overlapping; spans count code points of its text."""
    return mentions(article)[0]


def title_mentions(article: Article) -> tuple[Mention, ...]:
    """Mentions in an article's title, resolved with its text; spans count code points of `Article.title`."""
    return mentions(article)[1]


def unresolved(found: Iterable[Mention]) -> dict[str, int]:
    """How many mentions of each type stand for nobody known: without an actor, or all of them without a country."""
    return dict(Counter(m.type for m in found if not any(actor.country for actor in m.actors)))


def mentions(article: Article) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Mentions in the text and in the title of an article, from one reading of both."""
    home = publisher_country(article.publisher) if article.publisher else None
    office = publisher_office(article.publisher) if article.publisher else ""
    regions = _regions(article)
    regions = without_weak(regions, home, abbreviations(regions))
    regions = in_context(regions, article.published)
    forms = fullest_forms(regions)
    first = [drafts(r, _is_leader) for r in regions if r.within == "text"]
    told = registry((d for found in first for d in found), article.published, home)
    in_text = iter(first)
    read = [next(in_text) if r.within == "text" else drafts(r, _surname_of(told)) for r in regions]
    known = registry((d for found in read for d in found), article.published, home)
    base = _run(article, regions, read, known, forms, Context(home=home, home_office=office))
    main = main_states(base, home)
    known = affiliated(regions, read, base, known, main, home or _seat(article))
    context = Context(
        main=main,
        heads=heads_of(known, main),
        home=home,
        home_office=office,
        joint=is_joint(article.title),
        signed=signatories(base, home),
    )
    final = _run(article, regions, read, known, forms, context)
    return (
        tuple(t.mention for t, within in final if within == "text"),
        tuple(t.mention for t, within in final if within == "title"),
    )


def _seat(article: Article) -> str | None:
    """The state in which an article is written: that of its publisher's name, else of its dateline."""
    told = publisher_seat(article.publisher) if article.publisher else None
    place = (article.dateline.place or "").partition("/")[0] if article.dateline else ""
    return told or (publisher_seat(place) if place else None)


def _run(
    article: Article,
    regions: Sequence[Region],
    read: Sequence[list[Draft]],
    known: Registry,
    forms: Forms,
    context: Context,
) -> list[tuple[Told, str]]:
    """One pass over title and text in reading order; references look back into `context`."""
    found: list[tuple[Told, str]] = []
    sentence = 0
    countries = frozenset(
        u.name.country for r in regions for u in r.units if u.name and u.name.country and u.kind == "name"
    ) | ({known.home} if known.home else set())
    for part, persons in zip(regions, read, strict=True):
        task = Scan(region=part, drafts=tuple(persons), known=known, forms=forms, context=context, countries=countries)
        sentence += 2
        before = len(context.told)
        sentence = scan(task, sentence)
        found.extend((t, part.within) for t in context.told[before:])
    return found


def _regions(article: Article) -> list[Region]:
    """The title and the paragraphs cut into units; the dateline is left out."""
    found = [region(plain(article.title), 0, "title")] if article.title else []
    skip = article.dateline.span if article.dateline else None
    last = 0
    for paragraph in sorted(article.paragraphs, key=lambda p: p.span):
        start, end = max(paragraph.span.start, last), paragraph.span.end
        if skip is not None and start <= skip.start < end:
            start = min(max(skip.end, start), end)
        if start < end:
            found.append(replace(region(plain(article.text[start:end]), start, "text"), offset=start))
            last = end
    return found


def _is_leader(word: str) -> bool:
    return leaders.is_surname(word)


def _surname_of(told: Registry):  # type: ignore[no-untyped-def]
    def known(word: str) -> bool:
        return leaders.fold(word) in told.surnames or leaders.is_surname(word)

    return known
