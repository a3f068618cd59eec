"""Objects that partners exchange: canonical JSON, keys, signatures, and what records look like in STIX 2.1.

What sanctions cases are about is in :mod:`shiome.coordination.exchange.objects.cases`, which loads the region's packs with it.
"""

from shiome.coordination.exchange.objects.canonical import canonical, read_canonical
from shiome.coordination.exchange.objects.envelope import EXTENSION, EXTENSION_OBJECT, PUBLISHER_OBJECT, Envelope
from shiome.coordination.exchange.objects.keys import KeyPair, KnownKey, key_id
from shiome.coordination.exchange.objects.label import TLPS, Label, Tlp
from shiome.coordination.exchange.objects.markings import MARKING_IDS, marked, marking_definition
from shiome.coordination.exchange.objects.records import (
    RECORD_EXTENSION,
    RECORD_EXTENSION_OBJECT,
    record_of,
    stix_of,
)
from shiome.coordination.exchange.objects.signing import sign
from shiome.coordination.exchange.objects.times import moment_of, stamp
from shiome.coordination.exchange.objects.verifying import LIMIT, SKEW, Verified, verify

__all__ = [
    "EXTENSION",
    "EXTENSION_OBJECT",
    "LIMIT",
    "MARKING_IDS",
    "PUBLISHER_OBJECT",
    "RECORD_EXTENSION",
    "RECORD_EXTENSION_OBJECT",
    "SKEW",
    "TLPS",
    "Envelope",
    "KeyPair",
    "KnownKey",
    "Label",
    "Tlp",
    "Verified",
    "canonical",
    "key_id",
    "marked",
    "marking_definition",
    "moment_of",
    "read_canonical",
    "record_of",
    "sign",
    "stamp",
    "stix_of",
    "verify",
]
