"""A page or a text to an `Article`: title, date, paragraphs, sentences, and the furniture set aside."""

from comity.read.article import read_article

__all__ = ["read_article"]
