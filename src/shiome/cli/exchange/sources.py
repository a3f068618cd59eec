"""What is to be published: records and cases of a workspace, or objects of a file, each with its labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shiome.cli.exchange.given import objects_of
from shiome.errors import InputRefused, QueryRefused

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Node
    from shiome.coordination.exchange.release import Label, Publication
    from shiome.sanctions.casework import CaseFile


def publications_of(
    node: Node,
    workspace: Path,
    *,
    records: Sequence[str],
    cases: Sequence[str],
    files: Sequence[Path],
    label: Label,
    fields: Mapping[str, Label],
) -> list[Publication]:
    """Publications of what was named, all under one label and the labels of its fields.

    A case brings the labels of its parts besides; what they allow is never widened.

    Raises
    ------
    QueryRefused
        ``exchange.what``: nothing was named; ``exchange.field``: no object has a field that was labelled.
    NotKnown
        There is no such record or case.
    """
    from shiome.coordination.exchange.release import Publication

    if not (records or cases or files):
        raise QueryRefused(
            "exchange.what",
            "it was not said what to publish",
            ja="何を公開するかが指定されていない",
            hint="give --record, --case or --file",
            hint_ja="--record、--case、--file のいずれかを指定する",
        )
    named = [value for file in files for value in objects_of(file)]
    found = [Publication(object=value, label=label, fields=_of_object(value, fields)) for value in named]
    if records or cases:
        namespace = UUID(bytes=node.identity.secret[:16], version=4)
        found += _of_workspace(workspace, records, cases, label, fields, namespace)
    _require_somewhere(found, fields)
    return found


def _of_object(value: Mapping[str, Any], fields: Mapping[str, Label]) -> dict[str, Label]:
    """The labels of those fields that an object has: of several objects, not each has them all."""
    return {pointer: label for pointer, label in fields.items() if _leads_somewhere(pointer, value)}


def _leads_somewhere(pointer: str, value: Mapping[str, Any]) -> bool:
    from shiome.coordination.exchange.release.pointers import path_of

    try:
        path_of(pointer, value)
    except InputRefused:
        return False
    return True


def _require_somewhere(found: Sequence[Publication], fields: Mapping[str, Label]) -> None:
    """A label that fits no object at all is misspelt, and would leave unprotected what it was meant for."""
    for pointer in fields:
        if not any(pointer in each.fields for each in found):
            raise QueryRefused(
                "exchange.field",
                f"no object has a field {pointer}",
                ja=f"{pointer} という項目を持つオブジェクトはない",
                hint="write a JSON pointer such as /abstract",
                hint_ja="/abstract のような JSON ポインタを書く",
                failed=pointer,
            )


def _of_workspace(
    workspace: Path,
    records: Sequence[str],
    cases: Sequence[str],
    label: Label,
    fields: Mapping[str, Label],
    namespace: UUID,
) -> list[Publication]:
    """Identifiers are computed in a namespace of the node's own: who guesses a record cannot confirm the guess."""
    from shiome.coordination.exchange.objects import stix_of
    from shiome.coordination.exchange.release import Publication
    from shiome.workspace import Workspace
    from shiome.workspace.cases import case

    found = []
    with Workspace.open(workspace, read_only=True) as opened:
        for identifier in records:
            history = opened.store.history(identifier)
            born = datetime.combine(history[0].known_from, time(), UTC)
            value = stix_of(history[-1], created=born, namespace=namespace)[-1]
            found.append(Publication(object=value, label=label, fields=_of_object(value, fields)))
        for identifier in cases:
            found += _of_case(case(opened, identifier), label, fields, namespace)
    return found


def _of_case(case: CaseFile, label: Label, fields: Mapping[str, Label], namespace: UUID) -> Iterator[Publication]:
    """The objects of a case, each under what was asked for and under the markings of all parts that tell it."""
    from shiome.coordination.exchange.objects.cases import case_objects
    from shiome.coordination.exchange.release import Publication, meet, meet_all

    for each in case_objects(case, namespace=namespace):
        labels = {
            pointer: meet_all(label, [_label_of_part(case, number) for number in parts])
            for pointer, parts in each.parts.items()
        }
        whole = labels.pop("", label)
        for pointer, narrower in _of_object(each.object, fields).items():
            labels[pointer] = meet(labels[pointer], narrower) if pointer in labels else narrower
        yield Publication(object=each.object, label=whole, fields=labels)


def _label_of_part(case: CaseFile, number: int) -> Label:
    from shiome.coordination.exchange.release import Label

    marking: Any = case.marking(number)
    return Label(tlp=marking.tlp, to=marking.to or None)
