"""Who would get what of a publication: names expanded, views made and proved, nothing stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.among import among, listed
from shiome.coordination.exchange.node.identity import Identity
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.schema import outbox, views
from shiome.coordination.exchange.node.stored import label_of
from shiome.coordination.exchange.objects.markings import TLP_MARKINGS
from shiome.coordination.exchange.release import Label, Proof, Publication, Recipient, View, expanded, prove, reaches
from shiome.coordination.exchange.release import views as views_of
from shiome.errors import InputRefused


@dataclass(frozen=True)
class Planned:
    """A publication and its views."""

    publication: Publication
    views: tuple[View, ...]
    proofs: tuple[Proof | None, ...]
    """For each view that lacks something: that nothing of it can be derived from the view."""
    withheld_from: tuple[str, ...]
    """Partners that get nothing of it."""


class Planner:
    """Makes views; one for a transaction, for it knows what has been given to whom."""

    def __init__(self, connection: Connection, identity: Identity, partners: Iterable[Partner]) -> None:
        self._connection = connection
        self._identity = identity
        self._partners = {each.node: each for each in partners if each.is_reached}
        self._held: set[tuple[str, str]] = set()
        own = identity.recipient
        everybody = [own, *(each.recipient for each in self._partners.values())]
        self._nodes = {each.node for each in everybody}
        self._groups: dict[str, set[str]] = {}
        for each in everybody:
            for group in (each.party, *each.bodies):
                self._groups.setdefault(group, set()).update({each.node} - {own.node})

    def plan(self, publications: Sequence[Publication], *, allowed: Collection[str] = ()) -> list[Planned]:
        """Views of each publication, those that others refer to first.

        Parameters
        ----------
        allowed:
            JSON pointers of withheld values that may stand in other fields too, as the originator has decided.

        Raises
        ------
        InputRefused
            What the release rules refuse.
        NotKnown
            ``exchange.recipient``: a label names somebody unknown.
        """
        ready = [self._expanded(each) for each in in_order(publications)]
        self._load([reference for each in ready for reference in references(each.object)])
        return [self._planned(each, allowed) for each in ready]

    def _planned(self, publication: Publication, allowed: Collection[str]) -> Planned:
        recipients = [each.recipient for each in self._partners.values()]
        made = views_of(publication, recipients, holds=self._holds)
        proofs = tuple(
            prove(publication, view, holds=self._holds, allowed=allowed) if view.withheld else None for view in made
        )
        reached: set[str] = set()
        for view in made:
            for recipient in view.recipients:
                if self.carriers(view, recipient):
                    reached.add(recipient.node)
                    self._held.add((recipient.node, publication.object["id"]))
        return Planned(publication, made, proofs, tuple(sorted(self._partners.keys() - reached)))

    def carriers(self, view: View, recipient: Recipient) -> tuple[Partner, ...]:
        """Whose outbox a view for that recipient goes into: its own, or that of the partner before it, if that one may pass it on."""
        partner = self._partners[recipient.node]
        if not partner.via:
            return (partner,)
        before = self._partners.get(partner.via)
        if (
            before is None
            or view.label.orcon
            or not reaches(view.label, before.recipient, originator=self._identity.node)
        ):
            return ()
        return (before,)

    def _expanded(self, publication: Publication) -> Publication:
        """The publication with labels that name nodes only: a partner need not know who belongs to which body."""
        fields = {pointer: self.named(label) for pointer, label in publication.fields.items()}
        return replace(publication, label=self.named(publication.label), fields=fields, originator=self._identity.node)

    def named(self, label: Label) -> Label:
        """The label with nodes in the place of groups.

        Raises
        ------
        InputRefused
            ``exchange.ambiguous``: a name that is a node's and also a group's.
        NotKnown
            ``exchange.recipient``: a name that nobody bears.
        """
        for name in label.to or ():
            if name in self._nodes and name in self._groups:  # whoever meant the node would reach the whole group
                raise InputRefused(
                    "exchange.ambiguous",
                    f"{name!r} is a node and also a party or body",
                    ja=f"{name!r} はノードの名でもあり、国・機関の名でもある",
                    hint="give the node another name, or name the nodes one by one",
                    hint_ja="ノードの名を変えるか、ノードを一つずつ指定する",
                    failed=name,
                )
        return expanded(label, nodes=self._nodes, groups=self._groups)

    def _holds(self, node: str, stix_id: str) -> bool:
        return (node, stix_id) in self._held

    def _load(self, wanted: Sequence[str]) -> None:
        """What of the objects referred to has been given to whom before."""
        unknown = {*wanted} - TLP_MARKINGS
        if not unknown:
            return
        behind: dict[str, list[Partner]] = {}
        for each in self._partners.values():
            if each.via:
                behind.setdefault(each.via, []).append(each)
        for row in self._connection.execute(_GIVEN, {"ids": listed(unknown)}):
            self._held.add((row.partner, row.stix_id))
            label = label_of(row.label)
            self._held.update(
                (each.node, row.stix_id)
                for each in behind.get(row.partner, ())
                if not label.orcon and reaches(label, each.recipient, originator=row.originator)
            )


_GIVEN = (
    select(outbox.c.partner, outbox.c.stix_id, outbox.c.originator, views.c.label)
    .select_from(outbox.join(views, views.c.digest == outbox.c.digest))
    .where(outbox.c.withdrawn_at.is_(None), among(outbox.c.stix_id, "ids"))
)


def references(value: Any) -> list[str]:
    """Identifiers of objects that an object refers to (members whose names end in ``_ref`` and ``_refs``).

    >>> references({"type": "x", "a_ref": "b--1", "more": [{"c_refs": ["d--2"]}]})
    ['b--1', 'd--2']
    """
    found: list[str] = []
    members: Iterable[tuple[str, Any]] = value.items() if isinstance(value, Mapping) else (("", each) for each in value)
    for name, member in members:
        if name.endswith("_ref") and isinstance(member, str):
            found.append(member)
        elif name.endswith("_refs") and isinstance(member, list | tuple):
            found += [each for each in member if isinstance(each, str)]
        elif isinstance(member, Mapping | list | tuple):
            found += references(member)
    return found


def in_order(publications: Sequence[Publication]) -> list[Publication]:
    """The publications, each after those of the same batch that it refers to; a ring is cut where it was entered."""
    by_id: dict[str, list[Publication]] = {}
    for each in publications:
        by_id.setdefault(each.object["id"], []).append(each)
    ordered: list[Publication] = []
    entered: set[str] = set()
    for first in by_id:
        stack: list[tuple[str, bool]] = [(first, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                ordered += by_id[name]
            elif name not in entered:
                entered.add(name)
                stack.append((name, True))
                wanted = [ref for each in by_id[name] for ref in references(each.object)]
                stack += [(ref, False) for ref in reversed(wanted) if ref in by_id and ref not in entered]
    return ordered
