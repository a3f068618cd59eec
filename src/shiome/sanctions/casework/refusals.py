"""Refusals of this room."""

from __future__ import annotations

from shiome.errors import InputRefused


def refused(code: str, text: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    """A refusal with the codes of cases."""
    return InputRefused(f"case.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)
