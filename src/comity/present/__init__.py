"""How results are shown: terminal, HTML, Markdown, JSON, CSV. Everything from outside is escaped on its way out."""
