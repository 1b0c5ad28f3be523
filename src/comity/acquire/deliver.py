"""Handing what was read to somebody's own server."""

from __future__ import annotations

import httpx

from comity.acquire.access import user_agent

_SECONDS = 30.0


def post(url: str, body: bytes, key: str) -> str | None:
    """POST JSON to an address that a person chose, which may be inside a network; why it was not taken, None where
    it was. `key` is sent as Idempotency-Key, the same for the same content, so that the other side can tell a second
    delivery from a new one. Redirects are not followed.
    """
    headers = {"Content-Type": "application/json", "User-Agent": user_agent(), "Idempotency-Key": key}
    try:
        with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
            answer = client.post(url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        return f"{url}: cannot be posted to ({said})"
    return None if answer.is_success else f"{url}: does not take what is posted ({answer.status_code})"
