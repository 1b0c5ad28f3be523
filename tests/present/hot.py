"""A pair that much is written of: statements as many documents make them, with figures, visits and promises."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle

from comity.analyse import Dossier, Source, compile_dossier
from comity.model import Actor, Event, Interval, Money, Observation, Quote, SlotValue, Span, Statement

PAIR = ("KAZ", "FRA")
NAMES = {"KAZ": "Kazakhstan", "FRA": "France", "CHN": "China", "DEU": "Germany", "ITA": "Italy", "TUR": "Türkiye"}
PEOPLE = {"KAZ": "Kassym-Jomart Tokayev", "FRA": "Emmanuel Macron"}
FIRST = date(2018, 1, 10)


def state(code: str, role: str) -> Actor:
    return Actor(name=NAMES[code], country=code, role=role)


def person(code: str, role: str) -> Actor:
    return Actor(name=PEOPLE.get(code, f"Minister of {NAMES[code]}"), country=code, role=role)


def say(
    document: str,
    kind: str,
    actors: tuple[Actor, ...],
    slots: tuple[tuple[str, SlotValue], ...] = (),
    status: str = "done",
    day: Interval | None = None,
) -> Statement:
    value = dict(slots).get("value")
    amount = f" of ${value.amount:,f}" if isinstance(value, Money) else ""
    words = f"{' and '.join(a.name for a in actors)} were reported to have a {kind}{amount}, in story {document}"
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=actors,
        quotes=(Quote(exact=words, span=Span(0, len(words))),),
        date=day,
        slots=slots,
    )


def usd(amount: int, digits: int = 2) -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits)


def year(number: int) -> Interval:
    return Interval(date(number, 1, 1), date(number, 12, 31))


def told(document: str, number: int, day: date) -> list[Statement]:
    """Five statements of one document."""
    there, back = ("KAZ", "FRA") if number % 3 else ("FRA", "KAZ")
    on = Interval(day, day + timedelta(days=number % 3))
    period = year(day.year - 1)
    flow = ("total", "exports", "imports")[number % 3]
    amount = (4_000 + 40 * (day.year - 2018) + number % 7 * 5) * (1 if flow == "total" else number % 2 or 2) // 2
    trade = (("flow", flow), ("value", usd(amount * 1_000_000, 3)), ("period", period))
    return [
        say(document, "visit", (person(there, "visitor"), state(back, "host")), day=on),
        say(document, "meeting", (person("KAZ", "participant"), person("FRA", "participant")), day=on),
        say(document, "trade", (state(there, "reporter"), state(back, "partner")), trade),
        say(
            document,
            "agreement",
            (state("KAZ", "party"), state("FRA", "party")),
            (("title", f"project {number}"), ("value", usd(number % 50 * 1_000_000 + 1_000_000))),
            day=on,
        ),
        say(
            document,
            "project",
            (state("KAZ", "host"), state("FRA", "participant")),
            (("name", f"Works {number % 40}"),),
            status="planned" if number % 2 else "done",
            day=None,
        ),
    ]


def statements(documents: int) -> tuple[list[Statement], dict[str, Source]]:
    days = [FIRST + timedelta(days=int(n * 2_500 / documents)) for n in range(documents)]
    sources = {
        f"d{n}": Source(
            document=f"d{n}",
            title=f"Kazakhstan and France, part {n}",
            publisher=f"Paper {n % 30}",
            published=day + timedelta(days=1),
            url=f"https://paper{n % 30}.example/{n}",
        )
        for n, day in enumerate(days)
    }
    return [s for n, day in enumerate(days) for s in told(f"d{n}", n, day)], sources


def beside(side: str) -> list[Event]:
    """Events of a side with others."""
    others = cycle(code for code in NAMES if code not in PAIR)
    found = []
    for n in range(40):
        code = next(others) if n % 3 else next(c for c in PAIR if c != side)
        document = f"o{side}{n}"
        party = (state(side, "party"), state(code, "party"))
        found.append(Event(statements=(say(document, "agreement", party, (("title", f"t{n}"),)),)))
        trade = (("flow", "total"), ("value", usd((n + 1) * 100_000_000)), ("period", year(2023)))
        both = (state(side, "reporter"), state(code, "partner"))
        found.append(Event(statements=(say(document, "trade", both, trade),)))
    return found


def official() -> list[Observation]:
    return [
        Observation(
            provider="UN Comtrade",
            dataset="HS",
            reporter=reporter,
            partner=partner,
            flow=flow,
            period=year(number),
            frequency="A",
            value=Decimal(1_900_000_000 + 30_000_000 * (number - 2018)) * (2 if flow == "exports" else 1),
            currency="USD",
            valuation="FOB" if flow == "exports" else "CIF",
        )
        for number in range(2018, 2024)
        for reporter, partner, flow in (("KAZ", "FRA", "exports"), ("FRA", "KAZ", "imports"), ("FRA", "KAZ", "exports"))
    ]


def dossier(documents: int, *, since: date | None = None) -> Dossier:
    """A dossier of five statements a document, each an event of its own but for figures, joined by period and side."""
    made, sources = statements(documents)
    joined: dict[object, list[Statement]] = {}
    for s in made:
        key = (s.kind, s.slot("flow"), s.slot("period"), s.countries("reporter")) if s.kind == "trade" else s.id
        joined.setdefault(key, []).append(s)
    sources |= {f"o{c}{n}": Source(document=f"o{c}{n}", publisher="Other") for c in PAIR for n in range(40)}
    return compile_dossier(
        PAIR,
        [Event(statements=tuple(group)) for group in joined.values()],
        sources,
        today=date(2026, 11, 24),
        since=since,
        beside={code: beside(code) for code in PAIR},
        observations=official(),
    )
