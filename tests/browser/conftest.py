"""A real browser on a real server: Debian's Chromium, driven by Playwright, on a workbench of the one person at this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shiome.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser serve all of these tests: they stay together, and are heavy."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.heavy)


@dataclass
class Sitting:
    """A page of the browser with all that went wrong on it."""

    page: Page
    server: str
    faults: list[str] = field(default_factory=list)
    """Console errors, exceptions, and requests to other hosts."""

    def open(self, path: str) -> Page:
        """Open a path and wait until nothing more is loaded."""
        self.page.goto(self.server + path, wait_until="load")
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the shipped region with the example documents."""
    made = tmp_path_factory.mktemp("browser") / "ws"
    with Workspace.create(made) as workspace:
        for file in sorted((ROOT / "examples" / "documents").glob("*.txt")):
            workspace.ingest(file)
    return made


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address of ``shiome serve`` on the workspace, a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "shiome", "serve", "--workspace", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/openapi.json", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the server has stopped"
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", *_WEBGL])
        yield made
        made.close()


@pytest.fixture
def sitting(browser: Browser, server: str) -> Iterator[Sitting]:
    """A page in a context of its own. Whoever uses it asks that ``faults`` be empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
    page = context.new_page()
    made = Sitting(page, server)
    page.on("console", lambda message: made.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((server, "data:", "blob:")) else made.faults.append(request.url),
    )
    yield made
    context.close()
