"""What the commands of ``shiome sanctions case`` are given: texts, markings, parts, events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.cli.output import day
from shiome.errors import InputRefused, QueryRefused

if TYPE_CHECKING:
    from shiome.records.marking import Marking
    from shiome.sanctions.casework.model import AnyPart

FORMS = ("notice", "report")
"""Of a document made from a case."""


def require_known(given: Sequence[str], known: Sequence[str], option: str) -> None:
    """Refuse a value of an option that is none of those known."""
    for each in given:
        if each not in known:
            raise QueryRefused(
                "case.option",
                f"{option} {each!r} is none of {', '.join(known)}",
                ja=f"{option} {each!r} は {'、'.join(known)} のいずれでもない",
                failed=each,
            )


def converted(given: Any) -> AnyPart:
    """A part from plain values; what does not fit is refused."""
    import msgspec

    from shiome.sanctions.casework.model import AnyPart

    try:
        part: AnyPart = msgspec.convert(given, AnyPart)
    except msgspec.ValidationError as error:
        raise InputRefused(
            "case.part",
            f"{given['type']}: {error}",
            ja=f"{given['type']}：値が正しくない（{error}）",
            hint="see the command's --help",
            hint_ja="--help を見る",
            failed=given,
        ) from error
    return part


def events_of(file: Path, chosen: Sequence[int], *, simulated: bool) -> tuple[AnyPart, ...]:
    """Parts from a file that the watch has written, of all its events or of those chosen."""
    import msgspec

    from shiome.sanctions.casework import from_watch

    try:
        written = msgspec.json.decode(file.read_bytes())
        found, told = written["events"], bool(written.get("simulated", False))
        taken = [found[number - 1] for number in chosen] if chosen else found
        if any(number < 1 for number in chosen):
            raise IndexError("events are counted from 1")
    except (OSError, msgspec.DecodeError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputRefused(
            "case.events",
            f"{file}: it holds no such events: {error}",
            ja=f"{file}：その事象がない（{error}）",
            hint="give the output of 'shiome sanctions watch --json'",
            hint_ja="「shiome sanctions watch --json」の出力を与える",
            failed=file,
        ) from error
    return tuple(part for each in taken for part in from_watch(each, simulated=simulated or told))


def hits_of(file: Path, subject: str) -> tuple[AnyPart, ...]:
    """Parts from a file that the screening has written: all its hits, as those of one subject."""
    import msgspec

    from shiome.sanctions.casework import from_screen

    try:
        answers = msgspec.json.decode(file.read_bytes(), type=list[dict[str, Any]])
    except (OSError, msgspec.DecodeError) as error:
        raise InputRefused(
            "case.hits",
            f"{file}: it holds no hits: {error}",
            ja=f"{file}：照合の結果がない（{error}）",
            hint="give the output of 'shiome sanctions screen --json'",
            hint_ja="「shiome sanctions screen --json」の出力を与える",
            failed=file,
        ) from error
    return tuple(part for answer in answers for part in from_screen(answer, subject=subject))


def marking_of(tlp: str, to: Sequence[str] | None) -> Marking:
    """A marking from its options."""
    from shiome.records.marking import TLPS, Marking

    require_known([tlp.upper()], TLPS, "--tlp")
    return Marking(tlp=next(each for each in TLPS if each == tlp.upper()), to=tuple(to or ()))


def texts(ja: str, en: str, ko: str) -> dict[str, str]:
    """The texts that were given, by language."""
    return {language: text for language, text in (("ja", ja), ("en", en), ("ko", ko)) if text}


def entry_day(on: str) -> date:
    """The day of entry; today where none is given."""
    return day(on, "--on") or date.today()
