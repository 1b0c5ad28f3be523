"""Runs the migrations on the connection, and inside the transaction, of whoever asks for them."""

from alembic import context

from comity.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
