"""Giving objects out: views made, proved, signed, stored and put into outboxes in one transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from shiome.coordination.exchange.node.among import among, listed
from shiome.coordination.exchange.node.database import from_us, to_us
from shiome.coordination.exchange.node.identity import Identity
from shiome.coordination.exchange.node.journal import OWN
from shiome.coordination.exchange.node.planning import Planned, Planner
from shiome.coordination.exchange.node.schema import outbox, proofs, publications
from shiome.coordination.exchange.node.stored import LINEAGE_BYTES, SPEC_VERSION, StoredView, insert_views, version_of
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import KeyPair, canonical, sign
from shiome.coordination.exchange.release import Publication, View
from shiome.errors import InputRefused


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for all objects of a call."""

    expires: datetime | None = None
    """When they count no more."""
    simulated: bool = False
    """Whether they are made up, for an exercise."""
    allowed: tuple[str, ...] = ()
    """JSON pointers of withheld values that may stand in other fields too."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a publication."""

    stix_id: str
    version: str
    lineage: str
    views: int
    """Different versions that were signed."""
    sanitised: int
    """How many of them lack something."""
    given: tuple[str, ...]
    """Partners in whose outboxes it now stands."""
    withheld_from: tuple[str, ...]
    """Partners that get nothing of it."""


def publish(
    work: Work, identity: Identity, keys: KeyPair, given: Sequence[Publication], terms: Terms
) -> list[Published]:
    """Publish objects, those that are referred to first.

    A publication that was made before, the same in object and labels, goes only to those who do not have it yet.

    Raises
    ------
    InputRefused
        ``exchange.version``: another content, or other labels, under the version of an object that is out already;
        ``exchange.expires``: it would be void at once; what the release rules refuse.
    """
    _check_expiry(terms.expires, at=work.at)
    planner = Planner(work.connection, identity, work.partners.values())
    plans = planner.plan(given, allowed=terms.allowed)
    before = _published_before(work, plans)
    signing = _Signing(work, identity, keys, terms)
    made = [signing.made(plan, planner, has=_holders(work, plan, before)) for plan in plans]
    insert_views(work.writes, [view for each in made for view in each.views], at=work.at)
    work.writes.insert(proofs.name, ("digest", "proof"), [row for each in made for row in each.proof_rows])
    columns = ("lineage", "stix_id", "version", "content", "label", "fields", "published_at")
    work.writes.insert(publications.name, columns, [each.row for each in made])
    for each in made:
        for node, view in each.to:
            work.deliver(work.partners[node], view, "publish")
        digests = [view.digest for view in each.views]
        work.journal.note(OWN, "publish", id=each.told.stix_id, lineage=each.told.lineage, views=digests)
    return [each.told for each in made]


@dataclass(frozen=True)
class _Made:
    """The signed views of a publication, and where they go."""

    told: Published
    row: tuple[Any, ...]
    views: tuple[StoredView, ...]
    proof_rows: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, StoredView], ...]


@dataclass(frozen=True)
class _Signing:
    """What all objects of a call are signed with."""

    work: Work
    identity: Identity
    keys: KeyPair
    terms: Terms

    def made(self, plan: Planned, planner: Planner, *, has: set[str]) -> _Made:
        """The views of a publication, signed, for those who do not have it."""
        value = plan.publication.object
        version, text = version_of(value)
        lineage = secrets.token_urlsafe(LINEAGE_BYTES)
        signed: list[StoredView] = []
        proof_rows: list[tuple[str, str]] = []
        to: list[tuple[str, StoredView]] = []
        for view, proof in zip(plan.views, plan.proofs, strict=True):
            carriers = {each.node for recipient in view.recipients for each in planner.carriers(view, recipient)} - has
            if carriers:
                stored = self._signed(view, lineage, version, text)
                signed.append(stored)
                to += [(node, stored) for node in sorted(carriers)]
                if proof is not None:
                    proof_rows.append((stored.digest, msgspec.json.encode(proof).decode()))
        told = Published(
            stix_id=value["id"],
            version=text,
            lineage=lineage,
            views=len(signed),
            sanitised=len(proof_rows),
            given=tuple(sorted({node for node, _view in to})),
            withheld_from=plan.withheld_from,
        )
        row = (lineage, *publication_row(plan.publication, self.work.at), self.work.at)
        return _Made(told, row, tuple(signed), tuple(proof_rows), tuple(to))

    def _signed(self, view: View, lineage: str, version: int | None, text: str) -> StoredView:
        at, terms = self.work.at, self.terms
        data = sign(
            view.object,
            keys=self.keys,
            originator=self.identity.node,
            label=view.label,
            signed_at=from_us(at),
            lineage=lineage,
            expires=terms.expires,
            simulated=terms.simulated,
        )
        return StoredView(
            digest=hashlib.sha256(data).hexdigest(),
            stix_id=view.object["id"],
            type=view.object["type"],
            originator=self.identity.node,
            version=version,
            version_text=text,
            spec_version=view.object.get("spec_version", SPEC_VERSION),
            lineage=lineage,
            label=view.label,
            key=self.keys.key_id,
            signed_at=at // 1000 * 1000,
            expires=None if terms.expires is None else to_us(terms.expires),
            revoked=view.object.get("revoked") is True,
            content=data,
        )


def _check_expiry(expires: datetime | None, *, at: int) -> None:
    if expires is not None and to_us(expires) <= at:
        raise InputRefused(
            "exchange.expires",
            f"what expires at {expires} is void already",
            ja=f"{expires} に失効するものは既に無効である",
            hint="give a later time",
            hint_ja="それより後の時刻を指定する",
            failed=expires,
        )


def publication_row(publication: Publication, at: int) -> tuple[str, int, bytes, str, str]:
    """What is kept of a publication: identifier, version, the whole object, its label, the labels of its fields."""
    version, _text = version_of(publication.object)
    fields = {pointer: msgspec.to_builtins(label) for pointer, label in sorted(publication.fields.items())}
    return (
        publication.object["id"],
        at if version is None else version,
        canonical(publication.object),
        msgspec.json.encode(publication.label).decode(),
        msgspec.json.encode(fields, order="sorted").decode(),
    )


_Before = dict[tuple[str, int], set[tuple[bytes, str, str]]]
_BEFORE = select(
    publications.c.stix_id, publications.c.version, publications.c.content, publications.c.label, publications.c.fields
).where(among(publications.c.stix_id, "ids"))


def _published_before(work: Work, plans: Sequence[Planned]) -> _Before:
    found: _Before = {}
    for row in work.connection.execute(_BEFORE, {"ids": listed(plan.publication.object["id"] for plan in plans)}):
        found.setdefault((row.stix_id, row.version), set()).add((bytes(row.content), row.label, row.fields))
    return found


def _holders(work: Work, plan: Planned, before: _Before) -> set[str]:
    """Who has this very publication already; refuses another one under the same version."""
    identifier, version, *what = publication_row(plan.publication, work.at)
    same = before.get((identifier, version))
    if same is None:
        return set()
    if tuple(what) not in same:
        raise InputRefused(
            "exchange.version",
            f"this version of {identifier} is out already, with other content or other labels",
            ja=f"{identifier} のこの版は、別の内容または区分で既に出ている",
            hint="give the changed object a later 'modified'",
            hint_ja="変更したオブジェクトには、より後の modified を付ける",
            failed=identifier,
        )
    question = select(outbox.c.partner).where(outbox.c.stix_id == identifier, outbox.c.version == version)
    return set(work.connection.execute(question).scalars())
