"""The engine that runs the kinds over a document: sentences, their parse and the names in them become statements."""

from comity.recognise.recogniser import Recogniser, recognise

__all__ = ["Recogniser", "recognise"]
