"""The PLOVER event scheme (2021 names): sixteen types, four quadrants, contexts, modes.

Source: PLOVER codebook, Open Event Data Alliance, draft 0.8 of 2021 and after. The draft's page still lists INVESTIGATE,
DEMAND, DISAPPROVE and CRIME; the final scheme has REQUEST, ACCUSE and no CRIME.
"""

from __future__ import annotations

from typing import Literal, get_args

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
]
"""The sixteen types, and ``NONE`` for what the scheme has no type for (domestic processes, statements, non-events)."""

TYPES: tuple[str, ...] = tuple(t for t in get_args(EventType) if t != "NONE")

QUADRANTS: dict[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
"""Type to quadrant; ``NONE`` has no quadrant."""

NAMES: dict[str, dict[str, str]] = {
    "AGREE": {"ja": "合意", "en": "agree"},
    "CONSULT": {"ja": "協議", "en": "consult"},
    "SUPPORT": {"ja": "支持", "en": "support"},
    "CONCEDE": {"ja": "譲歩", "en": "concede"},
    "COOPERATE": {"ja": "協力", "en": "cooperate"},
    "AID": {"ja": "援助", "en": "aid"},
    "RETREAT": {"ja": "後退", "en": "retreat"},
    "REQUEST": {"ja": "要求", "en": "request"},
    "ACCUSE": {"ja": "非難", "en": "accuse"},
    "REJECT": {"ja": "拒否", "en": "reject"},
    "THREATEN": {"ja": "威嚇", "en": "threaten"},
    "PROTEST": {"ja": "抗議行動", "en": "protest"},
    "SANCTION": {"ja": "制裁", "en": "sanction"},
    "MOBILIZE": {"ja": "動員", "en": "mobilize"},
    "COERCE": {"ja": "強制", "en": "coerce"},
    "ASSAULT": {"ja": "攻撃", "en": "assault"},
    "NONE": {"ja": "型なし", "en": "no type"},
}
"""What a type is called, by language."""

Reality = Literal["actual", "planned", "hypothetical", "negated"]
"""Whether the event happened, is to happen, is supposed, or is said not to have happened."""
