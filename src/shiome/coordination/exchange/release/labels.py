"""The meaning of release labels: whom a label reaches, who may pass on what, and how two labels combine.

Labels form a meet-semilattice: the meet of two labels is a label that is as narrow as both, and a thing made of two parts bears the meet
of their labels (Denning 1976, *A Lattice Model of Secure Information Flow*). Levels are those of TLP 2.0 (FIRST 2022); originator control
is the third-party rule of intelligence services (ORCON).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce

import msgspec

from shiome.coordination.exchange.objects.label import TLPS, WIDE, Label
from shiome.errors import NotKnown


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """A partner, as far as labels ask."""

    node: str
    party: str
    """The state or body that the node belongs to."""
    bodies: frozenset[str] = frozenset()
    """Bodies that the node takes part in."""


def reaches(label: Label, recipient: Recipient, *, originator: str) -> bool:
    """Whether a label lets a thing go to a recipient, directly or by others.

    CLEAR and GREEN reach all partners where nobody is named, else the nodes and the nodes of the parties named. AMBER reaches the nodes
    and the nodes of the parties named. AMBER+STRICT and RED reach the nodes named and nobody else. A need to know has to be met besides.
    An empty list of names or of bodies reaches nobody. The originator is always reached.

    >>> lab = Recipient(node="abc-lab", party="ABC")
    >>> [reaches(Label(tlp=tlp, to=("ABC",)), lab, originator="abc-mofa") for tlp in ("AMBER", "RED")]
    [True, False]
    """
    if recipient.node == originator:
        return True
    if label.bodies is not None and recipient.bodies.isdisjoint(label.bodies):
        return False
    if label.to is None:
        return label.tlp in WIDE
    return recipient.node in label.to or (label.tlp not in ("AMBER+STRICT", "RED") and recipient.party in label.to)


def may_relay(label: Label, recipient: Recipient, *, originator: str, via: str) -> bool:
    """Whether a node may hand a thing to a recipient.

    The originator may where the label reaches. Anybody else may only where the label reaches the recipient by itself, so that passing on
    never widens, and not at all under originator control.

    >>> partner = Recipient(node="abc-mofa", party="ABC")
    >>> may_relay(Label(tlp="GREEN", orcon=True), partner, originator="xyz-mofa", via="hub")
    False
    """
    if via != originator and label.orcon:
        return False
    return reaches(label, recipient, originator=originator)


def may_be_public(label: Label) -> bool:
    """Whether a thing may stand where everybody reads it: CLEAR without any condition.

    >>> may_be_public(Label(tlp="CLEAR")), may_be_public(Label(tlp="GREEN")), may_be_public(Label(tlp="CLEAR", to=("abc",)))
    (True, False, False)
    """
    return label == Label(tlp="CLEAR")


def meet(a: Label, b: Label) -> Label:
    """The label of a thing made of two parts: the narrower level, the names and bodies of both, originator control if one has it.

    It reaches nobody that one of the two does not reach. It may reach fewer than both do: of two needs to know, only bodies that stand
    in both are kept, also where somebody takes part in one body of each.

    >>> str(meet(Label(tlp="GREEN", orcon=True), Label(tlp="AMBER", to=("abc", "xyz"))))
    'TLP:AMBER REL TO abc, xyz ORCON'
    """
    return Label(
        tlp=max(a.tlp, b.tlp, key=TLPS.index),
        to=_common(a.to, b.to),
        bodies=_common(a.bodies, b.bodies),
        orcon=a.orcon or b.orcon,
    )


def meet_all(first: Label, others: Iterable[Label]) -> Label:
    """The meet of several labels, in whatever order they come."""
    return reduce(meet, others, first)


def is_narrower(a: Label, b: Label) -> bool:
    """Whether ``a`` allows nothing that ``b`` does not: the order of the lattice, in which equals are narrower than each other."""
    return meet(a, b) == a


def expanded(label: Label, *, nodes: Collection[str], groups: Mapping[str, Collection[str]]) -> Label:
    """The label with nodes in place of groups, as it has to be before an object leaves its originator.

    Parameters
    ----------
    nodes:
        Nodes that may be named.
    groups:
        Nodes by the name of a group: a party, or a body of the region. A group without nodes adds nobody.

    Raises
    ------
    NotKnown
        ``exchange.recipient``: a name that is neither; nobody is left out silently, as a misspelt name would.

    >>> expanded(Label(tlp="RED", to=("ABC",)), nodes=(), groups={"ABC": ("abc-mofa", "abc-mod")}).to
    ('abc-mod', 'abc-mofa')
    """
    if label.to is None:
        return label
    unknown = [name for name in label.to if name not in nodes and name not in groups]
    if unknown:
        raise NotKnown(
            "exchange.recipient",
            f"{', '.join(unknown)}: neither a node nor a group of nodes",
            ja=f"{'、'.join(unknown)} はノードでもその集まりでもない",
            hint="name a partner's node, a party or a body",
            hint_ja="相手のノード、国・機関、または会合体を指定する",
            failed=unknown,
        )
    reached = {node for name in label.to for node in groups.get(name, (name,))}
    return msgspec.structs.replace(label, to=tuple(reached))


def _common(a: tuple[str, ...] | None, b: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if a is None or b is None:
        return b if a is None else a
    return tuple(name for name in a if name in b)
