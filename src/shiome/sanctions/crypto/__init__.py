"""Stolen crypto assets: addresses that hold, labels with source and date, and three ways to trace, side by side."""

from shiome.sanctions.crypto.addresses import Address, check_address
from shiome.sanctions.crypto.files import read_labels, read_transfers
from shiome.sanctions.crypto.funding import Funding, funding_of
from shiome.sanctions.crypto.model import Label, Trace, Transfer
from shiome.sanctions.crypto.shapes import trace_shape
from shiome.sanctions.crypto.tracing import METHODS, STOPS, trace

__all__ = [
    "METHODS",
    "STOPS",
    "Address",
    "Funding",
    "Label",
    "Trace",
    "Transfer",
    "check_address",
    "funding_of",
    "read_labels",
    "read_transfers",
    "trace",
    "trace_shape",
]
