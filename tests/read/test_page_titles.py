"""Which title of a page is the article's, and who is named as its author."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from comity.read.metadata.metadata import Metadata, read_metadata
from comity.read.metadata.names import is_person, split_names


def told(head: str, body: str = "") -> Metadata:
    return read_metadata(document_fromstring(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>"))


def linked(**fields: str) -> str:
    inner = ", ".join(f'"{key}": {value}' for key, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {inner}}}</script>'


@pytest.mark.parametrize(
    ("title", "graph", "heading", "headline", "expected"),
    [
        ("Ports open | Quito Example", "", "", "", "Ports open"),
        ("Ports open - Quito Example", "Ports open", "Ports open", "", "Ports open"),
        ("Talks - and no end - Quito Example", "", "Talks - and no end", "", "Talks - and no end"),
        (
            "x",
            "Ports open on the river Napo – Quito Example",
            "Ports open on the river Napo",
            "",
            "Ports open on the river Napo",
        ),
        ("x", "Ports open today", "Ports open today", "Peru and Ecuador open ports", "Peru and Ecuador open ports"),
        ("x", "What the ports are worth", "Ports open today", "Ports open today", "What the ports are worth"),
        ("x", "Floods: Ports open again", "Peru - Ports open again", "", "Ports open again"),
        ("x", "Floods: Ports open", "Peru - Ports shut", "", "Floods: Ports open"),
        ("x", "Ports open today", "Ports open today", "Ecuador: Ports open today", "Ports open today"),
        ("x", "Ports open today-Trade|Example", "", "Ports open today", "Ports open today"),
        ("Ministers say", "Ministers say ", 'Ministers say "yes" to ports', "Yes to ports", "Yes to ports"),
        ("", "", "Only a heading", "", "Only a heading"),
        (
            "Ministers of Peru and Ecuador open ports - Quito Example",
            "",
            "Our Web",
            "",
            "Ministers of Peru and Ecuador open ports",
        ),
        ("Ports open - Quito Example", "Quito Example", "", "", "Ports open"),
        ("Ports open", "Opinion | Ports open", "Ports open", "Ports open", "Ports open"),
        ("x", "What the ports are worth", "Ports open today", "", "What the ports are worth"),
        (
            "x",
            "And so the ports open…",
            "And so the ports open to trade of all kinds",
            "",
            "And so the ports open to trade of all kinds",
        ),
        (
            "Ports open today - Quito Example",
            "Ports open today",
            "Ports open today",
            "Ecuador to open ports",
            "Ports open today",
        ),
        ("Ports - Latest news", "Ports - Latest news", "Ports", "Ports - Latest news", "Ports - Latest news"),
        ("What it means when ports open - The Quito Example", "", "", "", "What it means when ports open"),
        (
            "Ports and the law of the sea - El Eco",
            "What ports mean for you all - El Eco",
            "",
            "",
            "What ports mean for you all",
        ),
        (
            "Talks - Quito Example said no to the ministers of Peru",
            "",
            "",
            "",
            "Talks - Quito Example said no to the ministers of Peru",
        ),
        ("", "", "", "", ""),
    ],
)
def test_the_title_of_an_article(title: str, graph: str, heading: str, headline: str, expected: str) -> None:
    head = f"<title>{title}</title><meta property='og:title' content='{graph}'>"
    head += "<meta property='og:site_name' content='Quito Example'>"
    head += linked(headline=f'"{headline}"') if headline else ""
    assert told(head, f"<h1>{heading}</h1>" if heading else "").title == expected


def test_one_field_for_search_engines_does_not_outvote_what_the_page_shows() -> None:
    heads = "<title>{0} | Quito Example</title><meta property='og:title' content='{0}'>"
    heads += "<meta property='og:site_name' content='Quito Example'><meta name='twitter:title' content='{1}'>"
    own = linked(headline='"Peru and Ecuador open ports"')
    body = "<h1>Peru and Ecuador open ports</h1>"
    same = heads.format("What ports mean for you", "What ports mean for you")
    assert told(same + own, body).title == "Peru and Ecuador open ports"
    other = heads.format("What ports mean for you", "Ports and you")
    assert told(other + own, body).title == "What ports mean for you"


def test_a_headline_which_another_field_of_the_newsroom_repeats_is_the_title() -> None:
    head = "<meta property='og:title' content='Ports: all you need'><meta name='{}' content='Ports open today'>"
    own = linked(headline='"Ports open today"')
    assert told(head.format("sailthru.title") + own, "<h1>Ports open today</h1>").title == "Ports open today"
    assert told(head.format("twitter:title") + own, "<h1>Ports open today</h1>").title == "Ports: all you need"


def test_the_name_of_the_article_tells_which_of_two_titles_is_meant() -> None:
    head = "<title>Ports: all you need</title><meta property='og:title' content='Ports: all you need'>"
    head += "<meta name='twitter:title' content='Ports: all you need'>"
    named = linked(headline='"Ports open today"', name='"Ports: all you need"')
    assert told(head + named, "<h1>Ports open today</h1>").title == "Ports: all you need"
    assert told(head + linked(headline='"Ports open today"'), "<h1>Ports open today</h1>").title == "Ports open today"


def test_a_headline_that_was_stored_in_part_gives_way_to_the_whole() -> None:
    short = "Ministers of Peru and Ecuador meet on the river Napo, open four ports, and promise talks about electr"
    whole = f"{short}icity"
    head = f"<meta property='og:title' content='{whole}'>" + linked(headline=f'"{short}"')
    assert told(head, f"<h1>{whole}</h1>").title == whole


def test_the_heading_is_not_the_logo_beside_it() -> None:
    head = "<title>Ports of Peru and Ecuador open today - The Quito Example</title>"
    heads = "<h1>The Quito Example</h1><h1>Ports of Peru and Ecuador open today</h1>"
    found = told(head, heads)
    assert (found.title, dict(found.found)["title"]) == ("Ports of Peru and Ecuador open today", "h1")


def test_the_sites_name_is_told_by_other_fields_of_the_page() -> None:
    head = "<title>What it means when ports open - Eco del Napo</title>"
    for said in (
        "<meta name='apple-mobile-web-app-title' content='Eco del Napo'>",
        "<meta name='twitter:site' content='@EcoDelNapo'>",
        '<script type="application/ld+json">{"@type": "WebSite", "name": "Eco del Napo"}</script>',
        "<link rel='canonical' href='https://www.ecodelnapo.example/a'>",
    ):
        assert told(head + said).title == "What it means when ports open"
    assert told(head).title == "What it means when ports open - Eco del Napo"


def test_a_post_of_a_live_blog_and_articles_of_a_list_are_not_the_article() -> None:
    post = '{"@type": "BlogPosting", "headline": "A minister lands", "datePublished": "2025-02-03T09:00:00Z"}'
    live = f'{{"@type": "LiveBlogPosting", "headline": "Talks, live", "liveBlogUpdate": [{post}]}}'
    both = f'[{{"@type": "ItemList", "itemListElement": [{post}]}}, {live}]'
    assert told(f'<script type="application/ld+json">{both}</script>').title == "Talks, live"
    alone = f'{{"@type": "ItemList", "itemListElement": [{post}]}}'
    assert told(f'<script type="application/ld+json">{alone}</script>').title == "A minister lands"


def test_every_title_is_kept_with_where_it_stands() -> None:
    found = told(
        "<title>Ports open | Quito Example</title><meta property='og:title' content='Ports'>", "<h1>Ports open</h1>"
    )
    assert dict(found.titles) == {"og:title": "Ports", "h1": "Ports open", "title": "Ports open | Quito Example"}
    assert dict(found.found)["title"] == "og:title"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Perez and Luis Soto", ("Ana Perez", "Luis Soto")),
        ("By Ana Perez, Political Editor", ("Ana Perez",)),
        ("von Jörg Müller", ("Jörg Müller",)),
        ("Par Émilie Dubois avec Jean Roche", ("Émilie Dubois", "Jean Roche")),
        ("By Ana Perez | 9 Aug 2025 | 2 min read", ("Ana Perez",)),
        ("Ana Perez Published 9 Aug", ("Ana Perez",)),
        ("Autor: Jörg Müller und Eva Roth", ("Jörg Müller", "Eva Roth")),
        ("김하늘 기자", ("김하늘",)),
        ("Analysis by Ana Perez", ("Ana Perez",)),
        ("作者：王小明、李大文", ("王小明", "李大文")),
        ("By ANA PEREZ and LUIS SOTO Associated Press", ("ANA PEREZ", "LUIS SOTO")),
    ],
)
def test_names_of_a_byline(text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for name in split_names(text) if is_person(name)) == names


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (linked(author='[{"name": "Ana Perez"}, {"name": "Luis Soto"}]'), "", ("Ana Perez", "Luis Soto")),
        ("<meta name='author' content='https://example.org/ana'>", "", ()),
        ("<meta name='author' content='105092'>", "", ()),
        ("<meta name='author' content='김하늘 기자'>", "", ("김하늘",)),
        (
            "<meta name='author' content='Ana Perez'><meta name='author' content='Luis Soto'>",
            "",
            ("Ana Perez", "Luis Soto"),
        ),
        (
            "<meta name='author' content='Quito'><meta name='author' content='Luis Soto'>"
            "<meta property='og:site_name' content='Quito'>",
            "",
            ("Luis Soto",),
        ),
        ("<meta name='smartbanner:author' content='Apps of Quito'>", "", ()),
        ("<meta name='sailthru.author' content='Ana Perez'>", "", ("Ana Perez",)),
        (
            linked(author='{"name": "Quito Example"}', publisher='{"name": "Quito Example"}'),
            "<h1>Ports</h1><div class='byline'>By <a rel='author'>Ana Perez</a></div>",
            ("Ana Perez",),
        ),
        (linked(author='{"name": "Quito Example"}', publisher='{"name": "Quito Example"}'), "", ("Quito Example",)),
        ("", "<h1>Ports</h1><p class='comment-author'>Rude Reader</p>", ()),
        ("", "<h1>Ports</h1><div class='related'><span class='author'>Other Writer</span></div>", ()),
        ("", "<h1>Ports</h1><ul class='metaInfoAuthorList'><li>Ana Perez</li></ul>", ("Ana Perez",)),
        ("", "<h1>Ports</h1><p>2 May <a href='/author/ana'>Ana Perez</a></p>", ("Ana Perez",)),
        ("", "<h1>Ports</h1><p>Ana Perez | 05.04.2025</p>", ("Ana Perez",)),
        ("", "<h1>Ports</h1><p><i>Von Ana Perez</i></p>", ("Ana Perez",)),
        ("", "<h1>Ports</h1><a href='/other'><span>Von Other Writer</span></a>", ()),
        ("", "<h1>Ports</h1><div><p>A text of a port.</p><p><b>Ana Perez</b></p></div>", ("Ana Perez",)),
        ("", "<h1>Ports</h1><div><p>A text of a port.</p><p>Ana Perez</p></div>", ()),
        (
            linked(author='{"name": "Quito News"}') + "<meta property='og:site_name' content='Quito'>",
            "<h1>Ports</h1><div class='byline'>By Ana Perez</div>",
            ("Ana Perez",),
        ),
        (
            linked(author='{"name": "Luis Soto"}'),
            "<h1>Ports</h1><div class='bylines'><p class='byline'><a class='author'>Ana Perez</a></p>"
            "<p class='byline'><a class='author'>Luis Soto</a></p></div>",
            ("Ana Perez", "Luis Soto"),
        ),
        (
            linked(author='{"name": "Luis Soto"}'),
            "<h1>Ports</h1><div class='byline'><a class='author'>Luis Soto</a></div>"
            "<div class='card byline'><a class='author'>Other Writer</a></div>",
            ("Luis Soto",),
        ),
        (linked(author='{"@id": "#a"}', about='{"@id": "#a", "name": "Ana Perez"}'), "", ("Ana Perez",)),
    ],
)
def test_the_authors_of_a_page(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert told(head, body).authors == authors


def test_the_day_is_the_one_the_publisher_writes() -> None:
    found = told(linked(datePublished='"2025-02-03T23:30:00-05:00"', dateModified='"2025-02-04T01:00:00Z"'))
    assert (str(found.published), found.published_from) == ("2025-02-03", "json-ld datePublished")
    assert str(found.modified) == "2025-02-04"
    assert dict(found.found)["modified"] == "json-ld dateModified"


def test_the_section_is_the_breadcrumb_without_its_ends() -> None:
    items = '[{"name": "Home"}, {"name": "World"}, {"item": {"name": "Peru"}}]'
    crumbs = f'{{"@type": "BreadcrumbList", "itemListElement": {items}}}'
    found = told(f'<script type="application/ld+json">{crumbs}</script>')
    assert found.section == ("World", "Peru")
    on_page = told("", "<nav class='breadcrumb'><a>Home</a><a>Trade</a></nav>")
    assert (on_page.section, dict(on_page.found)["section"]) == (("Trade",), "breadcrumb")
