"""Two nodes that cannot reach each other go on, and have everything once and in order when they can again."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.coordination.exchange.http.partitions import KINDS, SIDES, Namespaces, Proxies
from tests.coordination.exchange.http.serving import address, served_by_command
from tests.coordination.exchange.http.test_faults import check_whole
from tests.coordination.exchange.http.test_sync_and_stream import until
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

from shiome.coordination.exchange.node import Node

SETTINGS = """
[server]
host = "{host}"
port = 0
[exchange]
node = "{node.name}"
keys = "{node.folder.path}"
poll_seconds = 0.2
checkpoint_seconds = 0.5
"""


def contents(node: Node) -> list[str]:
    """What a node has received, in the order in which it came."""
    texts = {each.digest: json.loads(each.content)["content"] for each in node.received()}
    (partner,) = node.partners()
    logged = [json.loads(entry) for entry in node.log_entries(partner.node, count=10_000)]
    return [texts[each["digest"]] for each in logged if each["kind"] == "receive"]


@pytest.mark.heavy
@pytest.mark.parametrize("kind", KINDS)
def test_both_sides_go_on_and_lose_nothing(kind: type[Proxies | Namespaces], tmp_path: Path) -> None:
    with ExitStack() as stack:
        nodes = [stack.enter_context(new_node(tmp_path, name)) for name in ("north", "south")]
        line = stack.enter_context(kind())
        tokens = [introduce(nodes[1 - side], nodes[side]) for side in SIDES]
        urls = []
        for side in SIDES:
            settings = SETTINGS.format(node=nodes[side], host=line.host(side))
            log = stack.enter_context(served_by_command(settings, tmp_path / str(side), before=line.command(side)))
            urls.append(line.way(address(log)))
        for side in SIDES:
            nodes[side].folder.keep_token(nodes[1 - side].name, tokens[side])
            nodes[side].change_partner(nodes[1 - side].name, url=urls[1 - side])
        written: list[list[str]] = [[], []]

        def publish() -> None:
            for side in SIDES:
                written[side].append(f"{nodes[side].name} {len(written[side])}")
                nodes[side].publish([publication(note(written[side][-1]))])

        def arrived() -> bool:
            return all(len(nodes[1 - side].received()) == len(written[side]) for side in SIDES)

        publish()
        until(arrived, 300)
        for silently in (True, False):
            line.cut(silently=silently)
            before = [contents(node) for node in nodes]
            for _ in range(5):
                publish()
                time.sleep(0.2)
            assert [contents(node) for node in nodes] == before  # nothing comes through
            line.mend()
            until(arrived, 300)
        publish()
        until(arrived, 300)
        for side in SIDES:
            assert contents(nodes[1 - side]) == written[side]
            assert check_whole(nodes[side], nodes[1 - side].name) == written[side]
            assert nodes[side].refusals() == []
