"""What two nodes say to each other beside TAXII: outbox rows without holes, acknowledgement, checkpoints, cosignatures, proofs."""

from __future__ import annotations

from base64 import b64encode
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shiome.coordination.exchange.http.asking import number
from shiome.coordination.exchange.http.calling import AUDITING, EVERYBODY, READING, Desk, caller, nothing
from shiome.coordination.exchange.node.client import LogState, decoded_proof
from shiome.coordination.exchange.node.exporting import bundle_of
from shiome.coordination.exchange.transparency import Checkpoint
from shiome.errors import InputRefused

T = TypeVar("T")
_MOST_ROWS = 2000
_MOST_ENTRIES = 1000


class _Received(msgspec.Struct, frozen=True):
    sequence: int


class Channels:
    """The endpoints."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Where they are answered."""
        return [
            Route("/exchange/outbox", self._outbox),
            Route("/exchange/received", self._received, methods=["POST"]),
            Route("/exchange/checkpoint", self._checkpoint),
            Route("/exchange/cosignature", self._cosignature, methods=["POST"]),
            Route("/exchange/witness", self._seen),
            Route("/exchange/witness", self._witness, methods=["POST"]),
            Route("/exchange/log", self._log),
            Route("/exchange/refusals", self._refusals),
        ]

    async def _outbox(self, request: Request) -> Response:
        partner = caller(request, READING).node
        node, query = self._desk.node, request.query_params
        limit = min(number(query, "limit", _MOST_ROWS, least=1), _MOST_ROWS)
        given = await self._desk.ask(node.deliveries, partner, after=number(query, "after", 0), limit=limit)
        more = False
        if given:
            await self._desk.ask(node.note_read, partner, [row.sequence for row in given])
            more = given[-1].sequence < (await self._desk.ask(node.partner, partner)).sequence
        told = [
            b'{"sequence":%d,"object":%s}' % (row.sequence, row.content)
            if row.content
            else b'{"sequence":%d}' % row.sequence
            for row in given
        ]
        body = b'{"rows":[' + b",".join(told) + b'],"more":' + (b"true}" if more else b"false}")
        return Response(body, media_type="application/json")

    async def _received(self, request: Request) -> Response:
        partner = caller(request, READING).node
        given = await _body(request, _Received)
        await self._desk.ask(self._desk.node.acknowledge, partner, given.sequence)
        return _json({})

    async def _checkpoint(self, request: Request) -> Response:
        channel = self._channel(request)
        node, since = self._desk.node, number(request.query_params, "since", 0)
        note = await self._desk.ask(node.checkpoint, channel)
        size = Checkpoint.parse(note.partition("\n\n")[0] + "\n").size
        proof = await self._desk.ask(node.proof_since, channel, since, size)
        return _json(LogState(checkpoint=note, proof=tuple(b64encode(each).decode() for each in proof)))

    async def _cosignature(self, request: Request) -> Response:
        partner = caller(request, READING).node
        given = await _body(request, LogState)
        await self._desk.ask(self._desk.node.add_cosignatures, partner, given.checkpoint)
        return _json({})

    async def _seen(self, request: Request) -> Response:
        partner = caller(request, READING).node
        return _json({"size": await self._desk.ask(self._desk.node.seen_size, partner)})

    async def _witness(self, request: Request) -> Response:
        partner = caller(request, READING).node
        given = await _body(request, LogState)
        proof = decoded_proof(given.proof)
        signed = await self._desk.ask(self._desk.node.witness, partner, given.checkpoint, proof, since=given.since)
        return _json(LogState(checkpoint=signed))

    async def _log(self, request: Request) -> Response:
        """Entries of the caller's channel with their proofs, or, for auditors, of any log of the node."""
        channel, query = self._channel(request), request.query_params
        first, since = number(query, "first", 0), number(query, "since", 0)
        count = min(number(query, "count", _MOST_ENTRIES), _MOST_ENTRIES)
        return _json(await self._desk.ask(bundle_of, self._desk.node, channel, first=first, count=count, since=since))

    async def _refusals(self, request: Request) -> Response:
        """What was not accepted and why, for auditors; the bytes stay with the node, for they may be what nobody here should read."""
        caller(request, AUDITING)
        query = request.query_params
        limit = min(number(query, "limit", _MOST_ROWS, least=1), _MOST_ROWS)
        rows = await self._desk.ask(self._desk.node.refusals, after=number(query, "after", 0), limit=limit + 1)
        return _json({"refusals": rows[:limit], "more": len(rows) > limit})

    def _channel(self, request: Request) -> str:
        partner = caller(request, EVERYBODY)
        wanted = request.query_params.get("channel", "")
        if partner.role in AUDITING:
            return wanted or "node"
        if wanted not in ("", partner.node):
            raise nothing()
        return partner.node


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


async def _body(request: Request, wanted: type[T]) -> T:
    try:
        return msgspec.json.decode(await request.body(), type=wanted)
    except msgspec.MsgspecError as error:
        raise InputRefused(
            "exchange.body", f"the body cannot be read: {error}", ja=f"本文を読めない: {error}"
        ) from error
