"""The loops of ``tracking``, compiled."""

from __future__ import annotations

from shiome.sanctions.watch.compiling import compiled
from shiome.sanctions.watch.identity import tracking

follow = compiled(tracking.follow)
