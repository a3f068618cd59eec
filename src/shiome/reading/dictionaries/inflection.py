"""Regular English forms, as the dictionaries expect them to be generated."""

from __future__ import annotations

_VOWELS = "AEIOU"
_HISSING = ("S", "X", "Z", "CH", "SH")


def verb_forms(verb: str) -> tuple[str, ...]:
    """The verb in capitals with its regular third person, past and present participle.

    >>> verb_forms("CRITICIZE")
    ('CRITICIZE', 'CRITICIZES', 'CRITICIZED', 'CRITICIZING')
    >>> verb_forms("DENY")
    ('DENY', 'DENIES', 'DENIED', 'DENYING')
    """
    if not verb:
        return ()
    if verb.endswith("Y") and verb[-2:-1] not in _VOWELS:
        third, past = verb[:-1] + "IES", verb[:-1] + "IED"
    else:
        third = verb + ("ES" if verb.endswith(_HISSING) else "S")
        past = verb + ("D" if verb.endswith("E") else "ED")
    silent = verb.endswith("E") and not verb.endswith(("EE", "YE", "OE"))
    return (verb, third, past, (verb[:-1] if silent else verb) + "ING")


def noun_plural(noun: str) -> str:
    """The regular plural of a noun in capitals.

    >>> noun_plural("CLERIC"), noun_plural("AUTHORITY"), noun_plural("PRESS")
    ('CLERICS', 'AUTHORITIES', 'PRESSES')
    """
    if noun.endswith("Y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "IES"
    return noun + ("ES" if noun.endswith(_HISSING) else "S")
