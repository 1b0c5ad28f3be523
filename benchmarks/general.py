"""General news, made up: sentences that name places and people and tell nothing between states."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

SENTENCES = (
    "The old harbour of {town} is best known for its yellow light in the early evening.",
    "{person}, a painter from {town}, grew roses behind her grandmother's mill.",
    "Snow lay on {town} for the third night, and {person} skied along the tram lines.",
    "The museum in {town} owes its blue ceiling to {person}, who never saw it.",
    "{person} was born near {town} in a village of nine houses and one well.",
    "Winters in {town} seem milder than before, though {person} still wears her old coat.",
    "The orchestra of {town} played without {person}, whose violin was lost on a ferry.",
    "A bakery in {town} sells bread that {person} still bakes at dawn.",
    "Fans in {town} sang until midnight, and {person} danced on the roof of a bus.",
    "The novel by {person} follows a slow tram through {town} in the rain.",
    "In {town}, {person} teaches chess to children who would rather swim.",
    "Doctors in {town} treated {person} for a broken wrist after the match.",
    "The cathedral at {town} is older than the bridge, as {person} likes to tell.",
    "{person} ran third in {town} behind two younger women from the hills.",
    "Storks nested in {town} a week early, to the delight of {person}.",
    "Thieves in {town} stole a red bicycle from {person} twice in a month.",
)
TOWNS = ("Lyon", "Lima", "Kraków", "Osaka", "Mombasa", "Bergen", "Bologna", "Porto", "Cork", "Almaty", "Tartu")
PEOPLE = ("Ana Moreau", "Jonas Vik", "Mira Castel", "Tomas Okello", "Lena Farkas", "Ravi Menon", "Sofia Brandt")


def sentences() -> Iterator[str]:
    """Without end; each sentence comes with every town and person in turn."""
    told = zip(itertools.cycle(SENTENCES), itertools.cycle(TOWNS), itertools.cycle(PEOPLE), strict=False)
    for sentence, town, person in told:
        yield sentence.format(town=town, person=person)


def diluted(text: str, apart: int) -> str:
    """A text with `apart` general sentences after each line of it, or after each sentence of a line."""
    filler = sentences()
    lines = (line for line in text.replace(". ", ".\n").splitlines() if line.strip())
    return "\n".join(" ".join((line, *itertools.islice(filler, apart))) for line in lines)
