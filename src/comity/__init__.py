"""Comity reads diplomatic and economic news into a sourced ledger of relations between states."""
