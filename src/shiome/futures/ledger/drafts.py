"""Judgements made by hand: what a person writes down, checked, as a record.

A judgement without a criterion, or without a date that it can be held to, can never be scored. The first is always refused, the second
unless it is marked as undated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from shiome.errors import InputRefused
from shiome.futures.ledger.wording import Text, main_text, translated
from shiome.records.model import Judgement
from shiome.vocabulary.edtf import is_edtf, parse_edtf
from shiome.vocabulary.hedging import Band, is_band

BLANK = frozenset({"", "-", "—", "?", "？", "n/a", "none", "tbd", "なし", "未定", "不明"})
"""Words that stand in a field and say nothing: a criterion of these is no criterion."""
Step = Callable[[str], int | None]
"""Reads the step of the hedging scale from a hedge word; ``None`` for a word that it does not know."""


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement as a person writes it down; texts are plain or by language (``{ja: …, en: …}``)."""

    proposition: Text
    holder: str
    criterion: Text = ""
    band: Band | None = None
    """Lowest and highest probability."""
    probability: float | None = None
    """In place of a band of one point."""
    word: str = ""
    """Hedge word; gives the band of its step where no band is given."""
    made_on: date | None = None
    """Day on which it was made; today where it is not given."""
    horizon: Text = ""
    """Words or an EDTF date: until when it is meant to hold."""
    due: str = ""
    """EDTF date at which it is looked at; the horizon where that is a date."""
    undated: bool = False
    """Marks a judgement that has no date."""
    condition: Text = ""
    topics: tuple[str, ...] = ()
    id: str = ""


def judgement_of(draft: Draft, *, bands: Mapping[int, Band], step: Step, coder: str, today: date) -> Judgement:
    """The record of a draft: accepted, known from the day on which it was made, open.

    Parameters
    ----------
    bands:
        Step of the hedging scale to the band that it stands for.
    step:
        Reads hedge words.
    coder:
        Who or what writes it down: ``person:kato``, ``model@1``.

    Raises
    ------
    InputRefused
        ``ledger.proposition``, ``ledger.holder``, ``ledger.criterion``, ``ledger.undated``, ``ledger.due``, ``ledger.band``,
        ``ledger.word``, ``ledger.future``.
    """
    _check_texts(draft)
    made_on = draft.made_on or today
    check_not_ahead(made_on, today)
    band, hedge = _band(draft, bands, step)
    fields = {
        "proposition": draft.proposition,
        "condition": draft.condition,
        "horizon": draft.horizon,
        "criterion": draft.criterion,
    }
    return Judgement(
        id=draft.id.strip() or identifier(draft, made_on),
        when=made_on.isoformat(),
        known_from=made_on,
        coder=coder,
        topics=draft.topics,
        proposition=main_text(draft.proposition),
        condition=main_text(draft.condition),
        horizon=main_text(draft.horizon),
        criterion=main_text(draft.criterion),
        translations=translated(fields),
        made_on=made_on,
        due=_due(draft, made_on),
        hedge=hedge,
        band=band,
        cue=draft.word.strip(),
        holder=draft.holder.strip(),
    )


def identifier(draft: Draft, made_on: date) -> str:
    """The same for the same proposition, holder and day, so that nothing is entered twice."""
    content = "\x1f".join((main_text(draft.proposition), draft.holder.strip(), made_on.isoformat()))
    return f"J-{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def check_not_ahead(day: date, today: date) -> None:
    """Refuse a day to come: nothing is known from tomorrow on.

    Raises
    ------
    InputRefused
        ``ledger.future``.
    """
    if day > today:
        raise InputRefused(
            "ledger.future",
            f"{day} lies ahead of {today}: it cannot have been made or known on that day",
            ja=f"{day} は {today} より先の日で、その日に行われた、または知られたことにはできない",
            hint="give today or an earlier day",
            hint_ja="今日以前の日を指定する",
            failed=day,
        )


def _check_texts(draft: Draft) -> None:
    if main_text(draft.proposition).casefold() in BLANK:
        raise InputRefused(
            "ledger.proposition",
            "the judgement says nothing: it has no proposition",
            ja="判断に命題がない",
            hint="say in words what is or will be",
            hint_ja="何がどうである、またはどうなるかを書く",
            failed=draft,
        )
    if main_text(draft.holder).casefold() in BLANK:
        raise InputRefused(
            "ledger.holder",
            f"nobody is named who holds {_short(draft)}",
            ja=f"{_short(draft)} を誰が判断したかがない",
            hint="give the holder: an actor's identifier or a name",
            hint_ja="判断した人（行為者の識別子か名前）を書く",
            failed=draft,
        )
    if main_text(draft.criterion).casefold() in BLANK:
        raise InputRefused(
            "ledger.criterion",
            f"nobody can check {_short(draft)}: it has no criterion",
            ja=f"{_short(draft)} は確かめようがない。判定の基準がない",
            hint="say what would have to be seen for it to count as true",
            hint_ja="何が確認されれば的中とするかを書く",
            failed=draft,
        )


