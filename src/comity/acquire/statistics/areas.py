"""Areas of statistics to the codes that Comity uses: UN M49 numbers, ISO 3166-1 codes, names. Never guessed."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

from comity.acquire.statistics.items import Lookup

_M49 = re.compile(r"\d{1,3}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9]{2,3}", re.ASCII)
_TURNED = re.compile(r"([^,()]{2,60})(?:, | \()([^,()]{2,60} of)\)?")
_LONGEST = 120


class Areas:
    """Codes of areas as a table writes them. `lookup` knows names and ISO codes of states and organisations."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._found: dict[str, str | None] = {}

    def code(self, written: str) -> str | None:
        """ISO 3166-1 alpha-3, "org:…", or "W00" for the world; None where it is not known for certain.

        A short code names an organisation only where statistics use it so ("EU27_2020"); ISO's user-assigned codes
        (X…, Q…) mean what the list of areas says.
        """
        asked = " ".join(written.split())
        if len(asked) > _LONGEST:
            return None
        if asked not in self._found:
            self._found[asked] = self._resolved(asked)
        return self._found[asked]

    def m49(self, code: str) -> str | None:
        """The number that UN Comtrade knows an area by, None where it has none."""
        special = {"W00": "0", "org:EU": "97", "USA": "842", "FRA": "251", "CHE": "757", "NOR": "579", "IND": "699"}
        if code in special:
            return special[code]
        return next((number for number, iso2 in _numbers().items() if self._lookup(iso2) == code), None)

    def iso2(self, code: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of an alpha-3 one, None where there is none."""
        return next((iso2 for iso2 in _numbers().values() if self._lookup(iso2) == code), None)

    def _resolved(self, asked: str) -> str | None:
        if (listed := _listed().get(asked.casefold())) is not None:
            return listed
        if _M49.fullmatch(asked):
            iso2 = _numbers().get(asked.lstrip("0"))
            return self._lookup(iso2) if iso2 else None
        if _CODE.fullmatch(asked):
            found = self._lookup(asked)
            assigned = len(asked) == 2 and asked[0].upper() in "XQ"
            return None if assigned or found is None or found.startswith("org:") else found
        return self._lookup(asked) or self._of_turned(asked)

    def _of_turned(self, asked: str) -> str | None:
        """ "Iran (Islamic Republic of)" and "Korea, Republic of" turned around."""
        turned = _TURNED.fullmatch(asked)
        return self._lookup(f"{turned[2]} {turned[1]}") if turned else None


@cache
def _listed() -> dict[str, str]:
    text = resources.files("comity.acquire.statistics").joinpath("areas.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {row["code"].casefold(): row["area"] for row in csv.DictReader(lines)}


@cache
def _numbers() -> dict[str, str]:
    """UN M49 numbers (which ISO 3166-1 shares) without leading zeros, to ISO alpha-2, from CLDR's aliases."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {key.lstrip("0"): value[0] for key, value in aliases.items() if key.isdigit() and len(value) == 1}
