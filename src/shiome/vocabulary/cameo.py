"""CAMEO event codes and the PLOVER type that each stands for, by root.

Source: the CAMEO codebook (1.1b3) for the twenty roots, the PLOVER project's conversion of September 2021 for their types. Most
roots have one type; the codes that leave the type of their root are listed by their shortest prefix. Mode and context are a finer
matter and belong to whoever reads the full conversion.
"""

from __future__ import annotations

from functools import lru_cache

from shiome.vocabulary.plover import EventType

ROOT_TYPES: dict[str, EventType] = {
    "01": "NONE",
    "02": "NONE",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "CONCEDE",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
"""The twenty roots. Statements (01) and appeals (02) have no place in PLOVER."""

DEPARTURES: dict[str, EventType] = {
    "0813": "RETREAT",
    "0814": "RETREAT",
    "084": "RETREAT",
    "085": "RETREAT",
    "086": "RETREAT",
    "087": "RETREAT",
    "163": "COERCE",
    "1712": "ASSAULT",
    "175": "ASSAULT",
    "191": "COERCE",
    "192": "COERCE",
}
"""Codes whose type is not that of their root, by their shortest prefix: what begins with one follows it."""


def is_cameo(code: str) -> bool:
    """Whether the text has the form of a CAMEO code: a root of two digits, then up to two more.

    >>> is_cameo("0231"), is_cameo("21"), is_cameo("---")
    (True, False, False)
    """
    return code.isascii() and code.isdigit() and 2 <= len(code) <= 4 and code[:2] in ROOT_TYPES


@lru_cache(maxsize=1024)
def cameo_event_type(code: str) -> EventType:
    """The PLOVER type of a CAMEO code; ``NONE`` for what PLOVER has no type for and for what is no CAMEO code.

    >>> cameo_event_type("190"), cameo_event_type("0871"), cameo_event_type("010")
    ('ASSAULT', 'RETREAT', 'NONE')
    """
    if not is_cameo(code):
        return "NONE"
    for length in (4, 3):
        if code[:length] in DEPARTURES:
            return DEPARTURES[code[:length]]
    return ROOT_TYPES[code[:2]]
