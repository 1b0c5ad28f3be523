"""A mapping: which column of a table says what. A TOML file; those of public formats come with the package."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from comity.model import ConfigError

Flow = Literal["exports", "imports", "total", "balance"]
Valued = Literal["FOB", "CIF"]
_MOST = 1_000_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Layout(_Part):
    """How a table is written. `delimiter` and `encoding` are told by content where they are not given; `skip` lines
    stand above the head; cells in `missing` hold no figure; `period` is a strptime format.
    """

    delimiter: str = Field(default="", max_length=1)
    decimal: Literal[".", ","] = "."
    thousands: str = Field(default="", max_length=1)
    encoding: str = ""
    skip: int = Field(default=0, ge=0, le=1_000)
    missing: tuple[str, ...] = ("", "-", "–", "—", ".", "..", "...", ":", "n/a", "N/A", "NA", "NaN", "x", "c")
    period: str = ""


class Columns(_Part):
    """Names of columns; of several names the first that the head has. `multiplier` is a number (1000), `unit_mult` a
    power of ten (SDMX). `cif` and `fob` hold the figure in that valuation, to tell which one `value` is.
    """

    reporter: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    frequency: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    multiplier: tuple[str, ...] = ()
    unit_mult: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    valuation: tuple[str, ...] = ()
    cif: tuple[str, ...] = ()
    fob: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def one_is_several(cls, value: Any) -> Any:
        """A single name stands for a list of one."""
        return (value,) if isinstance(value, str) else value


class Constants(_Part):
    """What all rows share."""

    reporter: str = ""
    partner: str = ""
    flow: str = ""
    period: str = ""
    frequency: Literal["", "A", "S", "Q", "M"] = ""
    currency: str = ""
    multiplier: Decimal = Field(default=Decimal(1), gt=0)
    hs: str = ""
    valuation: str = ""


class Measure(_Part):
    """A column of figures; what it says beats the columns and constants. "{period}" in `column` stands for a period:
    a wide table has one column a year, "{period}" alone or in words ("exports {period}").
    """

    column: str
    flow: Flow | None = None
    currency: str | None = None
    multiplier: Decimal | None = Field(default=None, gt=0)
    hs: str | None = None
    valuation: Valued | None = None


class Fetch(_Part):
    """How to ask an SDMX provider: `client` is its name in the library sdmx1, or `url` an address of its own.

    `key` and `dataflow` are the provider's, with {reporter}, {partner} and {frequency} filled in; `areas` says which
    codes it wants, `codes` where it differs. `reporters` are the only ones that report to it (empty: everybody).
    """

    client: str = ""
    url: str = ""
    dataflow: str
    key: str
    areas: Literal["iso2", "iso3"] = "iso3"
    codes: dict[str, str] = {}
    reporters: tuple[str, ...] = ()
    about: str = ""


class Mapping(_Part):
    """A mapping. `values` translates cells of a column by name of the field ("flow"): "" leaves a row out. `only` keeps
    the rows whose cell is one of those listed. `valuation` says which one a flow has. `dataflows` are the identifiers
    of SDMX dataflows that it is for.
    """

    provider: str = ""
    dataset: str = ""
    licence: str = ""
    dataflows: tuple[str, ...] = ()
    file: Layout = Layout()
    columns: Columns = Columns()
    constants: Constants = Constants()
    measure: tuple[Measure, ...] = ()
    values: dict[str, dict[str, str]] = {}
    only: dict[str, tuple[str, ...]] = {}
    valuation: dict[Flow, Valued] = {}
    fetch: Fetch | None = None

    @field_validator("values")
    @classmethod
    def names_are_fields(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """A misspelt field would translate nothing, silently."""
        unknown = sorted(set(value) - set(Columns.model_fields))
        if unknown:
            raise ValueError(f"there is no field {unknown[0]!r}; there are {', '.join(Columns.model_fields)}")
        return value


def load_mapping(path: Path) -> Mapping:
    """The mapping of a TOML file. Raises ConfigError, one line, that names the file, the field and what is wrong."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST + 1)
    except OSError as error:
        raise ConfigError(f"{path}: the mapping cannot be read ({error.strerror})") from error
    if len(data) > _MOST:
        raise ConfigError(f"{path}: is too large for a mapping")
    return parse_mapping(data.decode("utf-8", "replace"), str(path))


def parse_mapping(text: str, name: str) -> Mapping:
    """As `load_mapping`, of text."""
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: is not TOML ({error})") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: is nested too deeply") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            told = "there is no such field in a mapping"
        raise ConfigError(f"{name}: {field}: {told[:1].lower()}{told[1:]}") from error


@cache
def shipped() -> dict[str, Mapping]:
    """The mappings of public formats that come with the package, by name."""
    folder = resources.files("comity.acquire.statistics").joinpath("formats")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): parse_mapping(f.read_text("utf-8"), f.name) for f in found}


def of_dataflow(dataflow: str) -> Mapping:
    """The shipped mapping for an SDMX dataflow ("IMF.STA:IMTS(1.0.0)"), or the one of the usual SDMX concepts."""
    identifier = dataflow.split("(")[0].split("=")[-1].split(":")[-1].strip()
    named = (m for m in shipped().values() if identifier in m.dataflows)
    return next(named, shipped()["sdmx"])
