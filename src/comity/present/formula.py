"""Cells that no spreadsheet takes for a formula, and back.

Which characters begin one is the list of OWASP's page on CSV injection: = + - @, tab and line ends, and the full-width
forms of the first four.
"""

from __future__ import annotations

_BEGIN = frozenset("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """The text led by an apostrophe where it may be taken for a formula, or could not be told from a guarded one."""
    return f"'{text}" if text.startswith("'") or _begins(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`; other text, such as somebody typed, stays as it is."""
    rest = text[1:]
    return rest if text.startswith("'") and (rest.startswith("'") or _begins(rest)) else text


def _begins(text: str) -> bool:
    return text[:1] in _BEGIN or text.lstrip()[:1] in _BEGIN if text else False
