"""Actors in text: names in every script, abbreviations, blocs, offices and references back."""

from __future__ import annotations

from shiome.reading.actors.mentions import Discourse, Mention
from shiome.reading.actors.resolver import ActorResolver

__all__ = ["ActorResolver", "Discourse", "Mention"]
