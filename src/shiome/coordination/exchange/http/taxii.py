"""TAXII 2.1 (OASIS, 10 June 2021), answered from the caller's outbox alone; stored bytes go out as they came in."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from shiome.coordination.exchange.http.asking import FILTERS, next_of, question_of
from shiome.coordination.exchange.http.calling import EVERYBODY, READING, WRITING, Desk, nothing, partner_of
from shiome.coordination.exchange.http.collections import STIX, Collection, collection_of, collections_of
from shiome.coordination.exchange.http.operations import Operation
from shiome.coordination.exchange.http.shapes import (
    ApiRoot,
    CollectionResource,
    Collections,
    Discovery,
    Envelope,
    Manifest,
    ManifestRow,
    Status,
    StatusDetail,
    Versions,
)
from shiome.coordination.exchange.node.database import timestamp
from shiome.coordination.exchange.node.pages import Page, Question, Version
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.receiving import Intake, batch_of
from shiome.server.refusals import TAXII

ROOT = "/taxii2/exchange/"
_MEDIA = TAXII.decode()
_LAST: tuple[Version, ...] = ("last",)
_ALL: tuple[Version, ...] = ("all",)
_NOT_TAKEN = "not accepted"
"""All that a sender learns of an object that was refused: the reason could tell what this node has."""


class Taxii:
    """The endpoints."""

    def __init__(self, desk: Desk, *, title: str, body_bytes: int, page: int) -> None:
        self._desk = desk
        self._title = title or f"Shiome exchange {desk.node.name}"
        self._body_bytes = body_bytes
        self._page_size = page

    def operations(self) -> tuple[Operation, ...]:
        """What is answered."""
        collection = ROOT + "collections/{collection}/"
        return (
            *self._of_the_node(),
            *self._of_a_collection(collection),
            *self._of_an_object(collection + "objects/{object}/"),
        )

    def _of_the_node(self) -> tuple[Operation, ...]:
        return (
            Operation(
                name="discovery", path="/taxii2/", endpoint=self._discovery, roles=EVERYBODY,
                about="Where this server's collections are.", media=_MEDIA, gives=Discovery,
            ),
            Operation(
                name="root", path=ROOT, endpoint=self._root, roles=EVERYBODY,
                about="What this API root can do.", media=_MEDIA, gives=ApiRoot,
            ),
            Operation(
                name="status", path=ROOT + "status/{status}/", endpoint=self._status, roles=WRITING,
                about="What became of objects that the caller sent in.", media=_MEDIA, gives=Status,
            ),
            Operation(
                name="collections", path=ROOT + "collections/", endpoint=self._collections, roles=READING,
                about="The collections that the caller sees.", media=_MEDIA, gives=Collections,
            ),
        )  # fmt: skip

    def _of_a_collection(self, collection: str) -> tuple[Operation, ...]:
        return (
            Operation(
                name="collection", path=collection, endpoint=self._collection, roles=READING,
                about="One collection.", media=_MEDIA, gives=CollectionResource,
            ),
            Operation(
                name="manifest", path=collection + "manifest/", endpoint=self._manifest, roles=READING,
                about="What a collection holds, without the content.", media=_MEDIA, parameters=FILTERS, gives=Manifest,
            ),
            Operation(
                name="objects", path=collection + "objects/", endpoint=self._objects, roles=READING,
                about="The objects of a collection.", media=_MEDIA, parameters=FILTERS, gives=Envelope,
            ),
            Operation(
                name="add", path=collection + "objects/", endpoint=self._add, roles=WRITING, method="POST", status=202,
                about="Send objects in, each signed by its originator.", media=_MEDIA, takes=Envelope, gives=Status,
            ),
        )  # fmt: skip

    def _of_an_object(self, item: str) -> tuple[Operation, ...]:
        return (
            Operation(
                name="object", path=item, endpoint=self._object, roles=READING,
                about="One object.", media=_MEDIA, parameters=FILTERS, gives=Envelope,
            ),
            Operation(
                name="delete", path=item, endpoint=self._delete, roles=WRITING, method="DELETE",
                about="Take an object out of the caller's own outbox.", media=_MEDIA, parameters=FILTERS,
            ),
            Operation(
                name="versions", path=item + "versions/", endpoint=self._versions, roles=READING,
                about="The versions of one object.", media=_MEDIA, parameters=FILTERS, gives=Versions,
            ),
        )  # fmt: skip

    async def _discovery(self, request: Request) -> Response:
        root = str(request.url.replace(path=ROOT, query=""))
        return _json(Discovery(title=self._title, api_roots=(root,), default=root))

    async def _root(self, _request: Request) -> Response:
        return _json(ApiRoot(title=self._title, versions=(_MEDIA,), max_content_length=self._body_bytes))

    async def _collections(self, request: Request) -> Response:
        found = collections_of(self._desk.node.identity, partner_of(request))
        return _json(Collections(collections=tuple(each.resource for each in found)))

    async def _collection(self, request: Request) -> Response:
        return _json(self._asked(request)[1].resource)

    async def _objects(self, request: Request) -> Response:
        partner, collection = self._asked(request)
        page, more = await self._page(request, partner, collection, "objects", _LAST)
        return _envelope(page, more)

    async def _object(self, request: Request) -> Response:
        partner, collection = self._asked(request)
        identifier = await self._there(request, partner, collection)
        page, more = await self._page(request, partner, collection, "object", _LAST, identifier=identifier)
        return _envelope(page, more)

    async def _manifest(self, request: Request) -> Response:
        partner, collection = self._asked(request)
        page, more = await self._page(request, partner, collection, "manifest", _LAST, whole=False)
        rows = tuple(
            ManifestRow(id=row.stix_id, date_added=timestamp(row.added_at), version=row.version, media_type=STIX)
            for row in page.rows
        )
        return _json(Manifest(**more, objects=rows), headers=_dates(page))

    async def _versions(self, request: Request) -> Response:
        partner, collection = self._asked(request)
        identifier = await self._there(request, partner, collection)
        page, more = await self._page(
            request, partner, collection, "versions", _ALL, identifier=identifier, whole=False
        )
        versions = tuple(dict.fromkeys(row.version for row in page.rows))
        return _json(Versions(**more, versions=versions), headers=_dates(page))

    async def _delete(self, request: Request) -> Response:
        """Take an object out of the caller's own outbox; nobody else's is touched, and the log keeps that it was there."""
        partner, collection = self._asked(request)
        identifier = await self._there(request, partner, collection)
        question = self._question(request, partner, collection, "delete", _ALL)
        node = self._desk.node
        found = await self._desk.ask(
            node.page, partner.node, msgspec.structs.replace(question, ids=(identifier,)), whole=False
        )
        await self._desk.ask(node.withdraw, partner.node, [row.sequence for row in found.rows])
        return Response(status_code=200, media_type=_MEDIA)

    async def _add(self, request: Request) -> Response:
        """Take objects in, each for itself; each is signed by its originator already."""
        partner, collection = self._asked(request)
        if not collection.can_write:
            raise nothing()
        node = self._desk.node
        batch = batch_of(await request.body(), most=node.limits.batch)
        intake = await self._desk.ask(node.take, partner.node, batch)
        status = _status(intake, batch, timestamp(node.clock()))
        content = msgspec.json.encode(status)
        await self._desk.ask(node.keep_status, partner.node, status.id, content)
        return Response(content, status_code=202, media_type=_MEDIA)

    async def _status(self, request: Request) -> Response:
        partner = partner_of(request)
        found = await self._desk.ask(self._desk.node.status, partner.node, request.path_params["status"])
        if found is None:
            raise nothing()
        return Response(found, media_type=_MEDIA)

    def _asked(self, request: Request) -> tuple[Partner, Collection]:
        partner = partner_of(request)
        return partner, collection_of(self._desk.node.identity, partner, request.path_params["collection"])

    async def _there(self, request: Request, partner: Partner, collection: Collection) -> str:
        identifier: str = request.path_params["object"]
        if not await self._desk.ask(self._desk.node.has, partner.node, identifier, collection.body):
            raise nothing()
        return identifier

    def _question(
        self, request: Request, partner: Partner, collection: Collection, about: str, versions: tuple[Version, ...]
    ) -> Question:
        node = self._desk.node
        return question_of(
            node.identity,
            partner,
            request.query_params,
            about=about,
            body=collection.body,
            usual=self._page_size,
            most=node.limits.page,
            versions=versions,
        )

    async def _page(
        self, request: Request, partner: Partner, collection: Collection, about: str, versions: tuple[Version, ...], *,
        identifier: str = "", whole: bool = True,
    ) -> tuple[Page, dict[str, Any]]:  # fmt: skip
        """A page of the caller's outbox, and what is to be said of the next one."""
        node = self._desk.node
        about = f"{about} {collection.id} {identifier}"
        question = self._question(request, partner, collection, about, versions)
        asked = msgspec.structs.replace(question, ids=(identifier,)) if identifier else question
        page = await self._desk.ask(node.page, partner.node, asked, whole=whole)
        if not page.more:
            return page, {}
        return page, {"more": True, "next": next_of(node.identity, partner, page, about=about, question=question)}


