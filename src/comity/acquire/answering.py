"""Whether anything listens at an address, before a library tries for minutes."""

from __future__ import annotations

import socket


def answers(host: str, port: int, seconds: float = 5.0) -> bool:
    """Whether a TCP connection to a host can be opened in so many seconds."""
    try:
        with socket.create_connection((host, port), timeout=seconds):
            return True
    except (OSError, ValueError, OverflowError):
        return False
