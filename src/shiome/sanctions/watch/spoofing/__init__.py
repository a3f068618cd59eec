"""Spoofing: impossible speed, circles, positions outside a receiver's reach, and tracks without natural variation.

``motion`` has the steps between rows; ``jumps``, ``circles``, ``orbits`` (circles heard seldom), ``footprint`` and ``smooth`` one kind
each; ``watching`` runs them together.
"""

from shiome.sanctions.watch.spoofing.footprint import Hearing, Receiver, hearing, learned_receivers
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.spoofing.watching import spoofing_events

__all__ = ["Hearing", "Receiver", "SpoofingRules", "hearing", "learned_receivers", "spoofing_events"]
