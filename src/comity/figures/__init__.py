"""Figures of a text: quantities and periods, by a grammar over the text alone."""

from comity.figures.grammar import figures
from comity.figures.growth import growth_percent
from comity.figures.rows import period_json, quantity_json

__all__ = ["figures", "growth_percent", "period_json", "quantity_json"]
