"""What the commands of ``shiome exchange`` are given: labels, fields with labels, times, secrets, objects."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.errors import InputRefused, QueryRefused, Why, why

if TYPE_CHECKING:
    from shiome.coordination.exchange.release import Label

_LONGEST_SECRET = 4096


def label_of(tlp: str, to: Sequence[str] | None, bodies: Sequence[str] | None, *, orcon: bool) -> Label:
    """A release label from options.

    Raises
    ------
    QueryRefused
        ``exchange.tlp``: no level of TLP 2.0.
    """
    from shiome.coordination.exchange.release import TLPS, Label

    level = next((each for each in TLPS if each == tlp.upper()), None)
    if level is None:
        raise QueryRefused(
            "exchange.tlp",
            f"{tlp!r} is no level of TLP 2.0",
            ja=f"{tlp!r} は TLP 2.0 の区分ではない",
            hint=f"write one of {', '.join(TLPS)}",
            hint_ja=f"{'、'.join(TLPS)} のいずれかを書く",
            failed=tlp,
        )
    return Label(tlp=level, to=tuple(to) if to else None, bodies=tuple(bodies) if bodies else None, orcon=orcon)


def field_labels(given: Sequence[str]) -> Mapping[str, Label]:
    """Labels of fields, each written ``POINTER=TLP:NAME,NAME``; without names nobody is named.

    >>> {pointer: str(label) for pointer, label in field_labels(["/abstract=AMBER:abc-mofa,ABC", "/name=RED"]).items()}
    {'/abstract': 'TLP:AMBER REL TO ABC, abc-mofa', '/name': 'TLP:RED REL TO NOBODY'}

    Raises
    ------
    QueryRefused
        ``exchange.field``: not of that form; ``exchange.tlp``.
    """
    labels = {}
    for text in given:
        pointer, equals, rest = text.partition("=")
        tlp, _, names = rest.partition(":")
        if not equals or not pointer.startswith("/"):
            raise QueryRefused(
                "exchange.field",
                f"{text!r} labels no field",
                ja=f"{text!r} は項目の区分になっていない",
                hint="write POINTER=TLP:NAME,NAME such as /abstract=AMBER:abc-mofa",
                hint_ja="/abstract=AMBER:abc-mofa のように、ポインタ=TLP:名前,名前 と書く",
                failed=text,
            )
        labels[pointer] = label_of(tlp, [name for name in names.split(",") if name], None, orcon=False)
    return labels


def moment(text: str, option: str) -> datetime:
    """A day or a time in UTC.

    Raises
    ------
    QueryRefused
        ``date.time``.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise QueryRefused(
            "date.time",
            f"{option} {text!r} is no time",
            ja=f"{option} {text!r} は時刻ではない",
            hint="write 2026-11-21 or 2026-11-21T09:00:00Z",
            hint_ja="2026-11-21 または 2026-11-21T09:00:00Z のように書く",
            failed=text,
        ) from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def secret_of(file: Path | None) -> str:
    """A token from a file or from standard input: never from the command line, which others on the machine can read.

    Raises
    ------
    InputRefused
        ``exchange.token``: there is none.
    """
    try:
        text = sys.stdin.readline(_LONGEST_SECRET) if file is None else file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise no_token(str(file)) from error
    if not text.strip() or len(text) > _LONGEST_SECRET or len(text.split()) != 1:
        raise no_token(str(file or "standard input"))
    return text.strip()


def certificate_mark(file: Path | None) -> str:
    """The fingerprint of a certificate in a file; empty without one."""
    from shiome.server.tls import fingerprint

    return "" if file is None else fingerprint(_read(file))


def objects_of(file: Path) -> list[dict[str, Any]]:
    """STIX objects of a JSON file: one, a list of them, or a bundle.

    Raises
    ------
    InputRefused
        ``exchange.file``: it cannot be read or holds none.
    """
    import msgspec

    try:
        found = msgspec.json.decode(_read(file))
    except msgspec.MsgspecError as error:
        raise _no_objects(file, why(error)) from error
    if isinstance(found, dict):
        found = found.get("objects", []) if found.get("type") == "bundle" else [found]
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise _no_objects(file, Why("no object, list or bundle", "オブジェクトでも、その並びでも、バンドルでもない"))
    return found


def no_token(where: str) -> InputRefused:
    """The refusal where a token is needed and there is none."""
    return InputRefused(
        "exchange.token",
        f"there is no token in {where}",
        ja=f"{where} にトークンがない",
        hint="give the one line that the partner's 'partner add' showed",
        hint_ja="相手の partner add が示した一行を渡す",
        failed=where,
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _no_objects(file, why(error)) from error


def _no_objects(file: Path, reason: Why) -> InputRefused:
    return InputRefused(
        "exchange.file",
        f"{file} cannot be used: {reason.en}",
        ja=f"{file} を使えない（{reason.ja}）",
        hint="give a readable file of STIX 2.1 objects, or a certificate where one is asked for",
        hint_ja="STIX 2.1 のオブジェクト（証明書を求められたときは証明書）の読めるファイルを指定する",
        failed=file,
    )
