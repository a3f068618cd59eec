"""A new state of a commitment: a version of its record that rests on evidence; what was known before stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import msgspec

from shiome.coordination.commitments.model import CONFIRMING, Standing
from shiome.coordination.commitments.register import bounds
from shiome.errors import InputRefused, RecordRefused
from shiome.futures.ledger.drafts import check_not_ahead
from shiome.records.model import Commitment, Source
from shiome.vocabulary.edtf import parse_edtf

STANDSTILL = ("stalled", "lapsed")
STATES = (*CONFIRMING, *STANDSTILL)
"""The states of a commitment record."""


def recorded(
    record: Commitment,
    standing: Standing,
    *,
    state: str,
    when: str,
    sources: Sequence[Source],
    account: Mapping[str, str],
    on: date,
    today: date,
    by: str,
    confirmed_by: str = "",
    due: str = "",
) -> Commitment:
    """The version of a commitment that holds from ``on``.

    Parameters
    ----------
    record, standing:
        The version that holds, and where the commitment stands on ``on``.
    state, when:
        The new state and its date (EDTF).
    sources, account:
        The evidence: places in documents, and what happened in words, by language. One of them is needed.
    confirmed_by:
        Who confirmed it, where the evidence says so.
    due:
        A due date (EDTF) that the evidence gives; the one known so far without it.

    Raises
    ------
    InputRefused
        ``commitment.state``, ``commitment.evidence``, ``commitment.ahead``, ``commitment.order``, ``commitment.leak``, or ``ledger.future``
        where ``on`` has not come.
    RecordRefused
        ``commitment.status``: the record is not accepted.
    """
    check_not_ahead(on, today)
    if record.status != "accepted":
        raise RecordRefused(
            "commitment.status",
            f"{record.id} is {record.status}, not accepted",
            ja=f"{record.id} は採用されていない（{record.status}）",
            hint=f"decide about it first: shiome review accept {record.id} --by NAME",
            hint_ja=f"まず採否を決める: shiome review accept {record.id} --by 名前",
            failed=record.id,
        )
    _check_state(state)
    _check_when(standing, when, on)
    if due:
        parse_edtf(due)
    _check_evidence(record, sources, account, on)
    role = "disputes" if state in STANDSTILL else "confirms"
    # An old text becomes evidence when it is named as such, not before.
    new = tuple(msgspec.structs.replace(source, known_from=on, role=role) for source in sources)
    return msgspec.structs.replace(
        record,
        known_from=on,
        known_until=None,
        coder=f"person:{by}",
        when=when,
        state=cast(Any, state),
        confirmed_on=when,
        confirmed_by=confirmed_by,
        due=due or record.due,
        sources=record.sources + new,
        text={language: words for language, words in account.items() if words},
    )


def _check_state(state: str) -> None:
    if state not in STATES:
        raise InputRefused(
            "commitment.state",
            f"{state!r} is no state of a commitment",
            ja=f"{state!r} という状態はない",
            hint=f"use one of: {', '.join(STATES)}",
            hint_ja=f"{'、'.join(STATES)} のいずれかとする",
            failed=state,
        )


def _check_when(standing: Standing, when: str, on: date) -> None:
    first = parse_edtf(when).earliest
    if first is not None and first > on:
        raise InputRefused(
            "commitment.ahead",
            f"{when} lies after {on}, from when the state is to be known",
            ja=f"{when} は、その状態が知られる日 {on} より後である",
            hint="give a day --on that is not before --when",
            hint_ja="--on には --when 以後の日を指定する",
            failed=when,
        )
    told = standing.told
    if bounds(when, on)[0] < told.first:
        raise InputRefused(
            "commitment.order",
            f"{standing.id} is {told.state} since {told.when or told.first}; a state of {when} would hide it",
            ja=f"{standing.id} は {told.when or told.first} から {told.state} であり、{when} の状態を記すとそれが隠れる",
            hint="record what came after it",
            hint_ja="それ以後の状態を記す",
            failed=when,
        )


def _check_evidence(record: Commitment, sources: Sequence[Source], account: Mapping[str, str], on: date) -> None:
    if not sources and not any(words.strip() for words in account.values()):
        raise InputRefused(
            "commitment.evidence",
            f"nothing is given for the new state of {record.id}",
            ja=f"{record.id} の新しい状態の根拠がない",
            hint="give --source: lines of a document (DOC:LINE), or what happened and who says so, in words",
            hint_ja="--source に文書の行（DOC:LINE）か、起きたことと出所を書く",
            failed=record.id,
        )
    late = next((source for source in sources if source.known_from > on), None)
    if late is not None:
        raise InputRefused(
            "commitment.leak",
            f"document {late.document} is known from {late.known_from}, after {on}",
            ja=f"文書 {late.document} が知られたのは {late.known_from} で、{on} より後である",
            hint="give a day --on on which the document was known",
            hint_ja="文書が知られていた日を --on に指定する",
            failed=late.document,
        )
