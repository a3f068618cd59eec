"""From a publication to what each partner gets of it.

A view is found for each recipient by itself, by four rules that are applied until nothing changes:

1. what bears a label that does not reach the recipient goes;
2. a reference to an object that the recipient does not have goes: it would tell that there is one;
3. what STIX would not allow without what went, goes too: half of a pair, an external reference without its source, an empty list;
4. the label of the view is the meet of the labels of all that is kept, and has to reach the recipient.

Where a property goes that STIX requires, the recipient gets nothing. No rule looks at a value that goes, but for whether it is a
reference to something held: :func:`shiome.coordination.exchange.release.prove` tries that out on every view that lacks something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.objects.markings import TLP_MARKINGS, marked
from shiome.coordination.exchange.release.labels import Recipient, meet, reaches
from shiome.coordination.exchange.release.pointers import Path, children, is_below, outermost, pointer_of, without
from shiome.coordination.exchange.release.publication import Publication, View
from shiome.coordination.exchange.release.structure import Structure

Holds = Callable[[str, str], bool]
"""Whether a node (first) has an object (second, its STIX identifier)."""


def views(publication: Publication, recipients: Iterable[Recipient], *, holds: Holds) -> tuple[View, ...]:
    """What recipients get of a publication; those that get the same share one view, those that get nothing are in none.

    Parameters
    ----------
    holds:
        Whether a node has an object already, or gets it before this one. The markings of TLP are had by everybody.

    Returns
    -------
    tuple of View
        In the order in which their first recipients were given.
    """
    structure = Structure(publication.object)
    shared: dict[_Cut, list[Recipient]] = {}
    for recipient in recipients:
        cut = _cut_for(publication, recipient, structure, holds)
        if cut is not None:
            shared.setdefault(cut, []).append(recipient)
    return tuple(_view(publication, cut, tuple(group)) for cut, group in shared.items())


class _Cut(NamedTuple):
    """What a recipient does not get."""

    withheld: frozenset[Path]
    gone: frozenset[Path]
    """The same, with what goes with it."""
    label: Label
    """Of what is left."""


def _view(publication: Publication, cut: _Cut, recipients: tuple[Recipient, ...]) -> View:
    kept: dict[str, Any] = without(publication.object, cut.gone)
    return View(
        object=marked(kept, cut.label.tlp),
        label=cut.label,
        recipients=recipients,
        withheld=bool(cut.gone),
        kept=tuple(pointer_of(path) for path in _kept(publication.object, cut.gone, ())),
        dropped=tuple(sorted(pointer_of(path) for path in outermost(cut.withheld))),
    )


def _cut_for(publication: Publication, recipient: Recipient, structure: Structure, holds: Holds) -> _Cut | None:
    """What a recipient does not get; ``None`` where it gets nothing."""

    def reached(label: Label) -> bool:
        return reaches(label, recipient, originator=publication.originator)

    if not reached(publication.label):
        return None
    withheld = {path for path, label in publication.labelled if not reached(label)}
    own = publication.object["id"]
    withheld |= {path for path, name in structure.references if name != own and not _is_held(name, recipient, holds)}
    while True:
        gone = structure.without(withheld)
        if not structure.stands(gone):
            return None
        label = publication.label
        for path, narrowing in publication.labelled:
            if not any(is_below(path, each) for each in gone):
                label = meet(label, narrowing)
                if not reached(label):
                    withheld.add(path)  # both labels reach the recipient, but no label says so of both
                    break
        else:
            return _Cut(frozenset(withheld), gone, label)


def _is_held(name: Any, recipient: Recipient, holds: Holds) -> bool:
    return isinstance(name, str) and (name in TLP_MARKINGS or holds(recipient.node, name))


def _kept(value: Any, gone: frozenset[Path], path: Path) -> Iterator[Path]:
    """The largest parts that nothing is gone from."""
    if path in gone:
        return
    if not any(is_below(each, path) for each in gone):
        yield path
        return
    for step, each in children(value):
        yield from _kept(each, gone, (*path, step))
