"""How fast figures are read: sentences and characters a second, and whether time grows with the text and no faster."""

from __future__ import annotations

import time
from datetime import date

from comity.figures import figures

PUBLISHED = date(2024, 11, 7)
SENTENCES = (
    "Trade between the two countries reached $4.2 billion in the first nine months of the year, up 12.5% on the year.",
    "The minister said on Tuesday that the talks had been held in a friendly atmosphere.",
    "Exports rose from 3.2 to 4.5 billion dollars, while imports fell by nearly a third to €1.1bn (about $1.2bn).",
    "The delegation will travel to the north of the country to see the new school and the old harbour.",
    "They signed 36 documents, among them nine memoranda worth up to Rs 3.5 lakh crore over five years.",
    "No date has been set for the return visit, which both sides described as timely.",
    "The plant of 2,400 MW is to open by 2030 and will use 10 bcm of gas a year.",
    "Officials praised the courage of the rescuers and thanked them for their help.",
)
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def seconds(text: str) -> float:
    """Processor time of one reading."""
    started = time.process_time()
    figures(text, PUBLISHED)
    return time.process_time() - started


def per_sentence(rounds: int = 500) -> tuple[float, float]:
    """Sentences and characters a second, each sentence read alone; half of them hold a figure."""
    started = time.process_time()
    for _ in range(rounds):
        for sentence in SENTENCES:
            figures(sentence, PUBLISHED)
    took = time.process_time() - started
    return rounds * len(SENTENCES) / took, rounds * sum(map(len, SENTENCES)) / took


def text_of(size: int, newline: bool) -> str:
    """About `size` characters of prose, in lines or in one line."""
    prose = ("\n" if newline else " ").join(SENTENCES) + ("\n" if newline else " ")
    return (prose * (size // len(prose) + 1))[:size]


def run() -> None:
    """Print the figures."""
    seconds(" ".join(SENTENCES))  # load the lexicons
    sentences, characters = per_sentence()
    print(f"{sentences:,.0f} sentences/s, {characters / 1e6:.2f} M characters/s, one core")
    for newline in (True, False):
        print(f"growth, {'one sentence a line' if newline else 'all in one line'}:")
        for size in SIZES if newline else SIZES[:-1]:
            took = seconds(text_of(size, newline))
            print(f"  {size:>10,} characters {took:>8.3f} s {took / size * 1e6:>7.2f} µs a character")


if __name__ == "__main__":
    run()
