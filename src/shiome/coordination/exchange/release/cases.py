"""A sanctions case as publications: who may see a part of the case is asked of the case's own rules, node by node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from shiome.coordination.exchange.objects.cases import case_objects
from shiome.coordination.exchange.objects.label import TLPS, Label
from shiome.coordination.exchange.release.labels import Recipient, meet
from shiome.coordination.exchange.release.publication import Publication
from shiome.records.marking import Marking
from shiome.region.pack import Pack
from shiome.sanctions.casework import CaseFile, may_see

WORDS = frozenset(("side", "field", "verdict", "since", "until", "source", "evidence_refs"))
"""Members of an identity that are no secret of it: its value and its text are."""


def case_publications(
    case: CaseFile, *, label: Label, recipients: Sequence[Recipient], pack: Pack, namespace: UUID, on: date
) -> tuple[Publication, ...]:
    """What a case is about, each object and property under the markings of the parts that say it.

    A marking names bodies and states, and what a body's name means hangs on the level: AMBER reaches the states that take part in it,
    RED the body alone. A label therefore names the nodes whose party the case itself would show the part to, so that nobody gets by
    the exchange what ``shiome sanctions case show --for`` would not show. What several parts say is for all who may see one of them.

    Parameters
    ----------
    label:
        What holds besides, with nodes in the place of groups; it only ever narrows.
    recipients:
        The partners; each reads the case as the state or body that it belongs to.
    namespace:
        See :func:`~shiome.coordination.exchange.objects.cases.case_objects`.
    on:
        The day for which participation in bodies is looked up.
    """
    parts = {
        entry.number: _label_of(
            case.marking(entry.number),
            [each.node for each in recipients if may_see(case, entry.number, each.party, pack, on=on)],
        )
        for entry in case.entries
    }
    found = []
    for told in case_objects(case, namespace=namespace):
        labels = {pointer: meet(label, _said_by_any(parts, numbers)) for pointer, numbers in told.parts.items()}
        found.append(Publication(object=told.object, label=labels.pop(""), fields=labels, words=WORDS))
    return tuple(found)


def _label_of(marking: Marking, nodes: Sequence[str]) -> Label:
    """A part's label; only what is public stays without names, for all else is for those who are partners of the framework."""
    public = marking.tlp == "CLEAR" and not marking.to
    return Label(tlp=marking.tlp, to=None if public else tuple(nodes))


def _said_by_any(labels: Mapping[int, Label], numbers: Iterable[int]) -> Label:
    """The label of what several parts say alike: for all who may see one of them, at the widest level of these."""
    alike = [labels[number] for number in numbers]
    names = None if any(each.to is None for each in alike) else tuple(name for each in alike for name in each.to or ())
    return Label(tlp=min((each.tlp for each in alike), key=TLPS.index), to=names)
