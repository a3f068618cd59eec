"""Refusals of the exchange's objects and labels."""

from __future__ import annotations

from shiome.errors import InputRefused


def refused(
    code: str, text: str, ja: str, *, hint: str = "", hint_ja: str | None = None, failed: object = None
) -> InputRefused:
    """A refusal with the codes of the exchange."""
    return InputRefused(f"exchange.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)
