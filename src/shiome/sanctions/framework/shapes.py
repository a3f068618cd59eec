"""The framework as JSON and as rows of a table, in Japanese or English."""

from __future__ import annotations

from typing import Any

from shiome.sanctions.framework.model import TASKS, DutyState, Framework, FrameworkBody, Overlap, Route
from shiome.vocabulary.languages import in_language

WORDS: dict[str, dict[str, str]] = {
    "inform": {"ja": "情報共有", "en": "inform", "ko": "정보공유"},
    "watch": {"ja": "監視", "en": "watch", "ko": "감시"},
    "investigate": {"ja": "調査", "en": "investigate", "ko": "조사"},
    "report": {"ja": "報告", "en": "report", "ko": "보고"},
    "detection": {"ja": "発見", "en": "detection", "ko": "발견"},
    "case": {"ja": "事案", "en": "case", "ko": "사안"},
    "held": {"ja": "担当組織が存続", "en": "held by its body", "ko": "기존 기구가 수행"},
    "whole": {"ja": "引き継ぎ済み", "en": "taken over", "ko": "승계됨"},
    "part": {"ja": "一部のみ引き継ぎ", "en": "taken over in part", "ko": "일부 승계"},
    "nobody": {"ja": "担い手なし", "en": "done by nobody", "ko": "수행자 없음"},
    "working": {"ja": "活動中", "en": "working", "ko": "활동 중"},
    "ended": {"ja": "終了", "en": "ended", "ko": "종료"},
    "said": {"ja": "文書による", "en": "a document says so", "ko": "문서 근거"},
    "open": {"ja": "提言（未確立）", "en": "called for, not settled", "ko": "제언(미확립)"},
}
"""Words of the framework by key and language."""


def word(key: str, language: str) -> str:
    """A word of the framework; the key itself where it has none."""
    return in_language(WORDS.get(key, {"en": key}), language)


def framework_shape(framework: Framework, language: str) -> dict[str, Any]:
    """The framework as the command prints it with ``--json``."""
    return {
        "as_of": framework.as_of.isoformat(),
        "bodies": [_body(body, language) for body in framework.bodies],
        "overlaps": [_overlap(each) for each in framework.overlaps],
        "tasks": {task: [body.id for body in _having(framework, task)] for task in TASKS},
        "uncovered": framework.uncovered,
        "hand_over": [_route(each, language) for each in framework.routes],
        "duties": [_duty(each, language) for each in framework.duties],
    }


def rows_of(framework: Framework, language: str) -> dict[str, list[list[str]]]:
    """Rows of the five tables: ``bodies``, ``overlaps``, ``tasks``, ``hand_over``, ``duties``."""
    names = {body.id: _label(body, language) for body in framework.bodies}
    comma = "、" if language == "ja" else ", "
    return {
        "bodies": [_body_row(body, names[body.id], comma, language) for body in framework.bodies],
        "overlaps": [
            [
                f"{names[each.a]} / {names[each.b]}",
                f"{each.share:.2f}",
                f"{each.named_share:.2f}",
                comma.join(each.shared) or "-",
                comma.join((*each.only_a, *each.only_b)) or "-",
            ]
            for each in framework.overlaps
        ],
        "tasks": [
            [word(task, language), comma.join(names[body.id] for body in _having(framework, task)) or "-"]
            for task in TASKS
        ],
        "hand_over": [
            [
                f"{names[each.source]} → {names[each.target]}",
                word(each.stage, language),
                word("open" if each.open else "said", language),
                in_language(each.text, language),
            ]
            for each in framework.routes
        ],
        "duties": [
            [
                in_language(each.duty.name, language),
                word(each.state, language),
                comma.join(names.get(s.body, s.body) for s in each.successors) or "-",
                _gap(each, language) or "-",
            ]
            for each in framework.duties
        ],
    }


def _having(framework: Framework, task: str) -> list[FrameworkBody]:
    """The working bodies that have a task."""
    return [body for body in framework.bodies if body.working and task in [held.task for held in body.tasks]]


def _gap(each: DutyState, language: str) -> str:
    return "" if each.state in ("held", "whole") else in_language(each.duty.gap, language)


def _overlap(each: Overlap) -> dict[str, Any]:
    members = {"shared": each.shared, "only_a": each.only_a, "only_b": each.only_b}
    return {
        "a": each.a,
        "b": each.b,
        **members,
        "share": round(each.share, 4),
        "named_share": round(each.named_share, 4),
    }


def _route(each: Route, language: str) -> dict[str, Any]:
    return {
        "from": each.source,
        "to": each.target,
        "stage": each.stage,
        "settled": not each.open,
        "text": in_language(each.text, language),
        "cite": each.cite,
    }


def _duty(each: DutyState, language: str) -> dict[str, Any]:
    return {
        "id": each.duty.id,
        "name": in_language(each.duty.name, language),
        "of": each.duty.of,
        "task": each.duty.task,
        "state": each.state,
        "taken_over": [
            {
                "body": s.body,
                "extent": s.extent,
                "since": s.since,
                "text": in_language(s.text, language),
                "cite": s.cite,
            }
            for s in each.successors
        ],
        "gap": _gap(each, language),
        "cite": each.duty.cite,
    }


def _body_row(body: FrameworkBody, name: str, comma: str, language: str) -> list[str]:
    return [
        name,
        word("working" if body.working else "ended", language),
        body.began + (f"–{body.ended}" if body.ended else "–"),
        comma.join(word(held.task, language) for held in body.tasks),
        comma.join((*body.members, *(f"({actor})" for actor in body.further))) or "-",
    ]


def _label(body: FrameworkBody, language: str) -> str:
    return body.abbreviation or in_language(body.name, language)


def _body(body: FrameworkBody, language: str) -> dict[str, Any]:
    return {
        "id": body.id,
        "name": in_language(body.name, language),
        "abbreviation": body.abbreviation,
        "working": body.working,
        "began": body.began,
        "ended": body.ended,
        "members": [{"actor": actor, "basis": "document"} for actor in body.members]
        + [{"actor": actor, "basis": "general"} for actor in body.further],
        "size": body.size,
        "tasks": [{"task": t.task, "text": in_language(t.text, language), "cite": t.cite} for t in body.tasks],
        "contributions": [
            {
                "kind": c.kind,
                "actors": c.actors or (*body.members, *body.further),
                "when": c.when,
                "text": in_language(c.text, language),
                "cite": c.cite,
            }
            for c in body.contributions
        ],
        "note": in_language(body.note, language),
        "cite": body.cite,
    }
