"""What an originator publishes, and what partners get of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shiome.coordination.exchange.objects.envelope import EXTENSION
from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.objects.shape import check_object
from shiome.coordination.exchange.release.labels import Recipient
from shiome.coordination.exchange.release.pointers import Path, path_of


@dataclass(frozen=True)
class Publication:
    """An object with its label, and labels of parts of it.

    Raises
    ------
    InputRefused
        ``exchange.shape``: no STIX object; ``exchange.pointer``: a field label leads nowhere; ``exchange.publication``: the object is
        signed already, or has granular markings, whose selectors would name fields that a view lacks.
    """

    object: dict[str, Any]
    """Made of dictionaries, lists, text, numbers, truth values and ``None``, as JSON is."""
    label: Label
    fields: Mapping[str, Label] = field(default_factory=dict)
    """Labels by JSON pointer (RFC 6901); they hold for all that stands below, and only ever narrow."""
    originator: str = ""
    """The node that publishes; it is not limited by its own labels."""
    words: frozenset[str] = frozenset()
    """Names of members in which each part of a list says of itself what many say (a kind, a year, a source): that the same stands in a
    part that is kept is no sign that a withheld value was written twice."""
    labelled: tuple[tuple[Path, Label], ...] = field(init=False, repr=False, compare=False)
    """Field labels by path, those of a container before those of what it holds."""

    def __post_init__(self) -> None:
        check_object(self.object)
        if EXTENSION in self.object.get("extensions", {}):
            raise refused(
                "publication",
                f"{self.object['id']} is signed already",
                f"{self.object['id']} はすでに署名されている",
                hint="relay what others signed; publish only your own",
                hint_ja="他者が署名したものは中継する。公開できるのは自分のものだけである",
                failed=self.object,
            )
        if "granular_markings" in self.object:
            raise refused(
                "publication",
                f"{self.object['id']} has granular markings",
                f"{self.object['id']} に項目ごとの標識（granular_markings）がある",
                hint="give field labels in their place",
                hint_ja="代わりに項目の区分を与える",
                failed=self.object,
            )
        found = [(path_of(pointer, self.object), label) for pointer, label in self.fields.items()]
        ordered = sorted(found, key=lambda each: (len(each[0]), [str(step) for step in each[0]]))
        object.__setattr__(self, "labelled", tuple(ordered))


@dataclass(frozen=True)
class View:
    """What some recipients get of a publication: the same object and the same label for all of them."""

    object: dict[str, Any]
    label: Label
    recipients: tuple[Recipient, ...]
    withheld: bool
    """Whether something is missing: then it is a sanitised version."""
    kept: tuple[str, ...]
    """JSON pointers of the largest parts of the original that are kept whole; the empty pointer is all of it."""
    dropped: tuple[str, ...]
    """JSON pointers of what is withheld, for the originator's eyes only. What goes with it for STIX's sake is not among them."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The recipients' nodes."""
        return tuple(each.node for each in self.recipients)
