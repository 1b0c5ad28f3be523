"""The engine that runs the kinds over a document: sentences, their parse and the names in them become statements.

In reading order:

- the door: `recogniser`; which sentences deserve a parse: `deserves`; what is known of the document: `context`
- sentences as trees: `parser`, `wordforms`, `standins` (plain words for names), `repair`, `syntax`
- grammar on a tree: `antecedents`, `arguments`, `relatives`, `phrases`, `standing`, `status`, `when`, `actors`
- frames: `triggers`, `match`, `given` and `before` (who is meant where a sentence does not say), `gapping`,
  `slots`, `engine`
- kinds made of figures: `series`, `flows`, `sides`, `measures`
- events with one side only, for event data: `one_sided`
- the document as a whole: `merge`, `carry`, `derive`, `grounds`, `confidence`
"""

from comity.recognise.parser import DEFAULT_MODEL
from comity.recognise.recogniser import Recogniser, recognise

__all__ = ["DEFAULT_MODEL", "Recogniser", "recognise"]
