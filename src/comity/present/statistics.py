"""Official statistics in a terminal and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from comity.model import Observation
from comity.model.statement import number
from comity.present.clean import one_line, safe
from comity.present.names import CountryName, spelled
from comity.store.observations import Held
from comity.verify import Check
from comity.verify.mirrors import Mirror
from comity.verify.observed import Official

_SECONDARY = "dim"
_STYLE = {"holds": "green", "conflicts": "bold red", "cannot be checked": "yellow"}
_WORLD = "the world"
_FREIGHT = (
    "An importer's count includes freight and insurance (CIF), an exporter's does not (FOB): the same goods are "
    "usually 5 to 20 percent dearer on arrival. Larger gaps come from goods by way of third countries, and from dates."
)


def area(code: str, name: CountryName) -> str:
    """The name of an area, the world included."""
    return _WORLD if code == "W00" else name(code)


def held_table(held: Iterable[Held], name: CountryName) -> Table:
    """What is there: dataset, reporter, partner, years, how many figures, when retrieved, licence."""
    shown = _table("Reporter", "Partner", "Years", "Figures", "Retrieved", "Source", "Licence")
    for one in held:
        years = f"{one.first.year}–{one.last.year}" if one.first.year != one.last.year else str(one.first.year)
        cells = [area(one.reporter, name), area(one.partner, name), years, f"{one.figures:,}"]
        source = f"{one.provider}, {one.dataset}"
        shown.add_row(*map(_text, (*cells, str(one.retrieved or "unknown"), source, one.licence)))
    return shown


def held_json(held: Iterable[Held]) -> list[dict[str, Any]]:
    """The same as plain values."""
    return [
        {
            "provider": one.provider,
            "dataset": one.dataset,
            "licence": one.licence,
            "reporter": one.reporter,
            "partner": one.partner,
            "figures": one.figures,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "retrieved": one.retrieved.isoformat() if one.retrieved else None,
        }
        for one in held
    ]


def mirror_tables(mirrors: Sequence[Mirror], name: CountryName) -> list[RenderableType]:
    """For each direction the exporter's and the importer's count by year, the gap, and where each comes from."""
    parts: list[RenderableType] = []
    for exporter, importer in dict.fromkeys((m.exporter, m.importer) for m in mirrors):
        rows = [m for m in mirrors if (m.exporter, m.importer) == (exporter, importer)]
        a, b = area(exporter, name), area(importer, name)
        parts.append(Text(f"From {a} to {b}", style="bold"))
        shown = _table("Year", f"{a} reports", f"{b} reports", "Gap", "")
        for row in rows:
            gap = f"{row.gap:+.1f} %" if row.gap is not None else ""
            why = _text(spelled(row.why, (exporter, importer), name))
            shown.add_row(str(row.period.start.year), _count(row.exported), _count(row.imported), gap, why)
        parts += [shown, *_sources(rows, name), Text("")]
    if any(m.gap is not None for m in mirrors):
        parts.append(Text(_FREIGHT, style=_SECONDARY))
    return parts


def mirrors_json(
    pair: tuple[str, str], mirrors: Sequence[Mirror], observations: Sequence[Observation]
) -> dict[str, Any]:
    """The same as plain values, with every figure that is there."""
    return {
        "pair": list(pair),
        "mirrors": [
            {
                "exporter": m.exporter,
                "importer": m.importer,
                "year": m.period.start.year,
                "exported": _official_json(m.exported),
                "imported": _official_json(m.imported),
                "gap_percent": round(float(m.gap), 2) if m.gap is not None else None,
                "rate": str(m.rate) if m.rate else None,
                "why": m.why or None,
            }
            for m in mirrors
        ],
        "observations": [observation_json(figure) for figure in observations],
    }


def observation_json(figure: Observation) -> dict[str, Any]:
    """One official figure as plain values."""
    return {
        "id": figure.id,
        "reporter": figure.reporter,
        "partner": figure.partner,
        "flow": figure.flow,
        "period": {"start": figure.period.start.isoformat(), "end": figure.period.end.isoformat()},
        "frequency": figure.frequency,
        "value": number(figure.value),
        "currency": figure.currency,
        "digits": figure.digits,
        "hs": figure.hs,
        "valuation": figure.valuation,
        "provider": figure.provider,
        "dataset": figure.dataset,
        "source": figure.source,
        "licence": figure.licence,
        "retrieved": figure.retrieved.isoformat() if figure.retrieved else None,
    }


def check_parts(checks: Sequence[Check], name: CountryName) -> list[RenderableType]:
    """Each check: its verdict, the quote, and what the official figures say."""
    parts: list[RenderableType] = []
    for check in checks:
        verdict = check.finding.verdict
        statement = check.statements[0]
        head = Text(verdict, style=_STYLE.get(verdict, ""))
        head.append(f"  {check.finding.code}  {statement.id[:12]}", style=_SECONDARY)
        quote = one_line(statement.quotes[0].exact) if statement.quotes else ""
        message = one_line(spelled(check.finding.message, statement.countries(), name))
        parts += [head, _text(f"  “{quote}”"), _text(f"  {message}"), Text("")]
    return parts


def checks_json(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """The same as plain values."""
    return [
        {
            "code": check.finding.code,
            "verdict": check.finding.verdict,
            "message": check.finding.message,
            "statements": [s.to_json() for s in check.statements],
            "observations": [observation_json(figure) for figure in check.observations],
        }
        for check in checks
    ]


def left_out(counts: Mapping[tuple[str, str], int]) -> list[str]:
    """ "unknown area: 3 (Other Asia, nes 2, Areas, nes 1)", a line a reason, the most frequent names first."""
    lines = []
    for reason in dict.fromkeys(reason for reason, _ in counts):
        names = sorted(
            ((n, name) for (r, name), n in counts.items() if r == reason), key=lambda item: (-item[0], item[1])
        )
        told = ", ".join(f"{one_line(name)} {n:,}" for n, name in names[:10]) + (", …" if len(names) > 10 else "")
        lines.append(f"{one_line(reason)}: {sum(n for n, _ in names):,} ({told})")
    return lines


def amount(value: Decimal, currency: str) -> str:
    """An amount in millions, as statistical offices print it: "4,245.6 million USD"."""
    return f"{value / 1_000_000:,.1f} million {currency}"


def _official_json(official: Official | None) -> dict[str, Any] | None:
    if official is None:
        return None
    return {
        "value": number(official.value),
        "currency": official.series.currency,
        "how": official.how or None,
        "provider": official.series.provider,
        "dataset": official.series.dataset,
        "observations": [figure.id for figure in official.observations],
    }


def _count(official: Official | None) -> Text:
    if official is None:
        return Text("–")
    told = _text(amount(official.value, official.series.currency))
    if official.how:
        told.append(f"\n{safe(official.how)}", style=_SECONDARY)
    return told


def _sources(rows: Iterable[Mirror], name: CountryName) -> list[Text]:
    used = [o for row in rows for side in (row.exported, row.imported) if side for o in side.observations]
    told = dict.fromkeys(_source(figure, name) for figure in used)
    rates = dict.fromkeys(f"{row.period.start.year}: {row.rate}" for row in rows if row.rate)
    return [_text(one_line(line), _SECONDARY) for line in (*told, *rates)]


def _source(figure: Observation, name: CountryName) -> str:
    valued = f", {figure.valuation}" if figure.valuation else ""
    named = f"{area(figure.reporter, name)}: {figure.provider}, {figure.dataset}{valued}"
    return f"{named}; {figure.licence or 'licence unknown'}; retrieved {figure.retrieved or 'unknown'}"


def _table(*titles: str) -> Table:
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in titles:
        right = title in ("Figures", "Gap") or title.endswith("reports")
        shown.add_column(_text(title), justify="right" if right else "left", overflow="fold")
    return shown


def _text(text: str, style: str = "") -> Text:
    return Text(safe(text), style=style)
