"""What was learned of sentences: which two of their states stand in which relation, and how likely.

In reading order: `candidates` (the states that may take part), `pieces` and `encoding` (a sentence as the network takes
it), `network` (what it says), `weighing` (sentences with what it says of them, and how far that bears a reading out),
`drafts` and `proposals` (statements of what no frame has read).
"""

from comity.recognise.learned.proposals import proposed, unread
from comity.recognise.learned.weighing import Weighed, support, weighed

__all__ = ["Weighed", "proposed", "support", "unread", "weighed"]
