"""Which statements of several documents tell of one event. Derived, order-free, and undone by not asking for it."""

from comity.reconcile.events import events
from comity.reconcile.group import group
from comity.reconcile.key import MergeKey

__all__ = ["MergeKey", "events", "group"]
