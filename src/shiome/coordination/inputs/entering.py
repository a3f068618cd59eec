"""What persons enter: arguments of their own and what was said, each checked before it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from shiome.coordination.inputs.model import OwnArgument, Said
from shiome.errors import InputRefused
from shiome.futures.ledger.drafts import check_not_ahead
from shiome.records.model import Source
from shiome.region.pack import Pack


def argument_entered(
    pack: Pack,
    *,
    addressee: str,
    interest: str,
    text: str,
    sources: Sequence[Source],
    told: Sequence[str],
    on: date,
    today: date,
    entered_by: str,
    channel: str = "",
    by: Sequence[str] = (),
    topics: Sequence[str] = (),
    identifier: str = "",
    language: str = "en",
) -> OwnArgument:
    """An argument to be kept in a workspace, known from ``on``.

    Parameters
    ----------
    addressee:
        An addressee of the pack, or an actor.
    sources, told:
        What it rests on: places in documents, or a source named in words. One of them is needed.

    Raises
    ------
    InputRefused
        ``inputs.by``, ``inputs.text``, ``inputs.evidence``, ``inputs.leak``, ``inputs.topic``; ``ledger.future`` where ``on`` has not come.
    NotKnown
        An actor is none of the region.
    """
    check_not_ahead(on, today)
    _check_person(entered_by)
    _check_actors(pack, by)
    _check_topics(pack, topics)
    for what, words in (("interest", interest), ("argument", text)):
        if not words.strip():
            raise InputRefused(
                "inputs.text",
                f"the {what} is empty",
                ja=f"{'利益' if what == 'interest' else '論拠'}が空である",
                hint="say which interest it appeals to and what is put",
                hint_ja="どの利益に訴え、何を述べるかを書く",
                failed=what,
            )
    _check_evidence(sources, told, on)
    return OwnArgument(
        id=identifier.strip() or _made("own", addressee, interest, text),
        addressee=addressee,
        interest=interest.strip(),
        text=text.strip(),
        channel=channel.strip(),
        by=tuple(by),
        topics=tuple(topics),
        sources=tuple(sources),
        told=_joined(told, language),
        language=language,
        entered_by=entered_by.strip(),
        known_from=on,
    )


def said_entered(
    pack: Pack,
    *,
    when: date,
    by: Sequence[str],
    addressee: str,
    sources: Sequence[Source],
    told: Sequence[str],
    on: date,
    today: date,
    entered_by: str,
    argument: str = "",
    channel: str = "",
    text: str = "",
    topics: Sequence[str] = (),
    language: str = "en",
) -> Said:
    """A line of the log: who put what to whom, on which day, through which channel, known from ``on``.

    Parameters
    ----------
    when:
        Day on which it was said.
    argument, text:
        The argument of the bank, or what was said in words. One of them is needed.
    channel:
        A channel of the pack.

    Raises
    ------
    InputRefused
        As :func:`argument_entered`; ``inputs.when``: it was said after ``on``.
    NotKnown
        A channel or actor is none of the region.
    """
    check_not_ahead(on, today)
    _check_person(entered_by)
    _check_saying(when, by, argument or text, on)
    _check_actors(pack, by)
    _check_topics(pack, topics)
    if channel:
        pack.entry("channels", channel)
    _check_evidence(sources, told, on)
    return Said(
        id=_made("said", when.isoformat(), *by, addressee, argument, text),
        when=when,
        by=tuple(by),
        addressee=addressee,
        argument=argument.strip(),
        channel=channel,
        text=text.strip(),
        topics=tuple(topics),
        sources=tuple(sources),
        told=_joined(told, language),
        language=language,
        entered_by=entered_by.strip(),
        known_from=on,
    )


def _made(kind: str, *parts: str) -> str:
    """An identifier made from content, so that the same entry twice is recognised."""
    return f"{kind}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


def _joined(told: Sequence[str], language: str) -> str:
    return (" / " if language == "ja" else "; ").join(told)


def _check_person(name: str) -> None:
    if not name.strip():
        raise InputRefused(
            "inputs.by",
            "nobody is named who enters it",
            ja="記入者の名がない",
            hint="give --by NAME",
            hint_ja="--by で名前を指定する",
        )


def _check_saying(when: date, by: Sequence[str], what: str, on: date) -> None:
    if not by:
        raise InputRefused(
            "inputs.speaker",
            "nobody is named who said it",
            ja="誰が述べたかの指定がない",
            hint="give --speaker ACTOR",
            hint_ja="--speaker で主体を指定する",
        )
    if when > on:
        raise InputRefused(
            "inputs.when",
            f"it cannot be known on {on} what is said on {when}",
            ja=f"{when} に述べたことを {on} に知ることはできない",
            hint="give a day --on that is not before --when",
            hint_ja="--on には --when 以後の日を指定する",
            failed=when,
        )
    if not what.strip():
        raise InputRefused(
            "inputs.text",
            "nothing is said: neither an argument nor words are given",
            ja="論拠も言葉も示されていない",
            hint="give --argument ID or --text",
            hint_ja="--argument か --text を指定する",
        )


def _check_actors(pack: Pack, names: Sequence[str]) -> None:
    for name in names:
        pack.entry("actors", name)


def _check_topics(pack: Pack, topics: Sequence[str]) -> None:
    for topic in topics:
        if topic not in pack.subjects["systems"] and topic not in pack.subjects["issues"]:
            raise InputRefused(
                "inputs.topic",
                f"{topic!r} is neither a system nor an issue of the region",
                ja=f"{topic!r} は領域の項目でも争点でもない",
                hint="see 'shiome systems' and 'shiome region show issues'",
                hint_ja="「shiome systems」「shiome region show issues」で確かめる",
                failed=topic,
            )


def _check_evidence(sources: Sequence[Source], told: Sequence[str], on: date) -> None:
    if not sources and not told:
        raise InputRefused(
            "inputs.evidence",
            "no source is given",
            ja="出典がない",
            hint="give --source: lines of a document (DOC:LINE), or the source in words",
            hint_ja="--source に文書の行（DOC:LINE）か、出典を言葉で書く",
        )
    late = next((source for source in sources if source.known_from > on), None)
    if late is not None:
        raise InputRefused(
            "inputs.leak",
            f"document {late.document} is known from {late.known_from}, after {on}",
            ja=f"文書 {late.document} が知られたのは {late.known_from} で、{on} より後である",
            hint="give a day --on on which the document was known",
            hint_ja="文書が知られていた日を --on に指定する",
            failed=late.document,
        )
