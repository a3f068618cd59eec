"""Agendas and records of meetings, made from a consultation file as its reader may have it. Everything in the file is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import Decision, Meeting, Minutes, Point
from shiome.coordination.consultation.papers.blocks import (
    Setting,
    cites,
    decision_rows,
    document_rows,
    point_rows,
    proposal_rows,
    red_line_rows,
    shared_rows,
    slot_rows,
    standing_rows,
)
from shiome.coordination.consultation.papers.words import PaperWords
from shiome.coordination.consultation.refusals import no_key, refused
from shiome.records.marking import TLPS
from shiome.records.model import Position
from shiome.region.pack import Pack
from shiome.sanctions.notices.model import Block, Facts, Notice, Paragraph, Section, Table
from shiome.sanctions.notices.words import NoticeLanguage


def agenda_paper(
    file: ConsultationFile,
    pack: Pack,
    records: Mapping[str, Position],
    *,
    language: NoticeLanguage,
    as_of: date,
    meeting: str = "",
    reader: str = "",
) -> Notice:
    """The agenda of a meeting; without one, a draft: what is open, tool by tool, and the decisions that are pending.

    Raises
    ------
    InputRefused
        ``consult.key``: the file has no such meeting.
    """
    setting = Setting(file, records, pack, PaperWords(language))
    held = _meeting(file, meeting) if meeting else None
    title = setting.words.told(held.title) if held else ""
    sections = tuple(_agenda(setting, held))
    return _paper(setting, "agenda" if held else "draft", title, sections, as_of, reader)


def minutes_paper(
    file: ConsultationFile,
    pack: Pack,
    records: Mapping[str, Position],
    *,
    language: NoticeLanguage,
    as_of: date,
    meeting: str,
    reader: str = "",
) -> Notice:
    """The record of a meeting.

    Raises
    ------
    InputRefused
        ``consult.key``: the file has no such meeting; ``consult.no_minutes``: it has no record yet.
    """
    setting = Setting(file, records, pack, PaperWords(language))
    held = _meeting(file, meeting)
    if meeting not in file.minutes:
        raise refused(
            "no_minutes",
            f"meeting {meeting!r} has no record yet",
            f"会合 {meeting!r} の記録はまだない",
            "enter a part of type minutes with 'shiome consult add'",
            "「shiome consult add」で minutes の項目を加える",
            meeting,
        )
    sections = tuple(_minutes(setting, held, file.minutes[meeting]))
    return _paper(setting, "minutes", setting.words.told(held.title), sections, as_of, reader)


def _meeting(file: ConsultationFile, key: str) -> Meeting:
    known = file.latest(Meeting)
    if key not in known:
        raise no_key("meeting", key, tuple(known))
    return known[key]


def _paper(setting: Setting, kind: str, title: str, sections: tuple[Section, ...], as_of: date, reader: str) -> Notice:
    words, file = setting.words, setting.file
    return Notice(
        form="report",
        language=words.language,
        title=title or words.told(file.opening.title) or words("shared"),
        subtitle=words(kind),
        case=f"{words('file')} {file.id}",
        as_of=as_of,
        as_of_text=words("as_of", day=words.day(as_of.isoformat())),
        marking=_marking(file, reader),
        simulated="",
        sections=tuple(section for section in sections if section.blocks),
    )


def _marking(file: ConsultationFile, reader: str) -> str:
    """The narrowest marking of what is in the file, for this reader: a paper goes no further than the part that may go least far."""
    markings = {file.marking(entry.number) for entry in file.entries}
    narrowest = max((each.tlp for each in markings), key=TLPS.index)
    if reader:
        return f"TLP:{narrowest}" + (f" REL TO {reader}" if narrowest != "CLEAR" else "")
    alike = [each for each in markings if each.tlp == narrowest]
    return str(alike[0]) if len(alike) == 1 else f"TLP:{narrowest}"


def _agenda(setting: Setting, meeting: Meeting | None) -> Iterator[Section]:
    file, words = setting.file, setting.words
    yield Section(words("meeting" if meeting else "file"), tuple(_facts(setting, meeting)))
    yield Section(words("items"), tuple(_items(setting, meeting) if meeting else _drafted_items(setting)))
    yield Section(words("standing"), tuple(standing_rows(setting)))
    yield Section(words("red_lines"), tuple(red_line_rows(setting)))
    if meeting:
        # A draft has them as its items.
        yield Section(words("points.open"), tuple(point_rows(setting, file.points("open"))))
    yield Section(words("points.agreed"), tuple(point_rows(setting, file.points("agreed"))))
    yield Section(words("tools"), tuple(slot_rows(setting)))
    yield Section(words("proposals"), tuple(proposal_rows(setting)))
    pending = [each for each in file.latest(Decision).values() if each.state == "pending"]
    yield Section(words("decisions"), tuple(decision_rows(setting, pending)))
    yield Section(words("shared"), tuple(shared_rows(setting)))
    yield Section(words("sources.cited"), tuple(document_rows(setting)))


def _minutes(setting: Setting, meeting: Meeting, minutes: Minutes) -> Iterator[Section]:
    file, words = setting.file, setting.words
    yield Section(words("meeting"), tuple(_facts(setting, meeting)))
    yield Section(words("statements"), tuple(_statements(setting, meeting, minutes)))
    conclusions = tuple(
        Paragraph(words.told(text), label=f"{number}.") for number, text in enumerate(minutes.conclusions, start=1)
    )
    yield Section(words("conclusions"), conclusions)
    decisions = file.latest(Decision)
    taken = [decisions[key] for key in minutes.actions]
    yield Section(words("actions"), tuple(decision_rows(setting, taken)))
    yield Section(words("points.agreed"), tuple(point_rows(setting, file.points("agreed"))))
    yield Section(words("points.open"), tuple(point_rows(setting, file.points("open"))))
    yield Section(words("shared"), tuple(shared_rows(setting)))
    yield Section(words("sources.cited"), tuple(document_rows(setting)))


def _facts(setting: Setting, meeting: Meeting | None) -> Iterator[Block]:
    opening, words, pack = setting.file.opening, setting.words, setting.pack
    if not opening.parties:
        return
    rows: list[tuple[str, tuple[str, ...]]] = []
    if meeting is not None:
        rows += [(words("date"), (words.day(meeting.on),)), (words("level"), (words(f"level.{meeting.level}"),))]
        if meeting.place:
            rows.append((words("place"), (words.told(meeting.place),)))
    if opening.body:
        rows.append((words("body"), (words.name(pack, "bodies", opening.body),)))
    rows.append((words("issue"), (words.name(pack, "issues", opening.issue),)))
    rows.append((words("parties"), (words.names(pack, opening.parties),)))
    if meeting is not None and meeting.participants:
        colon = "：" if words.language == "ja" else ": "
        lines = tuple(f"{setting.actor(each.party)}{colon}{words.told(each.name)}" for each in meeting.participants)
        rows.append((words("participants"), lines))
    title = words("framework") if meeting is None else words.told(opening.title)
    yield Facts(title, tuple(rows))
    if opening.purpose:
        yield Paragraph(words.told(opening.purpose))


def _items(setting: Setting, meeting: Meeting) -> Iterator[Block]:
    """The agenda as entered."""
    words, points = setting.words, setting.file.latest(Point)
    rows = []
    for number, item in enumerate(meeting.agenda, start=1):
        told = " / ".join(words.told(points[key].text) for key in item.points if key in points)
        rows.append((str(number), words.told(item.title), told or "—", setting.actor(item.lead) or "—"))
    if rows:
        yield Table(("", words("item"), words("point"), words("lead")), (0.5, 2.5, 6, 1.6), tuple(rows))


def _drafted_items(setting: Setting) -> Iterator[Block]:
    """One item a tool with what is open on it, and one for what belongs to none."""
    words, rows, number = setting.words, [], 0
    for tool in (*setting.file.opening.tools, ""):
        own = [point for point in setting.file.points("open") if point.tool == tool]
        number += bool(own)
        for place, point in enumerate(own):
            heading = (str(number), setting.tool(tool)) if place == 0 else ("", "")
            raised = setting.actor(point.raised_by) or "—"
            rows.append((*heading, words.told(point.text), raised, cites(point.cite)))
    if rows:
        columns = ("", words("item"), words("point"), words("raised_by"), words("sources"))
        yield Table(columns, (0.5, 2.2, 5.6, 1.4, 2.2), tuple(rows))


def _statements(setting: Setting, meeting: Meeting, minutes: Minutes) -> Iterator[Block]:
    words = setting.words
    titles = {number: words.told(item.title) for number, item in enumerate(meeting.agenda, start=1)}
    rows = tuple(
        (titles.get(each.item, words("no_tool")), setting.actor(each.party), words.told(each.text))
        for each in sorted(minutes.statements, key=lambda each: each.item)
    )
    if rows:
        yield Table((words("item"), words("party"), words("statement")), (2.5, 1.6, 6), rows)
