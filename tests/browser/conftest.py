"""A real browser on a real server: Debian's Chromium, driven by Playwright, on a workbench of the one person at this machine.

One server serves all of these tests, and one browser those of a module; it is closed after them, since tests that come later in
the same process could not run a loop of their own beside it. Nothing waits for a time: what a test needs is waited for, long enough
for a machine that is busy with other tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import AXE
from tests.browser.filling import fill_workspace
from tests.browser.serving import serving

from shiome.web.assets import STATIC

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 180_000
"""Milliseconds in which everything that is waited for is there, also the first answer of a simulation on a busy machine."""
_NEEDED = {
    CHROMIUM: "apt-get install chromium",
    Path(STATIC) / "vendor" / "manifest.json": "make assets",
    AXE: "make assets",
}
"""What must be there, and the command that brings it."""
_ARGUMENTS = (
    "--no-sandbox",
    "--enable-unsafe-swiftshader",  # draws the map without a graphics card
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is ever reached
)
_LOOKED_AT = 50
"""Milliseconds between two looks at whether a page is whole."""
_SETTLED = """() => document.readyState === 'complete' && !document.querySelector('.waiting, [hx-trigger^="load"]')
  && [...document.images].every((image) => image.complete || image.loading === 'lazy')"""


@pytest.hookimpl(tryfirst=True)  # before the heavy ones are put first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.heavy)


@dataclass
class Sitting:
    """A page of the browser with all that went wrong on it."""

    page: Page
    server: str
    faults: list[str] = field(default_factory=list)
    """Console errors, exceptions, and requests to other hosts, which none reaches."""

    def __post_init__(self) -> None:
        self.page.on("console", lambda told: self.faults.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._stays_here)

    def _stays_here(self, request: Request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.faults.append(f"asked for {request.url}")

    def open(self, path: str) -> Page:
        """Open a path and wait until it is whole."""
        self.page.goto(self.server + path, wait_until="load")
        return self.settled()

    def settled(self) -> Page:
        """Wait until nothing more is worked out or loaded on the page."""
        self.page.wait_for_function(_SETTLED, polling=_LOOKED_AT)
        return self.page


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the shipped region in which no page is empty."""
    return fill_workspace(tmp_path_factory.mktemp("browser") / "ws")


@pytest.fixture(scope="session")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``shiome serve`` on the workspace."""
    with serving(
        "--workspace", str(folder), "--port", "0", log=tmp_path_factory.mktemp("log") / "alone.txt"
    ) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    for file, command in _NEEDED.items():
        if not file.exists():
            pytest.fail(f"the browser tests need {file}; get it by: {command}", pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS, timeout=PATIENCE)
        yield made
        made.close()


@contextmanager
def sitting_at(server: str, browser: Browser, *, scripts: bool = True) -> Iterator[Sitting]:
    """A page in a context of its own, with or without scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP", java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    yield Sitting(context.new_page(), server)
    context.close()


@pytest.fixture
def sitting(browser: Browser, server: str) -> Iterator[Sitting]:
    """A page in a context of its own. Whoever uses it asks that ``faults`` be empty."""
    with sitting_at(server, browser) as made:
        yield made
