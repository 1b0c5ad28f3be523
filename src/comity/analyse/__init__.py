"""What the ledger's statements add up to for a pair of states: pure functions from statements to values."""

from comity.analyse.claim import Claim, Difference
from comity.analyse.dossier import Dossier, Exchange, compile_dossier
from comity.analyse.line import Line, Section, Source

__all__ = ["Claim", "Difference", "Dossier", "Exchange", "Line", "Section", "Source", "compile_dossier"]
