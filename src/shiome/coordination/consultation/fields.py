"""What the fields of a part must keep to: names that the pack has, dates, texts, passages, markings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import AnyPart, Decision, Meeting, Point, Release, SharedPosition
from shiome.coordination.consultation.refusals import no_key, refused
from shiome.coordination.consultation.release import is_known_reader
from shiome.errors import InputRefused
from shiome.records.marking import Marking
from shiome.region.citations import parse_citation
from shiome.region.fields import Place, spell, walk
from shiome.region.pack import Pack
from shiome.vocabulary.edtf import is_edtf

LANGUAGES = ("ja", "en", "ko")


def check_fields(file: ConsultationFile | None, part: AnyPart, pack: Pack) -> None:
    """Refuse a part one of whose fields does not hold by itself.

    Raises
    ------
    InputRefused
        ``consult.name``, ``consult.date``, ``consult.text``, ``consult.citation``, ``consult.key``.
    """
    for place, value, mark in walk(part):
        _check_value(place, value, mark, pack, file)
    _check_markings(part, pack)


def _check_value(place: Place, value: Any, mark: Mapping[str, Any], pack: Pack, file: ConsultationFile | None) -> None:
    """One value by what the schema says of its field; an empty one names nothing."""
    field = spell(place)
    if mark.get("format") == "words":
        _check_words(field, value, needed=mark["needed"])
    elif not value:
        return
    elif "reference" in mark:
        if not any(value in pack.entries(subject) for subject in mark["reference"]):
            raise _no_entry(field, " or ".join(mark["reference"]), value)
    elif mark.get("format") == "edtf" and not is_edtf(value):
        raise _date(field, value)
    elif mark.get("format") == "citation":
        _check_citation(field, value, pack)
    elif "key" in mark and file is not None:
        known = _keys(file, mark["key"])
        if value not in known:
            raise no_key(mark["key"], value, known)


def _keys(file: ConsultationFile, kind: str) -> tuple[str, ...]:
    kinds: dict[str, type[Any]] = {"point": Point, "decision": Decision, "meeting": Meeting}
    return tuple(file.latest(kinds[kind]))


def _check_words(field: str, texts: Mapping[str, str], *, needed: bool) -> None:
    unknown = set(texts) - set(LANGUAGES)
    if unknown or (needed and not texts) or (texts and not any(text.strip() for text in texts.values())):
        raise refused(
            "text",
            f"{field}: {', '.join(sorted(unknown)) or 'empty'} is no text in {', '.join(LANGUAGES)}",
            f"{field}：{'、'.join(LANGUAGES)} の文がない",
            "write it as {ja: …, en: …, ko: …}",
            "{ja: …, en: …, ko: …} の形で書く",
            texts,
        )


def _check_citation(field: str, value: str, pack: Pack) -> None:
    citation = parse_citation(value)
    document = pack.documents.get(citation.document)
    if document is None:
        raise _no_entry(field, "documents", citation.document)
    if citation.last_line > document.lines:
        raise refused(
            "citation",
            f"{field}: {value}: document {document.id} has {document.lines} lines",
            f"{field}：{value}：文書 {document.id} は {document.lines} 行である",
            "name lines of the document",
            "文書にある行を指定する",
            value,
        )


def _check_markings(part: AnyPart, pack: Pack) -> None:
    markings = [part.marking]
    if isinstance(part, Release):
        markings.append(part.new)
    if isinstance(part, SharedPosition):
        markings += [line.marking for line in part.lines]
    for marking in markings:
        for name in marking.to if isinstance(marking, Marking) else ():
            if not is_known_reader(pack, name):
                raise _no_entry("to", "actors or bodies", name)


def _no_entry(field: str, subjects: str, name: str) -> InputRefused:
    return refused(
        "name",
        f"{field}: {subjects} has no entry {name!r}",
        f"{field}：{subjects} に {name!r} はない",
        f"see 'shiome region show {subjects.split()[0]}'",
        f"「shiome region show {subjects.split()[0]}」で一覧を見る",
        name,
    )


def _date(field: str, value: str) -> InputRefused:
    return refused(
        "date",
        f"{field}: {value!r} is no date",
        f"{field}：{value!r} は日付ではない",
        "write 2025-04-16, 2025-04 or 2025-04/2025-06",
        "2025-04-16、2025-04、2025-04/2025-06 のように書く",
        value,
    )
