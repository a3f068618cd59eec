"""The loop of ``following``, compiled."""

from __future__ import annotations

from shiome.sanctions.watch.compiling import compiled
from shiome.sanctions.watch.ports import following

stops_of = compiled(following.stops_of)
