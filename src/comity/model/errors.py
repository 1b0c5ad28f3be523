"""Exceptions for broken configuration and unusable input; expected trouble inside input is a `Finding`."""


class ComityError(Exception):
    """Base of all errors Comity raises on purpose; the message is one line that says what, where and what to do."""

    exit_code = 1


class InputError(ComityError):
    """A source that cannot be read at all (missing, empty, binary, too large)."""

    exit_code = 3


class LedgerError(ComityError):
    """A ledger that cannot be opened, written or understood."""

    exit_code = 4


class ConfigError(ComityError):
    """A setting that cannot be honoured, such as a language model that is not installed."""

    exit_code = 5