def _envelope(page: Page, more: dict[str, Any]) -> Response:
    """An envelope put together from stored bytes, which are not read again."""
    head = msgspec.json.encode(more)[1:-1]
    objects = b'"objects":[' + b",".join([row.content for row in page.rows]) + b"]" if page.rows else b""
    body = b"{" + b",".join(part for part in (head, objects) if part) + b"}"
    return Response(body, media_type=_MEDIA, headers=_dates(page))


def _json(value: msgspec.Struct, *, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), media_type=_MEDIA, headers=headers)


def _dates(page: Page) -> dict[str, str]:
    if not page.rows:
        return {}
    first, last = timestamp(page.rows[0].added_at), timestamp(page.rows[-1].added_at)
    return {"X-TAXII-Date-Added-First": first, "X-TAXII-Date-Added-Last": last}


def _status(intake: Intake, batch: Iterable[bytes], at: str) -> Status:
    """The answer to objects that were sent in (section 4.3.1)."""
    refused = {each.digest for each in intake.refused}
    successes, failures = [], []
    for data in batch:
        detail = _named(data)
        if hashlib.sha256(data).hexdigest() in refused:
            failures.append(msgspec.structs.replace(detail, message=_NOT_TAKEN))
        else:
            successes.append(detail)
    return Status(
        id=str(uuid.uuid4()),
        status="complete",
        request_timestamp=at,
        total_count=len(successes) + len(failures),
        success_count=len(successes),
        failure_count=len(failures),
        pending_count=0,
        successes=tuple(successes),
        failures=tuple(failures),
    )


class _Named(msgspec.Struct):
    id: str = "unknown"
    created: str = ""
    modified: str = ""


def _named(data: bytes) -> StatusDetail:
    """What the sender itself called an object."""
    try:
        found = msgspec.json.decode(data, type=_Named)
    except msgspec.MsgspecError:
        found = _Named()
    return StatusDetail(id=found.id, version=found.modified or found.created or "1970-01-01T00:00:00.000Z")
