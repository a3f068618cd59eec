"""What a settings file says holds for the server that it starts."""

from __future__ import annotations

import json
from pathlib import Path

import requests
from tests.coordination.exchange.http.serving import address, served_by_command
from tests.coordination.exchange.node.making import hand_over, introduce, new_node, publication

from shiome.coordination.exchange.http.serving import metrics_of

SETTINGS = """
[server]
port = 0
monitor_port = 0
[exchange]
node = "hub"
keys = "hub"
page = 2
refused_bytes = 5
refused_kept = 1
"""


def test_settings_hold(tmp_path: Path) -> None:
    with new_node(tmp_path, "hub") as hub:
        token = hub.add_partner("near", party="X", role="contributor")
        hub.publish([publication() for _ in range(5)])
        with served_by_command(SETTINGS, tmp_path / "hub") as log:
            url, bearer = address(log), {"Authorization": f"Bearer {token}"}
            collections = requests.get(f"{url}/taxii2/exchange/collections/", headers=bearer, timeout=60).json()
            objects = f"{url}/taxii2/exchange/collections/{collections['collections'][0]['id']}/objects/"
            for query, count in (("", 2), ("?limit=3", 3)):
                page = requests.get(objects + query, headers=bearer, timeout=60).json()
                assert (len(page["objects"]), page["more"]) == (count, True)
            media = {"Content-Type": "application/taxii+json;version=2.1"}
            envelope = b'{"objects":["no object","nor this"]}'
            requests.post(objects, data=envelope, headers=bearer | media, timeout=60).raise_for_status()
            (told,) = (json.loads(line) for line in log.splitlines() if '"monitor_port"' in line)
            metrics = requests.get(f"http://127.0.0.1:{told['monitor_port']}/metrics", timeout=60).text
        assert 'shiome_queue_length{queue="outbox/near"} 5.0' in metrics
        assert sorted(each.kept or 0 for each in hub.refusals()) == [0, 5]


def test_what_waits_for_whom_is_counted(tmp_path: Path) -> None:
    with new_node(tmp_path, "hub") as hub, new_node(tmp_path, "near") as near:
        introduce(hub, near)
        introduce(near, hub)
        hub.add_partner("auditor", party="X", role="auditor")
        hub.publish([publication() for _ in range(3)])
        assert b'shiome_queue_length{queue="outbox/near"} 3.0' in metrics_of(hub).text()
        assert b"auditor" not in metrics_of(hub).text()
        hand_over(hub, near)
        hub.acknowledge("near", 2)
        assert b'shiome_queue_length{queue="outbox/near"} 1.0' in metrics_of(hub).text()
