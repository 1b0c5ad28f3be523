"""Which statements of several documents tell of one event, and which documents carry one text. Derived, order-free, and
undone by not asking for it.
"""

from comity.reconcile.copies import copies
from comity.reconcile.events import events
from comity.reconcile.profile import TO_COME

__all__ = ["TO_COME", "copies", "events"]
