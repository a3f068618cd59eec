"""What was observed, point by point, and where."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import Happening, Identity
from shiome.sanctions.notices.maps import Line, numbered, track_map
from shiome.sanctions.notices.model import Block, Facts, Picture
from shiome.sanctions.notices.words import Words

AT_SEA = frozenset({"transfer", "dark_transfer", "dark_period", "identity", "spoofing", "observation", "inspection"})
"""Kinds that are told point by point; the others stand in the chronology only."""
_SHOWN = ("imo", "mmsi", "call_sign", "flag")
MAP_WIDTH = 640


def observations(case: CaseFile) -> tuple[Happening, ...]:
    """Lines of the chronology that are told as observations, by time."""
    return tuple(part for _, part in case.chronology if part.kind in AT_SEA)


def fact_blocks(case: CaseFile, words: Words) -> Iterator[Block]:
    """One list of facts for each observation: when, by whom, which vessels, where, what."""
    for number, part in enumerate(observations(case), start=1):
        rows = [
            (words("when"), [words.span(part.start, part.end)]),
            (words("observer"), [words.told(part.observer) or words("unknown")]),
            (words("vessels"), [described(case, subject, words) for subject in part.subjects] or [words("unknown")]),
            (words("where"), [where(part, words)]),
            (words("seen"), [words.told(part.text)]),
            (words("grounds"), [words.told(reason) for reason in part.reasons]),
            (words("benign"), [words.told(other) for other in part.alternatives]),
            (words("score"), [] if part.score is None else [f"{part.score:.2f}"]),
        ]
        title = words("fact", number=number) + (f" [{words('simulated.short')}]" if part.simulated else "")
        yield Facts(title, tuple((label, tuple(lines)) for label, lines in rows if lines))


def where(part: Happening, words: Words) -> str:
    """Place in words, position, and by how much it may be wrong."""
    position = words.place(part.lat, part.lon) if part.lat is not None and part.lon is not None else ""
    error = words("position.error", km=f"{part.error_km:g}") if position and part.error_km else ""
    return words.join([words.told(part.place), position, error]) or words("unknown")


def described(case: CaseFile, subject: str, words: Words) -> str:
    """A vessel by name and numbers; what is known to be false says so."""
    found = []
    for identity in case.of(Identity):
        if identity.subject == subject and identity.field in _SHOWN:
            false = f" ({words('fraudulent')})" if identity.verdict == "fraudulent" else ""
            found.append(f"{words(identity.field)} {identity.value}{false}")
    name = case.name(subject)
    if any(
        part.subject == subject and part.value == name and part.verdict == "fraudulent" for part in case.of(Identity)
    ):
        name = f"{name} [{words('fraudulent')}]"
    return f"{name} ({words.join(list(dict.fromkeys(found)))})" if found else name


def map_block(case: CaseFile, words: Words) -> Iterator[Block]:
    """The map, where any observation has a position."""
    shown = observations(case)
    lines: dict[str, list[tuple[float, float]]] = {}
    for part in shown:
        for track in part.tracks:
            points = lines.setdefault(case.name(track.subject), [])
            points += [(point.lat, point.lon) for point in track.points]
    positions = {
        number: (part.lat, part.lon, part.error_km)
        for number, part in enumerate(shown, start=1)
        if part.lat is not None and part.lon is not None
    }
    alt = words("map.alt")
    drawn = track_map([Line(name, tuple(points)) for name, points in lines.items()], numbered(positions), alt=alt)
    if drawn:
        yield Picture(drawn, alt, MAP_WIDTH)
