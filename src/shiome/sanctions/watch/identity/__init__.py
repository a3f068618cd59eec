"""Identity: one MMSI on several hulls, one hull through several identities, and numbers that cannot be what they are sent as.

``hulls`` parts the rows of an MMSI by hull (``tracking`` follows them, ``kernels`` compiles that); ``values`` gathers what each emitter
said of itself; ``numbers`` checks it; ``linking`` finds which emitters are one hull; ``sharing`` which MMSIs are several;
``digests`` keeps the rows that linking needs;
``histories`` keeps genuine, fraudulent and unknown values apart; ``telling`` and ``phrases`` make events.
"""

from shiome.sanctions.watch.identity.histories import HullHistory, Judged, Registered, histories
from shiome.sanctions.watch.identity.hulls import Hulls, hulls
from shiome.sanctions.watch.identity.linking import Link, links
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.identity.telling import identity_events
from shiome.sanctions.watch.identity.values import Emitter, Said, emitters

__all__ = [
    "Emitter", "HullHistory", "Hulls", "IdentityRules", "Judged", "Link", "Registered", "Said", "emitters", "histories", "hulls",
    "identity_events", "links",
]  # fmt: skip
