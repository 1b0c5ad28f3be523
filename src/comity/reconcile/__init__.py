"""Which statements of several documents tell of one event. Derived, order-free, and undone by not asking for it."""

from comity.reconcile.group import Disagreement, Group, group
from comity.reconcile.key import MergeKey

__all__ = ["Disagreement", "Group", "MergeKey", "group"]
