"""What is to be published: records and cases of a workspace, or objects of a file, each with its labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shiome.cli.exchange.given import objects_of
from shiome.errors import InputRefused, QueryRefused

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Node
    from shiome.coordination.exchange.release import Label, Publication
    from shiome.region.pack import Pack
    from shiome.sanctions.casework import CaseFile
    from shiome.workspace import Workspace

MARKED = ("case", "consultation")
"""Kinds of records whose parts have markings of their own, which one label for all would widen."""


@dataclass(frozen=True)
class Sources:
    """What was named, ready to be published."""

    publications: list[Publication]
    simulated: bool
    """Whether some of it is from a case that is made up."""


def sources_of(
    node: Node,
    workspace: Path,
    *,
    records: Sequence[str],
    cases: Sequence[str],
    files: Sequence[Path],
    label: Label,
    case_label: Label,
    fields: Mapping[str, Label],
) -> Sources:
    """Publications of what was named, all under one label and the labels of its fields.

    Parameters
    ----------
    case_label:
        What narrows the markings of a case's parts, which are its labels.

    Raises
    ------
    QueryRefused
        ``exchange.what``: nothing was named; ``exchange.field``: no object has a field that was labelled;
        ``exchange.marked``: a record whose parts have markings of their own.
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
    named = {pointer: node.named(narrower) for pointer, narrower in fields.items()}
    found = [Publication(object=value, label=label) for file in files for value in objects_of(file)]
    files_of_cases: list[CaseFile] = []
    told: list[Publication] = []
    if records or cases:
        from shiome.workspace import Workspace
        from shiome.workspace.cases import case

        with Workspace.open(workspace, read_only=True) as opened:
            found += [_of_record(opened, each, label, _namespace(node)) for each in records]
            files_of_cases = [case(opened, each) for each in cases]
            told = [one for each in files_of_cases for one in _of_case(each, node, case_label, opened.pack)]
    found, told = [_narrowed(each, named) for each in found], [_narrowed(each, named) for each in told]
    _require_somewhere([*found, *told], fields)
    return Sources([*found, *node.renewed(told)], any(each.simulated for each in files_of_cases))


def _namespace(node: Node) -> UUID:
    """Identifiers are computed in a namespace of the node's own: who guesses a record cannot confirm the guess."""
    return UUID(bytes=node.identity.secret[:16], version=4)


def _of_record(workspace: Workspace, identifier: str, label: Label, namespace: UUID) -> Publication:
    from shiome.coordination.exchange.objects import stix_of
    from shiome.coordination.exchange.release import Publication

    history = workspace.store.history(identifier)
    if history[-1].KIND in MARKED:
        raise QueryRefused(
            "exchange.marked",
            f"{identifier} is a {history[-1].KIND}, whose parts have markings of their own",
            ja=f"{identifier} は、部分ごとに取扱区分を持つ記録である",
            hint="publish a sanctions case with --case; other such files are handed out by their own commands",
            hint_ja="制裁事案は --case で公開する。ほかのものは、それぞれの命令で相手ごとに書き出す",
            failed=identifier,
        )
    born = datetime.combine(history[0].known_from, time(), UTC)
    return Publication(object=stix_of(history[-1], created=born, namespace=namespace)[-1], label=label)


def _of_case(case: CaseFile, node: Node, label: Label, pack: Pack) -> tuple[Publication, ...]:
    from shiome.coordination.exchange.release.cases import case_publications

    return case_publications(
        case,
        label=node.named(label),
        recipients=[each.recipient for each in node.partners() if each.is_reached],
        pack=pack,
        namespace=_namespace(node),
        on=node.now().date(),
    )


def _narrowed(publication: Publication, fields: Mapping[str, Label]) -> Publication:
    """With the labels of those fields that the object has: of several objects, not each has them all."""
    from shiome.coordination.exchange.release import meet

    labels = dict(publication.fields)
    for pointer, label in fields.items():
        if _leads_somewhere(pointer, publication.object):
            labels[pointer] = meet(labels[pointer], label) if pointer in labels else label
    return replace(publication, fields=labels)


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
