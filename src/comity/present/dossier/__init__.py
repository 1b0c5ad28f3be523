"""A dossier's analyses in words: tables and sentences that every form shares, and the pieces of its page."""
