"""Refusals of this room."""

from __future__ import annotations

from shiome.errors import InputRefused, NotKnown


def refused(code: str, text: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    """A refusal with the codes of consultation files."""
    return InputRefused(f"consult.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)


def unknown_file(identifier: str) -> NotKnown:
    """What is raised where there is no such file, or none that the reader may know of."""
    return NotKnown(
        "consult.unknown",
        f"there is no consultation file {identifier!r}",
        ja=f"協議ファイル {identifier!r} はない",
        hint="see 'shiome consult list'",
        hint_ja="「shiome consult list」で一覧を見る",
        failed=identifier,
    )


def no_key(kind: str, key: str, known: tuple[str, ...]) -> InputRefused:
    """A refusal where a part names a point, decision or meeting that the file does not have."""
    listed = ", ".join(known) or "—"
    return refused(
        "key",
        f"the file has no {kind} {key!r}",
        f"ファイルに {_KINDS[kind]} {key!r} はない",
        f"use one of: {listed}",
        f"次のいずれか：{listed}",
        key,
    )


_KINDS = {"point": "論点", "decision": "決定", "meeting": "会合"}
