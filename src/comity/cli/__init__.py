"""The command `comity`: text to standard output, progress and diagnostics to standard error."""

from comity.cli.main import app, main

__all__ = ["app", "main"]
