"""An official figure: one observation of a statistical office, in the terms of SDMX."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from comity.model.span import Interval

Frequency = Literal["A", "S", "Q", "M"]
TradeFlow = Literal["exports", "imports", "total", "balance"]
Valuation = Literal["FOB", "CIF"]

WORLD = "W00"  # UN Comtrade's code of the world as a partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Trade of `reporter` with `partner` (ISO 3166-1 alpha-3, "org:EU", or `WORLD`) in `period`, in whole units of
    `currency`.

    `flow` is seen from the reporter. `value` is the figure with its unit multiplier applied and `digits` the
    significant digits it was published with. `hs` is a commodity code, None for all goods. `frequency` is SDMX's
    CL_FREQ. `source` is the file or address it came from, `retrieved` the day.
    """

    provider: str
    dataset: str
    reporter: str
    partner: str
    flow: TradeFlow
    period: Interval
    frequency: Frequency
    value: Decimal
    currency: str
    digits: int | None = None
    hs: str | None = None
    valuation: Valuation | None = None
    source: str = ""
    licence: str = ""
    retrieved: date | None = None

    @property
    def id(self) -> str:
        """16 hex digits of SHA-256 over what is observed and the value; where it came from is no part of it."""
        said = (
            self.provider,
            self.dataset,
            self.reporter,
            self.partner,
            self.flow,
            f"{self.period.start}/{self.period.end}",
            self.frequency,
            f"{self.value.normalize():f}",
            self.currency,
            self.hs or "",
            self.valuation or "",
        )
        return hashlib.sha256("\x00".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
