"""Consultation files, common ground and the register as tables for the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from shiome.cli.consult.words import Word, speaker
from shiome.cli.output import emit_table, say

Shape = Mapping[str, Any]
Row = Callable[[Shape, Word], Sequence[str]]


def show_file(shape: Shape, language: str, names: Mapping[str, str]) -> None:
    """A file as it stands, part by part; tools are told by the region's names."""
    word = speaker(language, names)
    sys.stdout.write(f"{shape['id']}  {shape['title']}\n{shape['marking']}  {' '.join(shape['parties'])}\n")
    if shape["purpose"]:
        sys.stdout.write(f"{shape['purpose']}\n")
    for name, (headers, row) in _PARTS.items():
        # Within a section in the order of the states, if there are any: agreed before open.
        parts = sorted(shape[name], key=lambda each: str(each.get("state", "")))
        _section(word, name, headers, [row(each, word) for each in parts])
    _shared(shape["shared"], word)


def _tool(tool: str | None, word: Word) -> str:
    return word(f"tools/{tool}") if tool else ""


def _side(each: Shape, _: Word) -> Sequence[str]:
    return each["party"], each["key"], _cites(each["cite"]), each["text"]


_PARTS: dict[str, tuple[tuple[str, ...], Row]] = {
    "positions": (
        ("party", "value", "salience", "cite", "text"),
        lambda each, _: (each["party"], _span(each), _number(each["salience"]), _cites(each["cite"]), each["stance"]),
    ),
    "red_lines": (("party", "key", "cite", "text"), _side),
    "constraints": (("party", "key", "cite", "text"), _side),
    "points": (
        ("state", "tool", "key", "cite", "text"),
        lambda each, word: (
            word(each["state"]),
            _tool(each["tool"], word),
            each["key"],
            _cites(each["cite"]),
            each["text"],
        ),
    ),
    "slots": (
        ("tool", "effect", "text"),
        lambda each, word: (_tool(each["tool"], word), " ".join(each["effects"]), each["text"]),
    ),
    "proposals": (("key", "title"), lambda each, _: (each["key"], each["proposal"]["title"])),
    "decisions": (
        ("state", "owner", "due", "review", "text"),
        lambda each, word: (
            word(each["state"]),
            " ".join(each["owner"]),
            each["due"],
            each["review"],
            each["text"],
        ),
    ),
    "meetings": (("key", "on", "title"), lambda each, _: (each["key"], each["on"], each["title"])),
}
"""Field of the shape to the headers of its table and the row of one part."""


def _shared(versions: Sequence[Shape], word: Word) -> None:
    yes = {True: "✓", False: "–"}
    rows = [(str(each["version"]), yes[each["approved"]], each["text"]) for each in versions if each["text"]]
    _section(word, "shared", ("version", "approved", "text"), rows)
    lines = [
        (f"TLP:{line['marking']['tlp']}", " ".join(line["marking"]["to"]), line["text"])
        for line in (versions[-1]["lines"] if versions else ())
    ]
    _section(word, "lines", ("tlp", "to", "text"), lines)


def show_ground(shape: Shape, language: str, names: Mapping[str, str]) -> None:
    """Common ground, gives, proposals and effects; issue and criteria are told by the region's names."""
    word = speaker(language, names)
    everybody = shape["everybody"]
    shared = f" {everybody.low:g}–{everybody.high:g}" if everybody is not None and everybody.shared else ""
    sys.stdout.write(f"{word('issues/' + shape['issue'])}: {word('consensus.' + shape['consensus'])}{shared}\n")
    if shape["point"] is not None:
        at, mark = f"{shape['point']:.1f}", shape["mark"]
        ja = f"共通点 {at}、最も近い表現（{mark['at']:g}）：{mark['text']}"
        en = f"common point {at}; nearest wording ({mark['at']:g}): {mark['text']}"
        sys.stdout.write((ja if language == "ja" else en) + "\n")
    _placed(shape, word)
    marks = [
        (f"{each['at']:g}", " ".join(f"{party} {by:g}" for party, by in each["outside"].items() if by), each["text"])
        for each in shape["marks"]
    ]
    _section(word, "mark", ("value", "outside", "text"), marks)
    for proposal in shape["proposals"]:
        _proposal(proposal, word)
    effects = [
        (each["sign"], f"{each['cause']} → {each['effect']}", " ".join(each["taken_up"]) or "—", each["text"])
        for each in shape["effects"]
    ]
    _section(word, "effect", ("sign", "effect", "slot", "text"), effects)
    for each in shape["missing"]:
        ja = f"{each['party']}：{'立場の値' if each['quantity'] == 'position' else '重要度'}がない"
        say(ja if language == "ja" else f"{each['party']}: no {each['quantity']} stated")


