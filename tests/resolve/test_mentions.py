"""Who is named in a text: each class of names with its counter-examples."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Article, Dateline, Mention, Paragraph, Span
from comity.resolve import find_mentions, title_mentions, unresolved

WHEN = date(2024, 6, 1)


def article(text: str, title: str = "", publisher: str | None = None, when: date | None = WHEN) -> Article:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(span=Span(start, start + len(line))))
        start += len(line) + 1
    return Article(id="t", text=text, title=title, publisher=publisher, published=when, paragraphs=tuple(paragraphs))


def told(text: str, **known: object) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """(words, type, countries) of every mention."""
    read = article(text, **known)  # type: ignore[arg-type]
    return [(m.span.of(read.text), m.type, tuple(a.country for a in m.actors)) for m in find_mentions(read)]


def people(text: str, **known: object) -> list[tuple[str, str, str | None]]:
    """(words, name, country) of every person."""
    read = article(text, **known)  # type: ignore[arg-type]
    return [
        (m.span.of(read.text), m.actors[0].name, m.actors[0].country) for m in find_mentions(read) if m.type == "person"
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "country"),
    [
        ("Ore went to Kazakhstan by rail.", "Kazakhstan", "state", "KAZ"),
        ("Ships left the United States.", "United States", "state", "USA"),
        ("U.S. tariffs rose.", "U.S.", "state", "USA"),
        ("Türkiye’s exports rose.", "Türkiye", "state", "TUR"),
        ("Wool from the Soviet Union arrived.", "Soviet Union", "state", "SUN"),
        ("Viet Nam bought rice.", "Viet Nam", "state", "VNM"),
        ("The DPRK fired a missile.", "DPRK", "state", "PRK"),
        ("Boats sank in French waters.", "French", "adjective", "FRA"),
        ("Sino-Thai trade rose.", "Sino", "adjective", "CHN"),
        ("A French ship docked.", "French", "adjective", "FRA"),
        ("Dutch tulips sold.", "Dutch", "adjective", "NLD"),
        ("The Kremlin kept silent.", "Kremlin", "capital", "RUS"),
        ("Talks resumed in Nur-Sultan.", "Nur-Sultan", "capital", "KAZ"),
        ("Trucks reached Almaty.", "Almaty", "city", "KAZ"),
        ("The EU paid.", "EU", "organisation", "org:EU"),
        ("The European Central Bank paid.", "European Central Bank", "organisation", "org:EU"),
        (
            "The International Atomic Energy Agency said so.",
            "International Atomic Energy Agency",
            "organisation",
            "org:IAEA",
        ),
        ("TotalEnergies drilled.", "TotalEnergies", "company", "FRA"),
        ("The Pentagon objected.", "Pentagon", "body", "USA"),
        ("Russia’s Foreign Ministry objected.", "Russia’s Foreign Ministry", "body", "RUS"),
        ("Italian companies came.", "Italian companies", "group", "ITA"),
    ],
)
def test_a_name_resolves(text: str, words: str, kind: str, country: str) -> None:
    assert (words, kind, (country,)) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "They ate turkey and used china.",
        "They flew to Atlanta, Georgia, on Monday.",
        "Michael Jordan scored.",
        "Chad Wolf testified.",
        "A guinea pig ran.",
        "Snow fell in New Mexico.",
        "The Washington Post reported it.",
        "The Paris Agreement and the Geneva Conventions hold.",
        "The Helsinki Final Act and the Minsk agreements were read.",
        "Storms hit the Persian Gulf, the South China Sea and the Gulf of Mexico.",
        "The Panama Canal was dry.",
        "A German Shepherd barked.",
        "The Times of India and the Japan Times were read.",
        "Real Madrid won.",
        "He paid in Swiss francs and South African rand.",
        "The English-speaking guide left.",
        "Pro-Russian rebels left.",
        "The French text was read in English, and he speaks Russian.",
        "Generalissimo Franco fell.",
        "The Niger Delta and the Congo Basin flooded.",
        "Henri Poupart-Lafarge left.",
        "Leonardo painted.",
        "The Mexicano road and Nigeriana songs.",
    ],
)
def test_a_longer_name_masks_the_country_in_it(text: str) -> None:
    assert told(text) == []


def test_two_states_joined_by_a_hyphen_or_dash_are_two_mentions() -> None:
    assert [w for w, _, _ in told("Kazakh-French ties and Kazakhstan–France trade grew.")] == [
        "Kazakh",
        "French",
        "Kazakhstan",
        "France",
    ]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kazakhstan’s President Kassym-Jomart Tokayev spoke.", "Kassym-Jomart Tokayev", "KAZ"),
        ("Ruritanian Foreign Minister Jan Testov spoke to Polish Foreign Minister Anna Probna.", "Anna Probna", "POL"),
        ("President of Finland Jussi Esimerkki spoke.", "Jussi Esimerkki", "FIN"),
        ("Prime Minister Al-Mithali of Iraq spoke.", "Al-Mithali", "IRQ"),
        ("Deputy Prime Minister and Foreign Minister of Latvia Jana Paraugs spoke.", "Jana Paraugs", "LVA"),
        ("U.S. Under Secretary of State for Political Affairs Mary Q. Sample spoke.", "Mary Q. Sample", "USA"),
        ("Turkish Energy and Natural Resources Minister Ali Deneme spoke.", "Ali Deneme", "TUR"),
        ("Ivan Primerov, Bulgaria's trade minister, spoke.", "Ivan Primerov", "BGR"),
        ("Ivan Primerov, the president of Bulgaria, spoke.", "Ivan Primerov", "BGR"),
        ("NATO Secretary General Jens Prøve spoke.", "Jens Prøve", "org:NATO"),
        ("Rosatom head Petr Obraztsov spoke.", "Petr Obraztsov", "RUS"),
        ("The ambassador of Japan to Kazakhstan, Kenji Rei, spoke.", "Kenji Rei", "JPN"),
        ("Egypt's Defence Minister General Omar bin Mithal al-Amin spoke.", "Omar bin Mithal al-Amin", "EGY"),
        ("Canadian Minister of Foreign Affairs John Sample, Jr. spoke.", "John Sample, Jr.", "CAN"),
        ("Israel's Foreign Minister Israel Katz spoke.", "Israel Katz", "ISR"),
        ("Secretary of the Russian Security Council Petr Obraztsov spoke.", "Petr Obraztsov", "RUS"),
    ],
)
def test_a_title_gives_a_person_a_country(text: str, name: str, country: str) -> None:
    assert (name, country) in [(n, c) for _, n, c in people(text)]


def test_a_minister_told_with_a_president_is_of_the_same_state() -> None:
    text = "She met Peruvian President Juan Ejemplo and Acting Foreign Minister Ana Muestra, and Minister Bo Iks."
    found = people(text, publisher="U.S. Department of State")
    assert [(n, c) for _, n, c in found if n != "Juan Ejemplo"] == [("Ana Muestra", "PER"), ("Bo Iks", "PER")]


def test_a_listed_name_may_be_written_fuller() -> None:
    text = "Brazilian President Luiz Inacio Lula da Silva Exemplo spoke."
    assert people(text)[0][1] == "Luiz Inacio Lula da Silva Exemplo"


def test_the_span_covers_title_and_name() -> None:
    assert people("Kazakhstan’s President Kassym-Jomart Tokayev spoke.")[0][0] == (
        "Kazakhstan’s President Kassym-Jomart Tokayev"
    )


def test_a_surname_takes_the_fullest_name_and_country_of_the_document() -> None:
    text = "Polish Foreign Minister Anna Maria Probna arrived. Minister Probna smiled. Probna left."
    assert [(n, c) for _, n, c in people(text)] == [("Anna Maria Probna", "POL")] * 3


def test_a_surname_beside_another_name_is_not_that_person() -> None:
    text = "Polish Foreign Minister Anna Probna arrived. Zofia Probna sang. The Probna Foundation paid."
    assert len(people(text)) == 1


def test_an_office_without_a_name_is_its_holder_on_the_day() -> None:
    text = "The Kazakh president spoke."
    assert people(text)[0][1:] == ("Kassym-Jomart Tokayev", "KAZ")
    assert people(text, when=date(2005, 6, 1))[0][1:] == ("Nursultan Nazarbayev", "KAZ")
    assert people(text, when=None)[0][1:] == ("Kazakh president", "KAZ")


def test_a_former_office_is_not_its_holder_on_the_day() -> None:
    assert people("The former president of Kazakhstan spoke.")[0][1:] == ("former president of Kazakhstan", "KAZ")


def test_a_leader_is_known_by_surname_only_near_the_time_in_office() -> None:
    text = "France waited. Macron spoke."
    assert ("Macron", "Macron", "FRA") in people(text)
    assert people(text, when=date(1990, 1, 1)) == []


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The European Union met. Brussels warned Poland.", "Brussels", "org:EU"),
        ("The European Union met in Brussels.", "Brussels", "BEL"),
        ("Belgium paid. Brussels warned Poland.", "Brussels", "BEL"),
        ("Brazzaville waited. Congo sold oil.", "Congo", "COG"),
        ("Congo sold cobalt.", "Congo", "COD"),
        ("North Korea fired. The Korean missile fell.", "Korean", "PRK"),
        ("Tbilisi waited. Georgia sold wine.", "Georgia", "GEO"),
        ("Guyana struck oil and Georgetown cheered.", "Georgetown", "GUY"),
    ],
)
def test_some_names_depend_on_the_document(text: str, words: str, country: str) -> None:
    assert [c for w, _, c in told(text) if w == words] == [(country,)]


def test_a_capital_is_that_of_the_state_of_the_time() -> None:
    assert told("Moscow sold oil.", when=date(1985, 3, 1)) == [("Moscow", "capital", ("SUN",))]
    assert told("Moscow sold oil.") == [("Moscow", "capital", ("RUS",))]


def test_an_unlisted_person_without_a_country_stays_unknown() -> None:
    read = article("Minister Anna Probna spoke.")
    assert unresolved(find_mentions(read)) == {"person": 1}


def test_an_abbreviation_in_brackets_is_learned() -> None:
    text = "Korea Hydro & Nuclear Power (KHX) came. KHX won."
    assert [w for w, kind, _ in told(text) if kind == "company"][-1] == "KHX"


def test_a_short_acronym_needs_its_country() -> None:
    assert told("The MOL did it.") == []
    assert ("MOL", "company", ("HUN",)) in told("Hungary waited. MOL did it.")


def test_a_company_is_presented_by_its_state() -> None:
    assert ("Musterbau Energie", "company", ("DEU",)) in told("German firm Musterbau Energie came.")


def test_capitals_throughout_are_read_in_titles() -> None:
    read = article("x", title="JAPAN, U.S. TRADE TALKS TO RESUME, WHO WON")
    assert [m.actors[0].country for m in title_mentions(read)] == ["JPN", "USA"]


def test_a_title_is_resolved_with_the_text() -> None:
    read = article("Polish Foreign Minister Anna Probna arrived in Oslo.", title="Probna Visits Norway")
    found = {m.span.of(read.title): m.actors[0] for m in title_mentions(read)}
    assert found["Probna"].name == "Anna Probna"
    assert found["Probna"].country == "POL"


def test_the_dateline_and_what_is_no_paragraph_are_left_out() -> None:
    text = "Islamabad\nPARIS (AFP) - Ore went to France."
    dateline = Dateline(span=Span(10, 23), place="Paris")
    read = Article(id="t", text=text, dateline=dateline, paragraphs=(Paragraph(span=Span(10, len(text))),))
    assert [m.span.of(text) for m in find_mentions(read)] == ["France"]


WORDS = st.sampled_from(
    "the The President Kazakhstan French 's ’s U.S. Tokayev Minister of for and , . ( ) \" “ - – Affairs Foreign both "
    "countries leaders two he its EDF EU al- bin Jr. III Secretary Kim Xi European Bank ’ € é 汉 \n x".split(" ")
)


def lawful(mentions: tuple[Mention, ...], text: str) -> bool:
    last = 0
    for m in mentions:
        if not (last <= m.span.start < m.span.end <= len(text)):
            return False
        last = m.span.end
    return True


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=8), st.booleans())
def test_mentions_are_ordered_inside_and_apart(words: list[str], title: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    read = article(text, title=" ".join(title), publisher="U.S. Department of State")
    assert lawful(find_mentions(read), read.text)
    assert lawful(title_mentions(read), read.title)
    assert find_mentions(read) == find_mentions(read)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_is_read(text: str, title: str) -> None:
    read = article(text, title=title)
    assert lawful(find_mentions(read), read.text)
    assert lawful(title_mentions(read), read.title)


def test_mentions_stay_inside_paragraphs() -> None:
    text = "France France\nGermany\n\nItaly"
    read = article(text)
    for m in find_mentions(read):
        assert any(p.span.contains(m.span) for p in read.paragraphs)


@pytest.mark.parametrize(
    "piece", ["Minister and ", "President of the ", "Al-", "(", "Kazakhstan's ", "A. ", "“A” ", "the two "]
)
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    read = article(piece * (40_000 // len(piece)))
    assert lawful(find_mentions(read), read.text)
