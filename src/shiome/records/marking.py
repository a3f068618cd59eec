"""Markings of the Traffic Light Protocol 2.0 (FIRST 2022), with a group of recipients."""

from __future__ import annotations

from typing import Literal

import msgspec

Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
TLPS: tuple[Tlp, ...] = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""From the widest to the narrowest."""


class Marking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a part of a file may go.

    ``to`` names bodies and states. CLEAR and GREEN reach everybody and the whole community of the file unless ``to`` narrows them;
    AMBER, AMBER+STRICT and RED reach only those in ``to``: where it is empty, nobody but the originator.
    """

    tlp: Tlp
    to: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it is written on a page.

        >>> str(Marking(tlp="AMBER", to=("a", "b")))
        'TLP:AMBER REL TO a, b'
        """
        return f"TLP:{self.tlp}" + (f" REL TO {', '.join(self.to)}" if self.to else "")
