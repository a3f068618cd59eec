"""What two nodes say to each other beside TAXII: outbox rows without holes, acknowledgement, checkpoints, cosignatures, proofs."""

from __future__ import annotations

from base64 import b64encode
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from shiome.coordination.exchange.http.asking import LIMIT, number
from shiome.coordination.exchange.http.calling import AUDITING, EVERYBODY, READING, Desk, nothing, partner_of
from shiome.coordination.exchange.http.operations import Operation, Parameter
from shiome.coordination.exchange.http.shapes import Nothing, OutboxRows, Received, Refusals, Seen
from shiome.coordination.exchange.http.stream import AFTER
from shiome.coordination.exchange.node.client import LogState, decoded_proof
from shiome.coordination.exchange.node.exporting import bundle_of
from shiome.coordination.exchange.transparency import Checkpoint
from shiome.coordination.exchange.transparency.bundle import Bundle
from shiome.errors import InputRefused

T = TypeVar("T")
CHANNEL = Parameter(name="channel", about="Whose log; an auditor may name any, and gets that of the node without it.")
SINCE = Parameter(name="since", kind="number", about="Size of the log from which consistency is proved.")
FIRST = Parameter(name="first", kind="number", about="Index of the first entry.")
COUNT = Parameter(name="count", kind="number", about="How many entries at most.")
_MOST_ROWS = 2000
_MOST_ENTRIES = 1000


class Channels:
    """The endpoints."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def operations(self) -> tuple[Operation, ...]:
        """What is answered."""
        return (
            Operation(
                name="outbox", path="/exchange/outbox", endpoint=self._outbox, roles=READING,
                about="Rows of the caller's outbox without holes.", parameters=(AFTER, LIMIT), gives=OutboxRows,
            ),
            Operation(
                name="received", path="/exchange/received", endpoint=self._received, roles=READING, method="POST",
                about="Acknowledge all rows up to a number.", takes=Received, gives=Nothing,
            ),
            Operation(
                name="checkpoint", path="/exchange/checkpoint", endpoint=self._checkpoint, roles=EVERYBODY,
                about="The signed state of a log, with the proof since a size.", parameters=(CHANNEL, SINCE), gives=LogState,
            ),
            Operation(
                name="cosignature", path="/exchange/cosignature", endpoint=self._cosignature, roles=READING, method="POST",
                about="Hand this node its checkpoint with the caller's cosignature.", takes=LogState, gives=Nothing,
            ),
            Operation(
                name="seen", path="/exchange/witness", endpoint=self._seen, roles=READING,
                about="How much of the caller's own log this node has co-signed.", gives=Seen,
            ),
            Operation(
                name="witness", path="/exchange/witness", endpoint=self._witness, roles=READING, method="POST",
                about="Have this node co-sign the caller's checkpoint, with the proof that it continues the one before.",
                takes=LogState, gives=LogState,
            ),
            Operation(
                name="log", path="/exchange/log", endpoint=self._log, roles=EVERYBODY,
                about="Entries of a log with their proofs: the caller's, or for auditors any.",
                parameters=(CHANNEL, FIRST, COUNT, SINCE), gives=Bundle,
            ),
            Operation(
                name="refusals", path="/exchange/refusals", endpoint=self._refusals, roles=AUDITING,
                about="What this node did not accept and why, for auditors.", parameters=(AFTER, LIMIT), gives=Refusals,
            ),
        )  # fmt: skip

    async def _outbox(self, request: Request) -> Response:
        partner = partner_of(request).node
        node, query = self._desk.node, request.query_params
        limit = min(number(query, LIMIT, _MOST_ROWS), _MOST_ROWS)
        given = await self._desk.ask(node.deliveries, partner, after=number(query, AFTER), limit=limit)
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
        partner = partner_of(request).node
        given = await _body(request, Received)
        await self._desk.ask(self._desk.node.acknowledge, partner, given.sequence)
        return _json(Nothing())

    async def _checkpoint(self, request: Request) -> Response:
        channel = self._channel(request)
        node, since = self._desk.node, number(request.query_params, SINCE)
        note = await self._desk.ask(node.checkpoint, channel)
        size = Checkpoint.parse(note.partition("\n\n")[0] + "\n").size
        proof = await self._desk.ask(node.proof_since, channel, since, size)
        return _json(LogState(checkpoint=note, proof=tuple(b64encode(each).decode() for each in proof)))

    async def _cosignature(self, request: Request) -> Response:
        partner = partner_of(request).node
        given = await _body(request, LogState)
        await self._desk.ask(self._desk.node.add_cosignatures, partner, given.checkpoint)
        return _json(Nothing())

    async def _seen(self, request: Request) -> Response:
        partner = partner_of(request).node
        return _json(Seen(size=await self._desk.ask(self._desk.node.seen_size, partner)))

    async def _witness(self, request: Request) -> Response:
        partner = partner_of(request).node
        given = await _body(request, LogState)
        proof = decoded_proof(given.proof)
        signed = await self._desk.ask(self._desk.node.witness, partner, given.checkpoint, proof, since=given.since)
        return _json(LogState(checkpoint=signed))

    async def _log(self, request: Request) -> Response:
        """Entries of the caller's channel with their proofs, or, for auditors, of any log of the node."""
        channel, query = self._channel(request), request.query_params
        first, since = number(query, FIRST), number(query, SINCE)
        count = min(number(query, COUNT, _MOST_ENTRIES), _MOST_ENTRIES)
        return _json(await self._desk.ask(bundle_of, self._desk.node, channel, first=first, count=count, since=since))

    async def _refusals(self, request: Request) -> Response:
        """What was not accepted and why, for auditors; the bytes stay with the node, for they may be what nobody here should read."""
        query = request.query_params
        limit = min(number(query, LIMIT, _MOST_ROWS), _MOST_ROWS)
        rows = await self._desk.ask(self._desk.node.refusals, after=number(query, AFTER), limit=limit + 1)
        return _json(Refusals(refusals=tuple(rows[:limit]), more=len(rows) > limit))

    def _channel(self, request: Request) -> str:
        partner = partner_of(request)
        wanted = request.query_params.get(CHANNEL.name, "")
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
