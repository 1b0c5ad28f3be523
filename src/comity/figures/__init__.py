"""Figures of a text: quantities and periods, by a grammar over the text alone (no parse, no model).

In reading order:

- `grammar`: `figures(text)`, the way of a text through everything below;
- `tokens`: words, numbers and signs with their places; `lexicon`: the word lists of `data/*.toml`; `places`: which
  country a stretch of text speaks of, where a currency or a fiscal year must be decided;
- `time`: periods, a package of its own, read first so that dates are no counts;
- `numerals`: numbers in any writing; `currency`: which money; `measures`: per cent, units, counted nouns;
  `ranges`: two ends of one figure; `multiples`: "doubled", "a third of", "billion-dollar";
- `quantities`: these put together into a `draft`; `identifiers`: digits that are no figures; `doubts`: amounts that
  may be a thousand times off;
- `surroundings`: bound, direction, rate, duration, denial around a figure; `speakers`: who said it; `pairs`: what two
  neighbouring figures say of each other;
- `growth`: growth in per cent from a quantity; `rows`: both as JSON objects.
"""

from comity.figures.grammar import figures
from comity.figures.growth import growth_percent
from comity.figures.rows import period_json, quantity_json

__all__ = ["figures", "growth_percent", "period_json", "quantity_json"]