def _due(draft: Draft, made_on: date) -> str:
    """The date at which it is looked at; empty for a judgement that is marked as undated."""
    horizon = main_text(draft.horizon)
    due = draft.due.strip() or (horizon if horizon and is_edtf(horizon) and not draft.undated else "")
    if not due:
        if draft.undated:
            return ""
        raise InputRefused(
            "ledger.undated",
            f"nobody can check {_short(draft)}: it has no date by which it should have come about",
            ja=f"{_short(draft)} は確かめようがない。いつまでに実現するかの日付がない",
            hint="give a due date (EDTF), or mark it as undated",
            hint_ja="期限（EDTF）を与えるか、期限なしと明示する",
            failed=draft,
        )
    last = parse_edtf(due).latest
    if last is None or last < made_on or draft.undated:
        raise InputRefused(
            "ledger.due",
            f"{due!r} is no date at which {_short(draft)}, made on {made_on}, can be looked at",
            ja=f"{due!r} は、{made_on} に行われた {_short(draft)} を確かめる日付にならない",
            hint="give a date with an end, not before the judgement, and do not mark it as undated",
            hint_ja="終わりのある、判断より後の日付とし、期限なしとは併用しない",
            failed=draft,
        )
    return due


def _band(draft: Draft, bands: Mapping[int, Band], step: Step) -> tuple[Band, int]:
    """The band, and the step of the scale: that of the word, else the one whose middle is nearest."""
    given = draft.band if draft.probability is None else (draft.probability, draft.probability)
    if (given is not None and not is_band(*given)) or (draft.band is not None and draft.probability is not None):
        raise InputRefused(
            "ledger.band",
            f"{_short(draft)} does not carry one band of probability",
            ja=f"{_short(draft)} の確率の帯が正しくない",
            hint="0 <= low <= high <= 1, as a band or as one probability, not both",
            hint_ja="0 <= 下限 <= 上限 <= 1 とし、帯か一つの確率のどちらかを与える",
            failed=draft,
        )
    if given is None and not draft.word.strip():
        raise InputRefused(
            "ledger.band",
            f"{_short(draft)} carries neither a band of probability nor a hedge word",
            ja=f"{_short(draft)} に確率の帯も確度の語もない",
            hint="give one of them",
            hint_ja="どちらかを与える",
            failed=draft,
        )
    hedge = step(draft.word.strip()) if draft.word.strip() else None
    if given is None:
        if hedge is None or hedge not in bands:
            raise InputRefused(
                "ledger.word",
                f"{draft.word!r} is no hedge word that is known here",
                ja=f"{draft.word!r} は登録された確度の語ではない",
                hint="use a word of the hedging scale, or give the band itself",
                hint_ja="確度の尺度にある語を使うか、帯そのものを与える",
                failed=draft,
            )
        return bands[hedge], hedge
    return given, hedge or nearest_step(given, bands)


def nearest_step(band: Band, bands: Mapping[int, Band]) -> int:
    """The step whose band's middle is nearest to that of ``band``, the lower of two; 3 where there are no bands.

    >>> nearest_step((0.7, 0.8), {2: (0.2, 0.5), 4: (0.6, 0.9)})
    4
    """
    return min(sorted(bands), key=lambda s: abs(sum(bands[s]) - sum(band)), default=3)


def _short(draft: Draft) -> str:
    """The proposition in a few words, for messages."""
    text = " ".join(main_text(draft.proposition).split())
    return repr(text if len(text) <= 40 else text[:39] + "…")


def drafts_from(value: Any) -> list[Draft]:
    """Drafts of plain data: one mapping, or a list of them.

    Raises
    ------
    InputRefused
        ``ledger.entry``: an entry does not have the shape of a judgement.
    """
    found = []
    for number, one in enumerate(value if isinstance(value, list) else [value], start=1):
        try:
            found.append(msgspec.convert(one, Draft, strict=False))
        except msgspec.ValidationError as error:
            raise InputRefused(
                "ledger.entry",
                f"entry {number} is not a judgement: {error}",
                ja=f"{number}番目の項目は判断の形になっていない（{error}）",
                hint="give proposition, holder, criterion, band or word, and due",
                hint_ja="proposition、holder、criterion、bandかword、dueを書く",
                failed=one,
            ) from error
    return found
