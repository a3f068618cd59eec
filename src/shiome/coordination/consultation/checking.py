"""What a part must keep to before it enters a consultation file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from shiome.coordination.consultation.fields import check_fields
from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import (
    AnyPart,
    Decision,
    Entry,
    Meeting,
    Minutes,
    Opening,
    Point,
    Release,
    Retraction,
    SharedPosition,
    Standing,
    Tabled,
)
from shiome.coordination.consultation.refusals import refused
from shiome.errors import InputRefused
from shiome.policy.proposal import catalogue
from shiome.policy.proposal.soundness import unsound
from shiome.records.model import Position
from shiome.region.fields import spell
from shiome.region.pack import Pack
from shiome.region.schema.context import IssueEntry

FindPosition = Callable[[str], Position | None]
"""The position record of an identifier, if there is one."""


def check_part(file: ConsultationFile | None, part: AnyPart, pack: Pack, *, position: FindPosition) -> None:
    """Refuse a part that a file cannot take.

    Parameters
    ----------
    file:
        The file so far; ``None`` for its opening.

    Raises
    ------
    InputRefused
        ``consult.*``: a name that the pack does not have, a date, a text, a passage, a number outside the scale, a point that is called
        agreed before all have agreed, a marking or a consent that does not hold.
    """
    check_fields(file, part, pack)
    if isinstance(part, Opening):
        _check_opening(file, part)
        return
    if file is None:
        raise refused(
            "opening",
            "a file begins with its opening",
            "協議ファイルは開始の項目から始まる",
            "open it first",
            "先に開始する",
            part,
        )
    _check_sides(file, part)
    if isinstance(part, Standing):
        _check_standing(file, part, pack, position)
    elif isinstance(part, Point | SharedPosition):
        _check_agreement(file, part)
    elif isinstance(part, Minutes):
        _check_minutes(file, part)
    elif isinstance(part, Decision) and not part.owner:
        raise refused(
            "owner", "a decision has an owner", "決定には担当が要る", "name a party", "当事者を指定する", part
        )
    elif isinstance(part, Tabled):
        _check_proposal(part, pack)
    elif isinstance(part, Release | Retraction):
        _check_numbers(file, part)


def check_parts(
    file: ConsultationFile, parts: Sequence[AnyPart], pack: Pack, *, on: date, by: str, position: FindPosition
) -> ConsultationFile:
    """The file with further parts, each checked against those before it.

    Raises
    ------
    InputRefused
        As :func:`check_part`.
    """
    grown = file
    for part in parts:
        check_part(grown, part, pack, position=position)
        entry = Entry(number=len(grown.entries) + 1, on=on, by=by, part=part)
        grown = ConsultationFile(grown.id, (*grown.entries, entry))
    return grown


def _check_opening(file: ConsultationFile | None, part: Opening) -> None:
    if file is not None:
        raise refused(
            "opening",
            "a file is opened once",
            "協議ファイルの開始は一度だけ",
            "add other parts",
            "他の項目を加える",
            part,
        )
    if not part.originator or part.marking is None:
        raise refused(
            "originator",
            "a file has an originator and a marking",
            "協議ファイルには作成者と取扱区分が要る",
            "name both",
            "両方を指定する",
            part,
        )
    if len(set(part.parties)) < 2 or len(set(part.parties)) < len(part.parties) or not part.tools:
        raise refused(
            "parties",
            "a file has two parties or more, each once, and at least one tool",
            "協議ファイルには二つ以上の異なる当事者と一つ以上の手段が要る",
            "name the parties and the tools",
            "当事者と手段を指定する",
            part,
        )


def _check_sides(file: ConsultationFile, part: AnyPart) -> None:
    """Whoever speaks, raises, agrees or tables is a party, and a tool is one of the file's."""
    sides = [getattr(part, name, "") for name in ("party", "raised_by", "by")]
    sides += [*getattr(part, "agreed_by", ()), *getattr(part, "approved_by", ())]
    if isinstance(part, Minutes):
        sides += [each.party for each in part.statements]
    if isinstance(part, Meeting):
        sides += [item.lead for item in part.agenda]
        sides += [each.party for each in part.participants]
    for side in sides:
        if side and side not in file.opening.parties:
            raise _not_in_file("party", "当事者", side, file.opening.parties)
    items = part.agenda if isinstance(part, Meeting) else ()
    for tool in (getattr(part, "tool", ""), *(item.tool for item in items)):
        if tool and tool not in file.opening.tools:
            raise _not_in_file("tool", "手段", tool, file.opening.tools)


def _check_standing(file: ConsultationFile, part: Standing, pack: Pack, position: FindPosition) -> None:
    if bool(part.record) == bool(part.stance):
        raise refused(
            "position",
            "a position names its record or states the stance, one of the two",
            "立場は記録を指すか、内容を書くか、どちらか一方とする",
            "give record, or stance with cite or source",
            "record か、stance と cite または source を与える",
            part,
        )
    if part.record:
        _check_record(file, part, position(part.record))
        return
    if not (part.cite or part.source):
        raise refused(
            "unsourced",
            f"the position of {part.party} says neither a passage nor who states it",
            f"{part.party} の立場に、出典も述べた者もない",
            "give cite, or source in words",
            "cite か source を与える",
            part,
        )
    _check_numbers_on_scale(file, part, pack)


