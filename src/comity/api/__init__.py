"""What `import comity` offers: read an article, keep a ledger, ask for a dossier."""

from comity.api.article import Article, Statements, read, read_all
from comity.api.ledger import Dossier, Ingested, Ledger, View

__all__ = ["Article", "Dossier", "Ingested", "Ledger", "Statements", "View", "read", "read_all"]
