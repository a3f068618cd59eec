"""Tokens against forged forms: bound to the session, so that another site cannot know them."""

from __future__ import annotations

import hashlib
import hmac

FIELD = "csrf"
"""Name of the hidden field."""


def form_token(secret: str, session: str) -> str:
    """The token that forms of a session carry.

    >>> form_token("s", "a") == form_token("s", "a"), form_token("s", "a") == form_token("s", "b")
    (True, False)
    """
    return hmac.new(secret.encode(), session.encode(), hashlib.sha256).hexdigest()


def is_right(given: str, *, secret: str, session: str) -> bool:
    """Whether a form came with the token of its session."""
    return bool(session) and hmac.compare_digest(given.encode(), form_token(secret, session).encode())
