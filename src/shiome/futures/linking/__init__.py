"""From claims in words to cells of the cross-impact model: driver and state on both ends, with the words that told them.

``passage`` readies a text, ``patterns`` seeks the pack's terms, ``turns`` finds what negates them, ``readings`` weighs drivers and
states, ``link`` pairs them, ``outcomes`` says what came of it.
"""

from __future__ import annotations

from shiome.futures.linking.link import Linker, link_claims
from shiome.futures.linking.outcomes import End, Hit, Linked, Outcome, Unlinked, explain

__all__ = ["End", "Hit", "Linked", "Linker", "Outcome", "Unlinked", "explain", "link_claims"]
