"""The register, its reminders, touchstones, layers and members as headings and rows for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.coordination.commitments.layers import LAYERS, Activity, Layers
from shiome.coordination.commitments.members import Matrix
from shiome.coordination.commitments.model import Confirmation, Standing
from shiome.coordination.commitments.reminders import Reminder
from shiome.coordination.commitments.shapes import Shapes
from shiome.coordination.commitments.touchstones import Trial
from shiome.coordination.commitments.words import derived_word, word
from shiome.coordination.sources import places

Table = tuple[Sequence[str], list[list[str]]]
"""Headings and rows; the last column takes what room is left."""


def register_rows(standings: Sequence[Standing], shapes: Shapes, language: str) -> Table:
    """One row a commitment: how it is told to stand, what is derived, who of those in office confirmed it."""
    ja = language == "ja"
    headings = (
        ("識別子", "状態", "時期", "推定", "現政権の確認", "期限", "根拠", "内容")
        if ja
        else ("id", "state", "when", "derived", "confirmed", "due", "sources", "content")
    )
    return headings, [
        [
            each.id,
            word(each.told.state, language),
            each.told.when,
            derived_word(each.derived.state, language) if each.derived else "",
            _taken(each.confirmations),
            each.due,
            places(each.told.sources),
            shapes.text(each.content),
        ]
        for each in standings
    ]


def _taken(confirmations: Sequence[Confirmation]) -> str:
    """States by whether their present administration confirmed: ``JPN? KOR- USA+``."""
    marks = {"confirmed": "+", "possibly": "?", "before": "-", "vacant": "0"}
    return " ".join(f"{each.state}{marks[each.taken]}" for each in confirmations)


def legend(language: str) -> str:
    """What the marks of :func:`register_rows` mean."""
    if language == "ja":
        return "確認：+ 現政権、? 現政権の可能性、- 前政権まで、0 政府の長が不在。（推定）は規則によるもので、文書の記述ではない"
    return (
        "confirmed: + by the administration in office, ? perhaps, - only by one before, 0 office vacant; "
        "(derived) follows from a rule of the pack, no document says so"
    )


def standing_lines(standing: Standing, shapes: Shapes, language: str) -> list[str]:
    """One commitment in full, a line each."""
    ja = language == "ja"
    comma = "、" if ja else ", "
    text = shapes.name("agreements", standing.text)
    lines = [
        f"{standing.id}: {shapes.text(standing.content)}",
        f"{'負う側' if ja else 'owed by'}: {comma.join(shapes.names(standing.owner))}",
    ]
    if standing.beneficiary:
        lines.append(f"{'受ける側' if ja else 'owed to'}: {comma.join(shapes.names(standing.beneficiary))}")
    lines.append(f"{'文書' if ja else 'from'}: {text}")
    no_date = "文書に記載なし" if ja else "no document gives one"
    lines.append(f"{'期限' if ja else 'due'}: {standing.due or no_date}")
    if standing.quiet_days is not None:
        lines.append(
            f"最後の記述から {standing.quiet_days} 日" if ja else f"{standing.quiet_days} days since the last sign"
        )
    if standing.derived is not None:
        rule, since = standing.derived, standing.derived.since
        name = f"{shapes.text(rule.name)} [{rule.rule}]"
        told = derived_word(rule.state, language)
        lines.append(f"{told}: {since} から、規則「{name}」" if ja else f"{told}: from {since}, by the rule '{name}'")
        lines.append(f"  {shapes.text(rule.text)}")
    for each in standing.confirmations:
        last = comma.join(shapes.name("actors", term.holder) for term in each.last) or "-"
        now = shapes.name("actors", each.now.holder) if each.now else "-"
        acting = f"{'（代行 ' if ja else ' (acting: '}{shapes.name('actors', each.acting)}{'）' if ja else ')'}"
        heads = f"{'最後の確認時' if ja else 'when last confirmed'} {last}{comma}{'現在' if ja else 'now'} {now}"
        verdict = f"{acting if each.acting else ''}{comma}{word(each.taken, language)}"
        lines.append(f"{shapes.name('actors', each.state)}: {heads}{verdict}")
    return lines


def state_rows(standing: Standing, shapes: Shapes, language: str) -> Table:
    """The states of one commitment in time order."""
    headings = (
        ("状態", "時期", "既知", "記入", "根拠", "内容")
        if language == "ja"
        else ("state", "when", "known from", "by", "sources", "what")
    )
    return headings, [
        [
            word(state.state, language),
            state.when,
            state.known_from.isoformat(),
            state.by,
            places(state.sources),
            shapes.text(state.text),
        ]
        for state in standing.states
    ]


def reminder_rows(found: Sequence[Reminder], shapes: Shapes, language: str) -> Table:
    """One row a reminder."""
    headings = (
        ("理由", "日数", "識別子", "対象国", "状態", "根拠", "内容")
        if language == "ja"
        else ("reason", "days", "id", "states", "state", "sources", "content")
    )
    return headings, [
        [
            word(each.reason, language),
            str(each.days),
            each.standing.id,
            " ".join(each.states),
            derived_word(each.standing.derived.state, language)
            if each.reason == "silent" and each.standing.derived
            else word(each.standing.told.state, language),
            places(each.standing.told.sources),
            shapes.text(each.standing.content),
        ]
        for each in found
    ]


def touchstone_rows(trials: Sequence[Trial], shapes: Shapes, language: str) -> Table:
    """One row a touchstone."""
    headings = (
        ("識別子", "時期", "時点", "結果", "宣言者", "根拠", "何を試すか／どうなったか")
        if language == "ja"
        else ("id", "when", "time", "result", "declared by", "sources", "what it tests / how it came out")
    )
    rows = []
    for each in trials:
        sources = each.results[-1].sources if each.results else each.sources
        told = f" → {shapes.text(each.results[-1].text)}" if each.results else ""
        rows.append(
            [
                each.id,
                each.when,
                word(each.time, language),
                word(each.result, language),
                shapes.name("actors", each.declared_by),
                places(sources),
                shapes.text(each.tests) + told,
            ]
        )
    return headings, rows


def layer_rows(layers: Layers, shapes: Shapes, language: str) -> Table:
    """Every activity of the layers, from the top down and in time order."""
    headings = (
        ("層", "時期", "種別", "組織・記録", "根拠", "内容")
        if language == "ja"
        else ("layer", "when", "state", "body or record", "sources", "what")
    )
    told = [(word(layer, language), each) for layer in LAYERS for each in layers.activity[layer]]
    told += [("層の記述なし" if language == "ja" else "layer not told", each) for each in layers.untold]
    return headings, [_activity_row(layer, each, shapes, language) for layer, each in told]


def _activity_row(layer: str, each: Activity, shapes: Shapes, language: str) -> list[str]:
    text = shapes.text(each.text) or shapes.text(each.name)
    return [layer, each.when, word(each.state, language), each.of, places(each.sources), text]


def layer_lines(layers: Layers, language: str) -> list[str]:
    """How each layer stands, and what went on while one stood still."""
    ja = language == "ja"
    lines = []
    for layer in LAYERS:
        last = layers.last_active(layer)
        day = f"{'、最後の活動 ' if ja else ', last at work '}{last.when}" if last else ""
        lines.append(f"{word(layer, language)}: {word(layers.standing(layer), language)}{day}")
    for stall in layers.stalls:
        who, since = word(stall.layer, language), stall.told.when
        until = stall.resumed.when if stall.resumed else ""
        if ja:
            lines.append(
                f"{who}の層は {since} に停滞" + (f"、{until} に再開" if until else "。以後の再開は記されていない")
            )
        else:
            lines.append(
                f"the {who} stalled in {since}"
                + (f" and resumed in {until}" if until else "; nothing tells of their resuming")
            )
        for other, found in stall.meanwhile.items():
            acts = ("、" if ja else ", ").join(f"{each.of} {each.when}" for each in found)
            nothing = "続いたと言える記述なし" if ja else "nothing that surely went on"
            lines.append(f"  {word(other, language)}: {acts or nothing}")
    return lines


def matrix_rows(matrix: Matrix, language: str) -> Table:
    """Initiatives by actors: ``●`` named by a document, ``○`` by general knowledge."""
    first = ("取り組み", "状態") if language == "ja" else ("initiative", "state")
    last = "根拠" if language == "ja" else "sources"
    marks = {"document": "●", "general": "○"}
    rows = [
        [
            each.abbreviation or each.id,
            word(each.state, language),
            *(marks[each.members[actor]] if actor in each.members else "" for actor in matrix.actors),
            places(each.sources),
        ]
        for each in matrix.initiatives
    ]
    return (*first, *matrix.actors, last), rows
