"""What the ledger's events add up to for a pair of states: pure functions from events to values."""

from comity.analyse.claim import Claim, Difference
from comity.analyse.dossier import Dossier, compile_dossier
from comity.analyse.line import Line, Section, Source
from comity.analyse.visit import Exchange

__all__ = ["Claim", "Difference", "Dossier", "Exchange", "Line", "Section", "Source", "compile_dossier"]
