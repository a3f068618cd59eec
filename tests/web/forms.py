"""Forms as a browser fills them in."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


def token_on(client: TestClient, path: str) -> str:
    """The token that forms of a page carry."""
    found = _TOKEN.search(client.get(path).text)
    assert found, path
    return found[1]


def sign_in(client: TestClient, name: str) -> None:
    """Sign in as one of the accounts of the fixture."""
    token = token_on(client, "/en/sign-in")
    answer = client.post("/en/sign-in", data={"csrf": token, "name": name, "password": f"{name}-long-password"})
    assert answer.status_code == 303, answer.text
