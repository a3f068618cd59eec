"""Settings of a server: one frozen object, read at the entry point from a TOML file and the environment and passed down.

```toml
[server]                       # who listens where
host = "0.0.0.0"
port = 8443

[server.tls]
certificate = "node.pem"       # relative to the settings file
key = "node.key"
client_authorities = "partners.pem"
client_certificates = "optional"

[server.limits]
body_bytes = 8388608

[log]
level = "info"

[exchange]                     # for shiome exchange serve
node = "north"
keys = "exchange"

[workspace]                    # for shiome serve
folder = "workspace"
```

A variable of the environment goes before the file: ``SHIOME_SERVER_PORT``, ``SHIOME_SERVER_TLS_KEY``, ``SHIOME_EXCHANGE_DATABASE`` ….
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from shiome.errors import InputRefused, why

PREFIX = "SHIOME"
Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the settings file; a name that is not known is refused."""


class Tls(Section, frozen=True, kw_only=True):
    """Certificates of the server, and whether its clients show theirs."""

    certificate: Path
    """The server's certificate and those between it and its authority, in PEM."""
    key: Path
    """Its private key, in PEM without a password."""
    client_authorities: Path | None = None
    """Authorities (or single certificates) that clients' certificates are checked against."""
    client_certificates: Literal["none", "optional", "required"] = "none"
    """Whether clients are asked for a certificate and turned away without one."""
    oldest: Literal["1.2", "1.3"] = "1.3"
    """Oldest version of TLS that is spoken."""


class Limits(Section, frozen=True, kw_only=True):
    """What a client may ask of the server."""

    body_bytes: Count = 8 * 1024 * 1024
    """Largest body of a request."""
    header_bytes: Count = 32 * 1024
    """Largest request line and headers."""
    requests: Count = 512
    """Requests that may be under way at once, streams among them."""
    connections: Count = 1024
    """Connections that may be open at once."""
    connections_each: Count = 128
    """Of these, how many one address may have."""
    rate: Annotated[float, Meta(gt=0)] = 100.0
    """Requests a second of one client, in the long run."""
    burst: Count = 400
    """Requests that a client may make at once before its rate counts."""
    header_seconds: Seconds = 10.0
    """Time for a client to send request line and headers."""
    body_seconds: Seconds = 30.0
    """Longest pause in the body of a request."""
    write_seconds: Seconds = 30.0
    """Longest time that a client may leave an answer unread."""
    idle_seconds: Count = 15
    """Time for which an unused connection is kept."""


class Server(Section, frozen=True, kw_only=True):
    """Where the server listens and what it bears."""

    host: str = "127.0.0.1"
    port: Port = 8080
    tls: Tls | None = None
    monitor_host: str = "127.0.0.1"
    """Where health, readiness and metrics are served; never where partners reach it, for counts tell."""
    monitor_port: Port | None = None
    """None: they are not served."""
    limits: Limits = Limits()
    stop_seconds: Count = 20
    """Time that requests under way have to end when the server is stopped."""
    free_bytes: Annotated[int, Meta(ge=0)] = 512 * 1024 * 1024
    """Free disk space below which the server says that it is not ready."""


class Log(Section, frozen=True, kw_only=True):
    """What is logged."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    requests: bool = True
    """Whether each request is one line of the log."""


class Exchange(Section, frozen=True, kw_only=True):
    """A node of the exchange."""

    node: str
    """Identifier of this node."""
    keys: Path
    """Folder of the node, with its private keys; only its account may enter it."""
    database: str = ""
    """Address of its database where it is another than the folder says; without a password (use a socket or a password file)."""
    title: str = ""
    """What the node is called in TAXII's discovery."""
    clock_skew_seconds: Annotated[float, Meta(ge=0)] = 120.0
    """How far partners' clocks may be from this one."""
    poll_seconds: Seconds = 1.0
    """How often the outbox is looked at where no notification comes."""
    checkpoint_seconds: Seconds = 60.0
    """How often a log that grew gets a new checkpoint."""
    page: Count = 100
    """Objects of one page where the partner does not say how many it wants."""
    refused_bytes: Count = 65_536
    """How many bytes are kept of one object that was refused."""
    refused_kept: Annotated[int, Meta(ge=0)] = 200
    """Of how many refused objects of one partner bytes are kept, the last ones; 0 keeps none."""


class Workbench(Section, frozen=True, kw_only=True):
    """A workspace that is served to people."""

    folder: Path
    """Folder of the workspace."""


class Settings(Section, frozen=True, kw_only=True):
    """Everything that a settings file may say."""

    server: Server = Server()
    log: Log = Log()
    exchange: Exchange | None = None
    workspace: Workbench | None = None


def read_settings(path: Path, *, environment: Mapping[str, str]) -> Settings:
    """The settings of a file, those of the environment going before.

    Parameters
    ----------
    environment:
        ``os.environ`` at the entry point.

    Raises
    ------
    InputRefused
        ``settings.file``: it cannot be read; ``settings.value``: a name or a value in it cannot be used.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = why(error)
        raise InputRefused(
            "settings.file",
            f"the settings {path} cannot be read: {reason.en}",
            ja=f"設定 {path} を読めない（{reason.ja}）",
            hint="give a TOML file as docs/how-to/operate.md describes it",
            hint_ja="docs/how-to/operate.md にある形式の TOML ファイルを指定する",
            failed=path,
        ) from error
    return settings_of(given, environment=environment, where=str(path), folder=path.absolute().parent)


def settings_of(
    given: Mapping[str, Any], *, environment: Mapping[str, str], where: str = "settings", folder: Path | None = None
) -> Settings:
    """The settings of what a file said; paths that are relative begin at ``folder``.

    Raises
    ------
    InputRefused
        ``settings.value``: a name or a value cannot be used.
    """

    def decode(kind: type, value: object) -> object:
        if kind is Path and isinstance(value, str) and value:
            return (folder or Path.cwd()) / value
        raise ValueError(f"Expected a path, got {value!r}")

    try:
        file = msgspec.convert(given, Settings, dec_hook=decode)
        merged = _overridden(dict(given), Settings, PREFIX, environment)
        return msgspec.convert(merged, Settings, dec_hook=decode, strict=False) if merged != given else file
    except ValueError as error:
        raise InputRefused(
            "settings.value",
            f"{where}: {error}",
            ja=f"{where} の設定に誤りがある: {error}",
            hint="correct the name or the value; docs/how-to/operate.md lists them",
            hint_ja="名前または値を直す（一覧は docs/how-to/operate.md にある）",
            failed=where,
        ) from error


def _overridden(given: dict[str, Any], kind: type, prefix: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """What was given, with each value that the environment has in its place."""
    found = dict(given)
    for field in msgspec.structs.fields(kind):
        name = f"{prefix}_{field.name.upper()}"
        section = _section(field.type)
        if section is not None:
            inner = found.get(field.name, {})
            merged = _overridden(inner if isinstance(inner, dict) else {}, section, name, environment)
            if merged or field.name in found:
                found[field.name] = merged
        elif name in environment:
            found[field.name] = environment[name]
    return found


def _section(kind: Any) -> type[Section] | None:
    for part in (kind, *get_args(kind)):
        if isinstance(part, type) and issubclass(part, Section):
            return part
    return None
