"""The settings file: what it may say, what the environment changes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiome.errors import InputRefused
from shiome.server.settings import Settings, read_settings, settings_of

WHOLE = """
[server]
host = "0.0.0.0"
port = 8443
monitor_port = 9443
stop_seconds = 5

[server.tls]
certificate = "node.pem"
key = "/etc/shiome/node.key"
client_authorities = "partners.pem"
client_certificates = "optional"

[server.limits]
body_bytes = 1024
rate = 5

[log]
level = "warning"

[exchange]
node = "north"
database = "postgresql:///exchange"
keys = "keys"

[workspace]
folder = "ws"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, WHOLE), environment={})
    assert settings.server.port == 8443
    assert settings.server.limits.body_bytes == 1024
    assert settings.server.limits.rate == 5.0
    assert settings.server.limits.burst == 400
    assert settings.server.tls is not None
    assert settings.server.tls.certificate == tmp_path / "node.pem"
    assert settings.server.tls.key == Path("/etc/shiome/node.key")
    assert settings.exchange is not None
    assert settings.exchange.keys == tmp_path / "keys"
    assert settings.workspace is not None
    assert settings.workspace.folder == tmp_path / "ws"


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, ""), environment={}) == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    environment = {
        "SHIOME_SERVER_PORT": "9000",
        "SHIOME_SERVER_TLS_CERTIFICATE": "other.pem",
        "SHIOME_SERVER_LIMITS_BODY_SECONDS": "2.5",
        "SHIOME_LOG_REQUESTS": "false",
        "SHIOME_EXCHANGE_DATABASE": "exchange.db",
        "SHIOME_UNRELATED": "x",
    }
    settings = read_settings(written(tmp_path, WHOLE), environment=environment)
    assert settings.server.port == 9000
    assert settings.server.tls is not None
    assert settings.server.tls.certificate == tmp_path / "other.pem"
    assert settings.server.tls.key == Path("/etc/shiome/node.key")
    assert settings.server.limits.body_seconds == 2.5
    assert settings.server.limits.body_bytes == 1024
    assert settings.log.requests is False
    assert settings.exchange is not None
    assert settings.exchange.database == "exchange.db"


def test_the_environment_alone_makes_a_section() -> None:
    settings = settings_of({}, environment={"SHIOME_WORKSPACE_FOLDER": "/srv/ws"})
    assert settings.workspace is not None
    assert settings.workspace.folder == Path("/srv/ws")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("[server]\nports = 1", "ports"),
        ("[servers]\nport = 1", "servers"),
        ("[server]\nport = 65536", "port"),
        ("[server]\nport = '80'", "port"),
        ("[server.limits]\nrate = 0", "rate"),
        ("[server.limits]\nbody_bytes = 0", "body_bytes"),
        ("[server.tls]\ncertificate = 'a.pem'", "key"),
        ("[server.tls]\ncertificate = ''\nkey = 'k'", "certificate"),
        ("[server.tls]\ncertificate = 'a'\nkey = 'k'\noldest = '1.1'", "oldest"),
        ("[log]\nlevel = 'loud'", "level"),
        ("[exchange]\nnode = 'north'", "keys"),
        ("server = 3", "server"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, about: str) -> None:
    with pytest.raises(InputRefused, match=rf"settings\.toml.*{about}.*\[settings\.value\]"):
        read_settings(written(tmp_path, text), environment={})


def test_a_bad_value_in_the_environment() -> None:
    with pytest.raises(InputRefused, match=r"port.*\[settings\.value\]"):
        settings_of({}, environment={"SHIOME_SERVER_PORT": "many"})


@pytest.mark.parametrize("content", [b"[server", b"\xff\xfe"])
def test_what_is_no_toml(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=r"settings\.file"):
        read_settings(path, environment={})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"settings\.file"):
        read_settings(tmp_path / "none.toml", environment={})


def test_settings_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Settings().server.port = 1  # type: ignore[misc]
