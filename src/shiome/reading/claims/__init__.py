"""Claims in text: cause, effect, sign, condition and hedge, from causal and conditional constructions."""

from __future__ import annotations

from shiome.reading.claims.find import find_claims

__all__ = ["find_claims"]