def _placed(shape: Shape, word: Word) -> None:
    """Each party: its place, and what it gives for the common point and for where bargaining is forecast to end."""
    given = {each["party"]: each for each in shape["gives"]}
    bargained = {each["party"]: each for each in (shape["bargained"] or {"gives": ()})["gives"]}
    rows = []
    for each in shape["placed"]:
        own, forecast = given.get(each["party"], {}), bargained.get(each["party"], {})
        gives = (_share(own.get("distance")), _number(own.get("weighted")), _number(own.get("beyond")))
        place = (each["party"], _span(each), _number(each["salience"]))
        rows.append((*place, *gives, _share(forecast.get("distance"))))
    _section(word, "positions", ("party", "value", "salience", "gives", "weighted", "beyond", "bargained"), rows)


def _proposal(shape: Shape, word: Word) -> None:
    sys.stdout.write(f"\n{shape['name']}  {shape['title']}\n")
    floors: dict[tuple[str, ...], list[str]] = {}
    for each in shape["floors"]:
        key = (
            word(f"verdict.{each['verdict']}"),
            f"{each['tool']}.{each['floor']}",
            f"{each['burden']:g}",
            " ".join(each["measures"]),
            each["text"],
        )
        floors.setdefault(key, []).append(each["party"])
    rows = [(*key[:2], " ".join(parties), *key[2:]) for key, parties in floors.items()]
    _section(word, "floor", ("verdict", "floor", "party", "burden", "measures", "text"), rows)
    _section(
        word,
        "fails",
        ("criterion", "party", "reason"),
        [(word(f"criteria/{each['criterion']}"), each["party"], each["reason"]) for each in shape["fails"]],
    )


def show_register(shape: Shape, language: str) -> None:
    """The register, then who moved."""
    word = speaker(language)
    rows = [
        (
            issue["name"],
            "" if issue["consensus"] is None else word(f"consensus.{issue['consensus']}"),
            held["party"],
            _span(held),
            _cites(cite for each in held["positions"] for cite in each["cite"]),
            " / ".join(each["stance"] for each in held["positions"]),
        )
        for issue in shape["issues"]
        for held in issue["held"]
    ]
    _section(word, "positions", ("issue", "consensus", "party", "value", "cite", "text"), rows)
    moved = [
        (
            each["party"],
            each["issue"],
            word(f"change.{each['change']}"),
            "" if each["by"] is None else f"{each['by']:+g}",
            " ".join(each["documents"]),
            " / ".join(position["stance"] for position in (each["now"] or each["was"])["positions"]),
        )
        for each in shape["moves"]
    ]
    _section(word, "move", ("party", "issue", "move", "value", "documents", "text"), moved)
    if shape["from"] is not None and not moved:
        say("動きはない" if language == "ja" else "nobody moved")


def _section(word: Word, title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        sys.stdout.write(f"\n{word(title)}\n")
        emit_table([word(each) for each in headers], rows)


def _span(held: Shape) -> str:
    if held["value"] is None:
        return ""
    if held["low"] is None or held["high"] is None:
        return f"{held['value']:g}"
    return f"{held['value']:g} ({held['low']:g}–{held['high']:g})"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:+.1f}%"


def _cites(cites: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(cite.partition("@")[0] for cite in cites))
