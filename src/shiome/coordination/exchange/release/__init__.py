"""Release: who is reached by a label, what each partner gets of a publication, and the proof that nothing withheld can be told from it."""

from shiome.coordination.exchange.objects.label import TLPS, Label, Tlp
from shiome.coordination.exchange.release.labels import (
    Recipient,
    expanded,
    is_narrower,
    may_be_public,
    may_relay,
    meet,
    meet_all,
    reaches,
)
from shiome.coordination.exchange.release.proving import Proof, prove
from shiome.coordination.exchange.release.publication import Publication, View
from shiome.coordination.exchange.release.repeats import Repeat, repeats
from shiome.coordination.exchange.release.views import Holds, views

__all__ = [
    "TLPS",
    "Holds",
    "Label",
    "Proof",
    "Publication",
    "Recipient",
    "Repeat",
    "Tlp",
    "View",
    "expanded",
    "is_narrower",
    "may_be_public",
    "may_relay",
    "meet",
    "meet_all",
    "prove",
    "reaches",
    "repeats",
    "views",
]
