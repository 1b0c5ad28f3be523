"""Two names out of the words a person typed."""

from __future__ import annotations

from collections.abc import Sequence

from comity.api.ledger import code_of
from comity.cli.output import UsageError
from comity.model import InputError


def pair_of(words: Sequence[str]) -> tuple[str, str]:
    """The codes of the two states meant: "KAZ FRA", "south korea" japan, "kazakhstan france", KAZ-FRA.

    Raises UsageError where they are not two, not known (near matches are named) or can be told apart in
    more than one way.
    """
    if len(words) == 2:
        return _distinct(_code(words[0]), _code(words[1]))
    parts = " ".join(words).replace(",", " ").replace("–", "-").split()
    if len(parts) == 1 and parts[0].count("-") == 1:
        parts = parts[0].split("-")
    found = [
        (" ".join(parts[:cut]), " ".join(parts[cut:]))
        for cut in range(1, len(parts))
        if _known(" ".join(parts[:cut])) and _known(" ".join(parts[cut:]))
    ]
    readings = {(_code(a), _code(b)) for a, b in found}
    if len(readings) == 1:
        return _distinct(*readings.pop())
    if readings:
        several = " or ".join(f"{a} and {b}" for a, b in found)
        raise UsageError(f"this may mean {several}; put each name in quotation marks")
    if len(parts) < 2:
        raise UsageError("two states are needed; give both names, e.g. KAZ FRA")
    if len(parts) == 2:
        return _distinct(_code(parts[0]), _code(parts[1]))
    raise UsageError(f"no two states are known in {' '.join(parts)!r}; put each name in quotation marks")


def _known(name: str) -> bool:
    try:
        code_of(name)
    except InputError:
        return False
    return True


def _code(name: str) -> str:
    try:
        return code_of(name)
    except InputError as error:
        raise UsageError(str(error)) from error


def _distinct(a: str, b: str) -> tuple[str, str]:
    if a == b:
        raise UsageError(f"two states are needed; both names mean {a}")
    return a, b
