"""Who acts, as the text names them and as they resolve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from comity.model.span import Span

MentionType = Literal["state", "adjective", "capital", "city", "person", "organisation", "company", "body", "group"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, company, body or state. `country` is ISO 3166-1 alpha-3, "org:ACRONYM" for an organisation of
    states, or None where unknown. `role` is one of the kind's roles once a statement is made.
    """

    name: str
    country: str | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of an event; `country` is ISO 3166-1 alpha-3 or None where unknown."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that names somebody, resolved.

    `actors` holds one actor, or several for "both countries"; it is empty where the mention stays unknown.
    `type` is what the words are ("adjective" for "French", "capital" for "Paris", which may stand for the place or
    the government); `how` says which list or rule resolved it, e.g. "leaders.csv" or "anaphora: the two sides".
    """

    span: Span
    type: MentionType
    actors: tuple[Actor, ...]
    how: str
