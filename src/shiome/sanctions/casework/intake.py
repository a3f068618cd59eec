"""Parts of a case from a YAML file, and from what the watch has found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from shiome.region.parts_file import read_parts_file
from shiome.sanctions.casework.model import AnyPart, Happening, Identity, ListHit
from shiome.sanctions.casework.refusals import refused

VESSEL = "mmsi:"
"""How the case calls a vessel that is known by its MMSI alone; the number follows."""


def read_parts(file: Path, check: Callable[[AnyPart], None]) -> tuple[AnyPart, ...]:
    """The parts of a YAML file: a list of mappings, each with its ``type``.

    Parameters
    ----------
    check:
        Called with each part; what it raises is told with the line of the part.

    Raises
    ------
    InputRefused
        The file cannot be read, a part is not of its type, or ``check`` refused it; the message names file and line.
    """
    return read_parts_file(file, AnyPart, check)


def from_watch(
    event: Mapping[str, Any], *, simulated: bool = False, evidence: tuple[int, ...] = ()
) -> tuple[AnyPart, ...]:
    """An event as the watch prints it (see :meth:`shiome.sanctions.watch.events.Event.as_json`), as parts of a case.

    Each vessel becomes a subject ``mmsi:N`` with that MMSI as a digital identity of unknown verdict; the event becomes a line of the
    chronology with its reasons and benign alternatives.

    Raises
    ------
    InputRefused
        ``case.event``: a field is missing or of another type.
    """
    try:
        vessels = tuple(int(each) for each in event["vessels"])
        subjects = tuple(f"{VESSEL}{each}" for each in vessels)
        source = "AIS " + str(event["start"])[:10]
        identities = [
            Identity(subject=subject, side="digital", field="mmsi", value=str(each), source=source, evidence=evidence)
            for subject, each in zip(subjects, vessels, strict=True)
        ]
        happening = msgspec.convert(
            {
                "type": "happening",
                "kind": event["type"],
                "start": event["start"],
                "end": event["end"],
                "lat": event["lat"],
                "lon": event["lon"],
                "subjects": subjects,
                "observer": {"ja": "AIS の航跡", "en": "AIS tracks", "ko": "AIS 항적"},
                "text": _told(event, subjects),
                "reasons": [_text(each) for each in event["reasons"]],
                "alternatives": [_text(each) for each in event["alternatives"]],
                "score": event["score"],
                "simulated": simulated,
                "evidence": evidence,
            },
            Happening,
        )
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise refused(
            "event",
            f"this is no event of the watch: {error}",
            f"監視の結果ではない（{error}）",
            "give the output of 'shiome sanctions watch --json'",
            "「shiome sanctions watch --json」の出力を与える",
            event,
        ) from error
    return (*identities, happening)


def from_screen(answer: Mapping[str, Any], *, subject: str, version: str = "") -> tuple[ListHit, ...]:
    """The hits of one answer as the screening prints it, as list hits of a subject.

    Parameters
    ----------
    version:
        Which version of the lists was asked, for those hits.

    Raises
    ------
    InputRefused
        ``case.hits``: a field is missing or of another type.
    """
    try:
        return tuple(
            ListHit(
                subject=subject,
                list=str(hit["list"]),
                entry=str(hit["entity"]["id"]),
                name=", ".join(hit["entity"]["properties"].get("name", ())[:1]),
                listed_on=str(hit["listed_on"] or ""),
                version=version,
                score=float(hit["score"]),
                reasons=tuple({"en": str(each["text"]), "ja": str(each["ja"])} for each in hit["reasons"]),
            )
            for hit in answer["hits"]
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise refused(
            "hits",
            f"these are no hits of the screening: {error}",
            f"照合の結果ではない（{error}）",
            "give the output of 'shiome sanctions screen --json'",
            "「shiome sanctions screen --json」の出力を与える",
            answer,
        ) from error


def _told(event: Mapping[str, Any], subjects: tuple[str, ...]) -> dict[str, str]:
    listed = ", ".join(subjects)
    ja, en, ko = _KINDS.get(str(event["type"]), ("事象", "event", "사건"))
    return {"ja": f"{ja}（{listed}）", "en": f"{en} ({listed})", "ko": f"{ko} ({listed})"}


def _text(reason: Mapping[str, Any]) -> dict[str, str]:
    if "ja" in reason and "en" in reason:
        return {"ja": str(reason["ja"]), "en": str(reason["en"])}
    text = str(reason["text"])
    return {"ja" if re.search(r"[぀-ヿ一-鿿]", text) else "en": text}


_KINDS = {
    "transfer": ("洋上で横付けした二隻", "two vessels lying alongside at sea", "해상에서 접현한 두 척"),
    "dark_transfer": (
        "一隻の滞留と他船の沈黙",
        "a lone loiterer and another vessel's silence",
        "한 척의 배회와 다른 선박의 침묵",
    ),
    "dark_period": ("信号の途絶", "a silence where reception was expected", "신호 두절"),
    "identity": ("識別情報の異常", "an irregular identity", "식별정보 이상"),
    "spoofing": ("偽の位置", "a false position", "허위 위치"),
    "port_call": ("寄港", "a port call", "기항"),
    "draught_change": ("喫水の変化", "a change of draught", "흘수 변화"),
}