def _check_record(file: ConsultationFile, part: Standing, record: Position | None) -> None:
    own = any(getattr(part, name) is not None for name in ("value", "low", "high", "salience"))
    if record is None or record.actor != part.party or record.issue != file.opening.issue or own:
        raise refused(
            "record",
            f"{part.record!r} is no position of {part.party} on {file.opening.issue} that could be taken as it is",
            f"{part.record!r} は {file.opening.issue} についての {part.party} の立場の記録ではない（数値は記録のものを使う）",
            "see 'shiome records position', and give no numbers beside a record",
            "「shiome records position」で確かめる。記録を指すときは数値を書かない",
            part,
        )


def _check_numbers_on_scale(file: ConsultationFile, part: Standing, pack: Pack) -> None:
    given = [number for number in (part.low, part.value, part.high) if number is not None]
    issue = pack.entry("issues", file.opening.issue)
    scale = issue.scale if isinstance(issue, IssueEntry) else None
    placed = scale is not None and all(scale.low <= number <= scale.high for number in given)
    if given and (part.value is None or given != sorted(given) or not placed):
        ends = f"{scale.low:g}..{scale.high:g}" if scale else "—"
        raise refused(
            "value",
            f"low, value and high of {part.party} do not stand in this order on the scale {ends} of {file.opening.issue}",
            f"{part.party} の low・value・high が {file.opening.issue} の尺度 {ends} にこの順で収まらない",
            "see the marks of the scale with 'shiome region show issues'",
            "尺度の目盛りは「shiome region show issues」で見る",
            part,
        )


def _check_agreement(file: ConsultationFile, part: Point | SharedPosition) -> None:
    if isinstance(part, Point):
        missing = [party for party in file.opening.parties if party not in part.agreed_by]
        if (part.state == "agreed") == bool(missing):
            raise refused(
                "agreed",
                f"{part.key}: a point is agreed when all parties have agreed; missing: {', '.join(missing) or 'none'}",
                f"{part.key}：全当事者が同意したときに合意となる（不足：{'、'.join(missing) or 'なし'}）",
                "name all of them under agreed_by, or leave the point open",
                "agreed_by に全員を挙げるか、open のままにする",
                part,
            )
        return
    agreed = {point.key for point in file.points("agreed")}
    if not part.points or (loose := [key for key in part.points if key not in agreed]):
        named = ", ".join(loose) if part.points else "—"
        raise refused(
            "rests",
            f"a shared position rests on agreed points; not agreed: {named}",
            f"共通の立場は合意した論点に基づく（未合意：{named}）",
            "agree on the points first",
            "先に論点で合意する",
            part,
        )


def _check_minutes(file: ConsultationFile, part: Minutes) -> None:
    items = len(file.latest(Meeting)[part.meeting].agenda)
    for statement in part.statements:
        if statement.item > items:
            raise refused(
                "item",
                f"{part.meeting} has {items} items on its agenda, not {statement.item}",
                f"{part.meeting} の議題は {items} 件で、{statement.item} 番はない",
                "count items from 1",
                "議題は 1 から数える",
                part,
            )


def _check_proposal(part: Tabled, pack: Pack) -> None:
    for problem in unsound(part.proposal, catalogue(pack)):
        raise refused(
            "proposal",
            f"{part.key}: {spell(problem.place)}: {problem.en}",
            f"{part.key}：{spell(problem.place)}：{problem.ja}",
            "try it with 'shiome policy test'",
            "「shiome policy test」で確かめる",
            part,
        )


def _check_numbers(file: ConsultationFile, part: Release | Retraction) -> None:
    numbers = part.items if isinstance(part, Release) else (part.item,)
    for number in numbers:
        entry = file.entries[number - 1] if number <= len(file.entries) else None
        fixed = (
            isinstance(part, Retraction)
            and entry is not None
            and isinstance(entry.part, Opening | Release | Retraction)
        )
        if entry is None or number in file.retracted or fixed:
            raise refused(
                "number",
                f"{file.id}: part {number} cannot be named here",
                f"{file.id}：項目 {number} は指定できない（ないか、取り消されたか、履歴である）",
                "see the numbers with 'shiome consult show'",
                "番号は「shiome consult show」で見る",
                part,
            )
    if isinstance(part, Release):
        missing = {file.originator(number) for number in numbers} - set(part.consent)
        if missing or not numbers:
            raise refused(
                "consent",
                f"release: the consent of {', '.join(sorted(missing)) or 'the originators'} is missing",
                f"取扱区分の変更に {'、'.join(sorted(missing)) or '作成者'} の同意がない",
                "only the originator of a part lets it go further",
                "項目の区分を変えられるのは作成者だけである",
                part,
            )


def _not_in_file(kind: str, ja: str, name: str, known: Sequence[str]) -> InputRefused:
    return refused(
        kind,
        f"{name!r} is no {kind} of the file",
        f"{name!r} はこのファイルの{ja}ではない",
        f"use one of: {', '.join(known)}",
        f"次のいずれか：{'、'.join(known)}",
        name,
    )
