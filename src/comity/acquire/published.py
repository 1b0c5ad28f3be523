"""Days of publication as data write them."""

from __future__ import annotations

import re
from datetime import date, datetime


def parse_date(value: str) -> date | None:
    """The day of an ISO 8601 date or datetime, as written (no change of time zone); None where it is neither."""
    told = value.strip()
    try:
        return datetime.fromisoformat(told).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(told[:10]) if re.match(r"\d{4}-\d\d-\d\d[T ]", told) else None
    except ValueError:
        return None
