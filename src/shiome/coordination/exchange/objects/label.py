"""The release label as it stands in an object. What it means (who is reached, how labels combine) is said in ``release``."""

from __future__ import annotations

from typing import Literal

import msgspec

Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
TLPS: tuple[Tlp, ...] = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""The levels of the Traffic Light Protocol 2.0 (FIRST 2022), from the widest to the narrowest."""
WIDE: tuple[Tlp, ...] = ("CLEAR", "GREEN")
"""Levels that reach all partners where nobody is named; every other level then reaches nobody."""


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How far an object, or a field of one, may go.

    Labels that mean the same are equal: names are kept once and in order, and a level below GREEN without names is one with an empty
    list, which reaches nobody.
    """

    tlp: Tlp
    to: tuple[str, ...] | None = None
    """Nodes that are reached, or parties, whose nodes are meant; ``None``: no restriction, which only CLEAR and GREEN know."""
    bodies: tuple[str, ...] | None = None
    """Need to know: whoever is reached takes part in at least one of these bodies; ``None``: no such condition."""
    orcon: bool = False
    """Originator control: nobody but the originator may pass it on."""

    def __post_init__(self) -> None:
        names = () if self.to is None and self.tlp not in WIDE else self.to
        for field, given, kept in (("to", self.to, names), ("bodies", self.bodies, self.bodies)):
            ordered = None if kept is None else tuple(sorted(set(kept)))
            if ordered != given:
                msgspec.structs.force_setattr(self, field, ordered)

    def __str__(self) -> str:
        """As it is written on a page.

        >>> str(Label(tlp="AMBER", to=("b", "a"), bodies=("m",), orcon=True))
        'TLP:AMBER REL TO a, b NEED TO KNOW m ORCON'
        """
        parts = [f"TLP:{self.tlp}"]
        if self.to is not None:
            parts.append(f"REL TO {', '.join(self.to) or 'NOBODY'}")
        if self.bodies is not None:
            parts.append(f"NEED TO KNOW {', '.join(self.bodies) or 'NOBODY'}")
        return " ".join(parts + ["ORCON"] * self.orcon)
