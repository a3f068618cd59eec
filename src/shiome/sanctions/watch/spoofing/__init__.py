"""Spoofing: impossible speed, circles, positions outside a receiver's reach, and tracks without natural variation.

``motion`` has the steps between rows; ``jumps``, ``circles``, ``footprint`` and ``smooth`` one kind each; ``watching`` runs them together.
"""

from shiome.sanctions.watch.spoofing.footprint import Receiver
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.spoofing.watching import spoofing_events

__all__ = ["Receiver", "SpoofingRules", "spoofing_events"]
