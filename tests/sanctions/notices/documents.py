"""A made-up case with something of everything, for tests."""

from __future__ import annotations

import msgspec
from tests.sanctions.casework.cases import OPENING, case, evidence, identity

from shiome.sanctions.casework.model import (
    Assessment,
    HandOver,
    Happening,
    Holding,
    Legal,
    ListHit,
    Marking,
    Notified,
    Point,
    Release,
    Reply,
    Track,
)


def text(word: str) -> dict[str, str]:
    return {"ja": f"{word}和", "en": f"{word} english", "ko": f"{word}한"}


def full_case(*, simulated: bool = True):
    opening = msgspec.structs.replace(OPENING, simulated=simulated, marking=Marking(tlp="AMBER", to=("ecc", "msmt")))
    track = Track(
        subject="v",
        points=(
            Point(at="2024-02-24T00:00Z", lat=30, lon=179.5),
            Point(at="2024-02-24T02:00Z", lat=30.2, lon=-179.6),
        ),
    )
    return case(
        evidence(text=text("photo"), simulated=simulated),
        identity("STAR <7>", verdict="genuine", since="2019-03"),
        identity("9074728", field="imo", side="physical", verdict="fraudulent", evidence=(2,)),
        identity("LIGHT", subject="w", verdict="fraudulent"),
        Holding(subject="v", holder="Blue & Co", role="registered_owner", since="2019", until="2023"),
        Holding(subject="Blue & Co", holder="Top", role="owner"),
        Holding(subject="w", holder="Top", role="beneficial_owner"),
        Holding(subject="Top", holder="v", role="agent"),
        Happening(
            kind="transfer", start="2024-02-24T02:10Z", end="2024-02-24T06:45Z", lat=30.25, lon=-179.9, error_km=3,
            subjects=("v", "w"), observer=text("aircraft"), place=text("sea"), text=text("hoses"), reasons=(text("near"),),
            alternatives=(text("help"),), score=0.875, tracks=(track,), evidence=(2,),
        ),
        Happening(kind="port_call", start="2024-02-27", subjects=("v",), text={"en": "called"}),
        ListHit(subject="w", list="List", entry="V-17", reasons=(text("spelling"),)),
        Legal(basis="r2375-11", subjects=("v",), text=text("why")),
        Assessment(statement=text("suspected"), step=4, alternatives=(text("bunkers"),)),
        Reply(party="Blue & Co", asked="2024-03-01", stance="denies", text=text("no")),
        Notified(whom=text("committee"), at="2024-02-27"),
        HandOver(source="ecc", target="msmt", stage="case", at="2025-06-01", items=(1,)),
        Release(items=(3,), new=Marking(tlp="CLEAR"), consent=("JPN",)),
        opening=opening,
    )  # fmt: skip
