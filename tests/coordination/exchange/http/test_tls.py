"""Mutual TLS between two nodes: a partner is known by its certificate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, publication
from tests.server.asking import Certificates

from shiome.coordination.exchange.node import client_for, synchronise
from shiome.errors import InputRefused, StoreUnavailable
from shiome.server.settings import Tls
from shiome.server.tls import fingerprint


def test_a_certificate_stands_for_a_token(tmp_path: Path) -> None:
    made = tmp_path / "certificates"
    made.mkdir()
    authority = Certificates(made)
    authority.make("root")
    server, server_key = authority.make("server", issuer="root")
    mine, my_key = authority.make("taker", issuer="root")
    others, other_key = authority.make("somebody", issuer="root")
    tls = Tls(certificate=server, key=server_key, client_authorities=made / "root.pem", client_certificates="optional")
    with new_node(tmp_path, "giver") as giver, new_node(tmp_path, "taker") as taker:
        introduce(giver, taker, certificate=fingerprint(mine.read_bytes()))
        introduce(taker, giver)
        giver.publish([publication()])
        folder = taker.folder.path
        with served(giver, tls=tls) as url:
            taker.change_partner("giver", url=url)
            with client_for(taker, "giver") as client, pytest.raises(StoreUnavailable):
                client.outbox(after=0, limit=1)  # the server's authority is not known yet
            shutil.copy(made / "root.pem", folder / "authorities.pem")
            with client_for(taker, "giver") as client, pytest.raises(InputRefused, match="401"):
                client.outbox(after=0, limit=1)
            shutil.copy(others, folder / "client.pem")
            shutil.copy(other_key, folder / "client.key")
            with client_for(taker, "giver") as client, pytest.raises(InputRefused, match="401"):
                client.outbox(after=0, limit=1)
            shutil.copy(mine, folder / "client.pem")
            shutil.copy(my_key, folder / "client.key")
            with client_for(taker, "giver") as client:
                assert synchronise(taker, "giver", client).accepted == 1
            (folder / "client.key").write_text("no key")
            with pytest.raises(InputRefused) as caught:
                client_for(taker, "giver")
            assert caught.value.code == "tls.certificate"
