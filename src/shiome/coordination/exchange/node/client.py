"""How a node asks another: its outbox for this node, acknowledgement, the logs' states and proofs, the stream."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from shiome.coordination.exchange.node.work import Delivery
from shiome.errors import InputRefused, MissingExtra, StoreUnavailable

if TYPE_CHECKING:
    import ssl


T = TypeVar("T")
_LARGEST_ANSWER = 64 << 20


class _Row(msgspec.Struct, frozen=True):
    sequence: int
    object: msgspec.Raw = msgspec.Raw(b"")


class _Rows(msgspec.Struct, frozen=True):
    rows: list[_Row]
    more: bool


class LogState(msgspec.Struct, frozen=True, kw_only=True):
    """A partner's checkpoint and the proof that it continues the one seen before."""

    checkpoint: str
    proof: tuple[str, ...] = ()
    since: int | None = None
    """Size from which the proof leads, where a state is handed over to be co-signed."""


class PartnerClient:
    """Calls a partner's node; use it as a context manager.

    Parameters
    ----------
    url:
        Where the node answers.
    token:
        The bearer token that it gave.
    tls:
        A client certificate and the authorities that are trusted; those of the system without it.
    seconds:
        How long to wait for an answer.
    """

    def __init__(self, url: str, token: str = "", *, tls: ssl.SSLContext | None = None, seconds: float = 30.0) -> None:
        try:
            import httpx2
        except ModuleNotFoundError as missing:
            raise MissingExtra(
                "extra.server",
                "calling a partner needs the library httpx2",
                ja="相手を呼ぶにはライブラリ httpx2 が要る",
                hint="install shiome[server]",
                hint_ja="shiome[server] を入れる",
                failed="httpx2",
            ) from missing
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url.rstrip("/")
        self._http = httpx2.Client(
            base_url=self.url, headers=headers, timeout=seconds, verify=True if tls is None else tls, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def outbox(self, *, after: int, limit: int) -> tuple[list[Delivery], bool]:
        """Rows of the partner's outbox for this node behind a number, and whether more follow.

        Raises
        ------
        StoreUnavailable
            ``exchange.unreachable``: no answer.
        InputRefused
            ``exchange.answer``: an answer that is none of a node, or a refusal.
        """
        answer = self._ask("GET", "/exchange/outbox", _Rows, params={"after": after, "limit": limit})
        rows = [Delivery(sequence=row.sequence, content=bytes(row.object) or None) for row in answer.rows]
        return rows, answer.more

    def acknowledge(self, sequence: int) -> None:
        """Tell the partner that all up to that number is stored here."""
        self._ask("POST", "/exchange/received", dict[str, Any], json={"sequence": sequence})

    def checkpoint(self, *, since: int) -> LogState:
        """The partner's checkpoint of the channel, with the proof since a size."""
        return self._ask("GET", "/exchange/checkpoint", LogState, params={"since": since})

    def cosigned(self, note: str) -> None:
        """Hand the partner its checkpoint with this node's cosignature."""
        self._ask("POST", "/exchange/cosignature", dict[str, Any], json={"checkpoint": note})

    def seen(self) -> int:
        """Size of this node's log that the partner last co-signed."""
        return int(self._ask("GET", "/exchange/witness", dict[str, int])["size"])

    def witness(self, note: str, proof: Sequence[bytes], *, since: int) -> str:
        """The partner's cosignature under this node's checkpoint, with the proof that it continues the first ``since`` entries."""
        given = {"checkpoint": note, "proof": [b64encode(each).decode() for each in proof], "since": since}
        return self._ask("POST", "/exchange/witness", LogState, json=given).checkpoint

    def stream(self, *, after: int) -> Iterator[list[Delivery]]:
        """Rows of the outbox as they come, without end; as many at once as have come together, none as a sign that it is still there.

        Rows that were withdrawn come without content. A connection that fails raises ``exchange.unreachable``: go on from the last number.
        """
        import httpx2

        headers = {"Last-Event-ID": str(after), "Accept": "text/event-stream"}
        try:
            with self._http.stream(
                "GET", "/exchange/stream", headers=headers, timeout=httpx2.Timeout(30.0, read=60.0)
            ) as answer:
                if answer.status_code != httpx2.codes.OK:
                    raise self._refused(answer.status_code)
                yield from _events(answer.iter_bytes())
        except httpx2.HTTPError as error:
            raise self._unreachable(error) from error

    def _ask(self, method: str, path: str, wanted: type[T], **given: Any) -> T:
        import httpx2

        try:
            with self._http.stream(method, path, **given) as answer:
                data = bytearray()
                for part in answer.iter_bytes():
                    data += part
                    if len(data) > _LARGEST_ANSWER:
                        raise self._refused("an answer that is too long")
        except httpx2.HTTPError as error:
            raise self._unreachable(error) from error
        if answer.status_code != httpx2.codes.OK:
            raise self._refused(answer.status_code)
        try:
            return msgspec.json.decode(bytes(data), type=wanted)
        except msgspec.MsgspecError as error:
            raise self._refused(error) from error

    def _unreachable(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(
            "exchange.unreachable",
            f"{self.url} does not answer: {type(error).__name__}",
            ja=f"{self.url} が応答しない（{type(error).__name__}）",
            hint="try again later; nothing is lost, the outbox waits",
            hint_ja="後で試す（送信待ちの内容は失われない）",
            failed=self.url,
        )

    def _refused(self, what: object) -> InputRefused:
        return InputRefused(
            "exchange.answer",
            f"{self.url} answered: {what}",
            ja=f"{self.url} の応答: {what}",
            hint="check address and token, and ask the partner",
            hint_ja="アドレスとトークンを確かめ、相手に尋ねる",
            failed=self.url,
        )


def decoded_proof(proof: Sequence[str]) -> list[bytes]:
    """Hashes of a proof as they travel.

    Raises
    ------
    InputRefused
        ``exchange.proof``: it is none.
    """
    try:
        return [b64decode(each, validate=True) for each in proof]
    except ValueError as error:
        raise InputRefused("exchange.proof", "this is no proof", ja="証明ではない", failed=tuple(proof)) from error


def _events(parts: Iterator[bytes]) -> Iterator[list[Delivery]]:
    """Server-sent events (WHATWG HTML, section 9.2) of a node: one line of data each, a blank line after each."""
    rest = bytearray()
    for part in parts:
        rest += part
        if len(rest) > _LARGEST_ANSWER:
            raise InputRefused("exchange.answer", "a stream without an end of an event", ja="終わりのない事象の流れ")
        end = rest.rfind(b"\n\n")
        if end >= 0:
            events, rest = bytes(rest[:end]), rest[end + 2 :]
            yield [row for event in events.split(b"\n\n") for row in _row(event)]


def _row(event: bytes) -> Iterator[Delivery]:
    fields = dict(line.partition(b": ")[::2] for line in event.split(b"\n"))
    if fields.get(b"event") in (b"object", b"gone"):
        content = fields.get(b"data", b"") if fields[b"event"] == b"object" else None
        yield Delivery(sequence=int(fields[b"id"]), content=content)
