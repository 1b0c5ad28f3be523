"""Relations that no frame reads: learned weights say which two states of a sentence stand in which one.

In reading order: `features` (what is measured of a sentence and of the states in it), `weights` (what was learned of
it), `proposals` (what is made of it, where no frame has read the like).
"""

from comity.recognise.learned.proposals import proposed, unread

__all__ = ["proposed", "unread"]
