"""Where documents come from: files, folders, globs, standard input and JSON Lines, read one at a time and bounded."""

from comity.acquire.documents import Limits, Overrides, acquire

__all__ = ["Limits", "Overrides", "acquire"]
