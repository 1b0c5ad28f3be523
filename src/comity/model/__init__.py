"""Values that every part of Comity speaks in: frozen dataclasses on the standard library alone."""

from comity.model.actor import Actor, Mention, Place
from comity.model.decision import Action, Decision, Subject
from comity.model.document import Article, Dateline, Document, Furniture, Link, Paragraph, Reading, Refusal, Sentence
from comity.model.errors import ComityError, ConfigError, InputError, LedgerError
from comity.model.event import Event
from comity.model.finding import Finding
from comity.model.observation import Observation
from comity.model.quantity import Bound, Figures, Money, Period, Quantity
from comity.model.span import Interval, Quote, Span
from comity.model.statement import KINDS, STATUSES, Origin, SlotValue, Statement

__all__ = [
    "KINDS",
    "STATUSES",
    "Action",
    "Actor",
    "Article",
    "Bound",
    "ComityError",
    "ConfigError",
    "Dateline",
    "Decision",
    "Document",
    "Event",
    "Figures",
    "Finding",
    "Furniture",
    "InputError",
    "Interval",
    "LedgerError",
    "Link",
    "Mention",
    "Money",
    "Observation",
    "Origin",
    "Paragraph",
    "Period",
    "Place",
    "Quantity",
    "Quote",
    "Reading",
    "Refusal",
    "Sentence",
    "SlotValue",
    "Span",
    "Statement",
    "Subject",
]
