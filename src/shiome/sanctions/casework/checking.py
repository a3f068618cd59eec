"""What a part must keep to before it enters a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from shiome.errors import InputRefused, QueryRefused
from shiome.records.marking import Marking
from shiome.region.pack import Pack
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import (
    AnyPart,
    Entry,
    Evidence,
    HandOver,
    Identity,
    Legal,
    Opening,
    Release,
    Retraction,
)
from shiome.sanctions.casework.refusals import refused
from shiome.sanctions.casework.release import may_see
from shiome.sanctions.crypto.addresses import check_address
from shiome.sanctions.framework import body_of, is_known_reader
from shiome.sanctions.framework.bodies import PUBLIC
from shiome.vocabulary.edtf import parse_edtf

_LANGUAGES = ("ja", "en", "ko")
_DATES = ("since", "until", "start", "end", "collected", "listed_on", "asked", "answered", "at")
_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?Z$")


def check_part(case: CaseFile | None, part: AnyPart, pack: Pack, *, on: date) -> None:
    """Refuse a part that a case cannot take.

    Parameters
    ----------
    case:
        The case so far; ``None`` for its opening.

    Raises
    ------
    InputRefused
        ``case.*``: a date, a text, a number, a marking, a category or a consent that does not hold; ``crypto.*``: a wallet whose
        checksum does not.
    NotKnown
        ``framework.body``, ``framework.ended``: a hand-over names no working body of the framework.
    """
    _check_form(part)
    _check_markings(part, pack)
    if isinstance(part, Identity) and part.field == "wallet":
        check_address(part.value)
    if isinstance(part, Opening):
        if case is not None:
            raise refused(
                "opening", "a case is opened once", "事案の開始は一度だけ", "add other parts", "他の項目を加える", part
            )
        _check_opening(part, pack)
        return
    if case is None:
        raise refused(
            "opening",
            "a case begins with its opening",
            "事案は開始の項目から始まる",
            "open it first",
            "先に開始する",
            part,
        )
    _check_numbers(case, part)
    if isinstance(part, Legal) and part.basis not in pack.entries("legal_bases"):
        raise _no_entry("legal", "legal_bases", part.basis, pack)
    if isinstance(part, HandOver):
        _check_hand_over(case, part, pack, on)
    if isinstance(part, Release):
        _check_release(case, part)


def check_parts(case: CaseFile, parts: Sequence[AnyPart], pack: Pack, *, on: date, by: str) -> CaseFile:
    """The case with further parts, each checked against those before it; the refusal of one says which by its number in ``failed``.

    Raises
    ------
    InputRefused, NotKnown
        As :func:`check_part`.
    """
    grown = case
    for part in parts:
        check_part(grown, part, pack, on=on)
        entry = Entry(number=len(grown.entries) + 1, on=on, by=by, part=part)
        grown = CaseFile(grown.id, (*grown.entries, entry))
    return grown


def _check_opening(part: Opening, pack: Pack) -> None:
    if part.category not in pack.entries("violations"):
        raise _no_entry("category", "violations", part.category, pack)
    if not part.originator or part.marking is None:
        raise refused(
            "originator",
            "a case has an originator and a marking",
            "事案には作成者（組織か国）と取扱区分が要る",
            "name both",
            "両方を指定する",
            part,
        )


def _check_form(part: AnyPart) -> None:
    for field in _DATES:
        if value := getattr(part, field, ""):
            _check_date(field, value)
    for name, texts in _texts(part):
        if (isinstance(part, Opening) and name == "title") or texts:
            unknown = set(texts) - set(_LANGUAGES)
            if unknown or not any(text.strip() for text in texts.values()):
                raise refused(
                    "text",
                    f"{name}: {', '.join(sorted(unknown)) or 'empty'} is no text in {', '.join(_LANGUAGES)}",
                    f"{name}：{'、'.join(_LANGUAGES)} の文がない",
                    "write it as {ja: …, en: …, ko: …}",
                    "{ja: …, en: …, ko: …} の形で書く",
                    part,
                )


def _texts(part: AnyPart) -> Iterator[tuple[str, dict[str, str]]]:
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if isinstance(value, dict):
            yield name, value
        elif isinstance(value, tuple):
            yield from ((name, each) for each in value if isinstance(each, dict))


def _check_date(field: str, value: str) -> None:
    try:
        moment = _MOMENT.match(value)
        parse_edtf(moment[1] if moment else value)
    except QueryRefused as error:
        raise refused(
            "date",
            f"{field}: {value!r} is no date",
            f"{field}：{value!r} は日付ではない",
            "write 2024-02-24, 2024-02 or 2024-02-24T05:30Z",
            "2024-02-24、2024-02、2024-02-24T05:30Z のように書く",
            value,
        ) from error


def _check_markings(part: AnyPart, pack: Pack) -> None:
    if part.originator and (part.originator == PUBLIC or not is_known_reader(pack, part.originator)):
        raise _no_reader(part.originator)
    markings: list[Marking | None] = [part.marking]
    if isinstance(part, Release):
        markings.append(part.new)
    for marking in markings:
        for name in marking.to if marking else ():
            if not is_known_reader(pack, name):
                raise _no_reader(name)


def _check_numbers(case: CaseFile, part: AnyPart) -> None:
    for field in ("evidence", "rests_on", "items"):
        for number in getattr(part, field, ()):
            if number > len(case.entries) or number in case.retracted:
                raise _no_number(case, number, f"{field} names part {number}, which the case does not have", part)
            if field == "evidence" and not isinstance(case.entries[number - 1].part, Evidence):
                raise _no_number(case, number, f"part {number} is no evidence", part)
    if isinstance(part, Retraction):
        _check_retraction(case, part)


def _check_retraction(case: CaseFile, part: Retraction) -> None:
    if not 1 < part.item <= len(case.entries) or part.item in case.retracted:
        raise _no_number(case, part.item, f"part {part.item} cannot be retracted", part)
    # Taking back a release that narrowed would let parts out without their originators.
    if isinstance(case.entries[part.item - 1].part, Release | HandOver | Retraction):
        raise _no_number(case, part.item, f"part {part.item} is history: enter a new one instead", part)


def _check_hand_over(case: CaseFile, part: HandOver, pack: Pack, on: date) -> None:
    source, target = body_of(pack, part.source, on=on), body_of(pack, part.target, on=on)
    if source.id == target.id or not part.items:
        raise refused(
            "hand_over",
            "a hand-over has two bodies and something that is handed over",
            "引き渡しには二つの組織と渡す項目が要る",
            "name another body and the numbers of the parts",
            "別の組織と項目の番号を指定する",
            part,
        )
    kept = [number for number in part.items if not may_see(case, number, target.id, pack, on=on)]
    if kept:
        listed = ", ".join(map(str, kept))
        raise refused(
            "withheld",
            f"part {listed} may not go to {target.id}",
            f"項目 {listed} は {target.id} に渡せない",
            "release it first, with the consent of its originator",
            "先に作成者の同意を得て区分を改める",
            part,
        )


def _check_release(case: CaseFile, part: Release) -> None:
    missing = {case.originator(number) for number in part.items} - set(part.consent)
    if missing or not part.items:
        raise refused(
            "consent",
            f"release: the consent of {', '.join(sorted(missing)) or 'the originators'} is missing",
            f"区分の変更に {'、'.join(sorted(missing)) or '作成者'} の同意がない",
            "only the originator of a part lets it go further",
            "項目の区分を変えられるのは作成者だけである",
            part,
        )


def _no_reader(name: str) -> InputRefused:
    return refused(
        "body",
        f"{name!r} is neither a body nor a participant of the framework",
        f"{name!r} は枠組みの組織でも参加国でもない",
        "see 'shiome sanctions framework'",
        "「shiome sanctions framework」を見る",
        name,
    )


def _no_number(case: CaseFile, number: int, text: str, part: AnyPart) -> InputRefused:
    return refused(
        "number",
        f"{case.id}: {text}",
        f"{case.id}：項目 {number} は使えない（ないか、取り消されたか、証拠でない）",
        "see the numbers with 'shiome sanctions case show'",
        "番号は「shiome sanctions case show」で見る",
        part,
    )


def _no_entry(code: str, subject: str, name: str, pack: Pack) -> InputRefused:
    known = ", ".join(pack.entries(subject))
    return refused(
        code,
        f"{subject} has no entry {name!r}",
        f"{subject} に {name!r} はない",
        f"use one of: {known}",
        f"次のいずれか：{known}",
        name,
    )


def canonical(part: AnyPart, pack: Pack, *, on: date) -> AnyPart:
    """The part with the bodies of a hand-over by their identifiers, whatever abbreviation was given."""
    if not isinstance(part, HandOver):
        return part
    source, target = body_of(pack, part.source, on=on), body_of(pack, part.target, on=on)
    return msgspec.structs.replace(part, source=source.id, target=target.id)
