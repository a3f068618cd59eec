"""Proof that nothing withheld can be told from a view.

*Non-interference* (Goguen and Meseguer 1982, *Security Policies and Security Models*): what one group does not see may change in any
way, and what it sees stays the same. It is carried out: the view is computed again from publications that differ in nothing but what is
withheld, and has to come out byte for byte the same, under the same label, for the same recipients. Random tokens and times are not part
of a view; they are put to it when it is signed.

The test looks at the way from the publication to the view. Two leaks begin before it and are looked for by themselves: a withheld value
that the originator has written in another field too, and an identifier that is computed from a withheld property.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cache
from importlib.metadata import version

import msgspec

from shiome.coordination.exchange.objects.canonical import canonical
from shiome.coordination.exchange.objects.identifiers import is_computed_from
from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.release.pointers import path_of
from shiome.coordination.exchange.release.publication import Publication, View
from shiome.coordination.exchange.release.repeats import repeats
from shiome.coordination.exchange.release.variants import references_in, variants
from shiome.coordination.exchange.release.views import Holds, views
from shiome.errors import InputRefused

Compute = Callable[..., tuple[View, ...]]
"""A function from publication, recipients and ``holds`` to views, such as :func:`views`."""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a proof, which is stored with the view."""

    kept: tuple[str, ...]
    """What the view holds, as JSON pointers of the original."""
    digest: str
    """SHA-256 of the canonical bytes of the view before it is signed, in hexadecimal."""
    replacements: int
    """How many publications with other secrets gave the same view; 0 where nothing is withheld."""
    version: str
    """Version of Shiome that computed the view."""


def prove(
    publication: Publication,
    view: View,
    *,
    holds: Holds,
    allowed: Collection[str] = (),
    compute: Compute = views,
) -> Proof:
    """Prove that a view tells nothing of what it lacks.

    Parameters
    ----------
    holds:
        As for :func:`views`.
    allowed:
        JSON pointers of withheld values that may stand in other fields too, as the originator has decided.
    compute:
        The function that is proven; another one than :func:`views` is for tests of the proof.

    Raises
    ------
    InputRefused
        ``exchange.interference``: the view depends on what is withheld; ``exchange.repeated``: a withheld value stands in the view all
        the same; ``exchange.derivable``: the identifier is computed from a withheld property.
    """
    known = references_in(publication.object)

    def holds_known(node: str, name: str) -> bool:
        return name in known and holds(node, name)

    def same(other: Publication) -> bool:
        return _seen(compute(other, view.recipients, holds=holds_known)) == expected

    expected = _seen((view,))
    secrets = [path_of(pointer, publication.object) for pointer in view.dropped]
    changed = list(variants(publication, secrets)) if secrets else []
    for number, other in enumerate((publication, *changed)):
        if not same(other):
            raise _interferes(publication, view, number)
    _check_repeats(publication, view, allowed)
    _check_identifier(publication, view)
    return Proof(
        kept=view.kept,
        digest=hashlib.sha256(canonical(view.object)).hexdigest(),
        replacements=len(changed),
        version=_version(),
    )


@cache
def _version() -> str:
    return version("shiome")


def _seen(found: Iterable[View]) -> dict[str, tuple[bytes, Label]]:
    """What each node sees."""
    return {node: seen for view in found for seen in [(canonical(view.object), view.label)] for node in view.nodes}


def _check_repeats(publication: Publication, view: View, allowed: Collection[str]) -> None:
    found = [each for each in repeats(publication, view) if each.withheld not in allowed]
    if found:
        listed = "; ".join(f"the withheld value of {each.withheld} stands also in {each.kept}" for each in found)
        listed_ja = "、".join(f"{each.withheld} の値が {each.kept} にもある" for each in found)
        raise refused(
            "repeated",
            f"{publication.object['id']}: {listed}",
            f"{publication.object['id']}：伏せたはずの {listed_ja}",
            hint="label that field too, or allow the value to stand",
            hint_ja="その項目にも区分を付けるか、残してよいと指定する",
            failed=found,
        )


def _check_identifier(publication: Publication, view: View) -> None:
    tops = {str(path_of(pointer, publication.object)[0]) for pointer in view.dropped}
    if is_computed_from(publication.object, tops):
        raise refused(
            "derivable",
            f"{publication.object['id']}: the identifier is computed from what is withheld ({', '.join(sorted(tops))})",
            f"{publication.object['id']}：識別子が、伏せた項目（{'、'.join(sorted(tops))}）から計算されている",
            hint="give the object a random identifier",
            hint_ja="乱数による識別子を与える",
            failed=publication.object,
        )


def _interferes(publication: Publication, view: View, number: int) -> InputRefused:
    which = "is not the one that the publication gives" if number == 0 else "depends on what is withheld"
    which_ja = "が公開物から得られるものと違う" if number == 0 else "が伏せた内容によって変わる"
    nodes = ", ".join(view.nodes)
    return refused(
        "interference",
        f"{publication.object['id']}: the view for {nodes} {which}",
        f"{publication.object['id']}：{nodes} 向けの版{which_ja}",
        hint="nothing was sent; report it with the publication's structure, not its content",
        hint_ja="何も送っていない。内容は伏せ、構造だけを添えて報告する",
        failed=view,
    )
