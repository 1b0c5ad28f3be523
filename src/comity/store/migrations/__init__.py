"""Alembic's script folder: one file a schema version, run by `comity.store.migrate`."""
