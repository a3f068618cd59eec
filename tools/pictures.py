"""Take the pictures of the README and the docs anew: ``python tools/pictures.py`` in a clone with ``make setup-dev assets`` done.

Everything in them comes from the region that ships and ``examples/documents``; no text of the papers is shown. Needs Debian's Chromium
(``tools/system_packages.sh chromium``) and, since the model is run, some minutes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
DAY = "2025-12-31"
LARGEST = 150_000
"""Bytes of a picture, above which it is refused: pictures are in every clone for good."""
PATIENCE = 600_000
SETTLED = """() => !document.querySelector('.waiting, [hx-trigger^="load"]')"""
PAGES = {
    "workbench": ("/en/options/bench?from=icbm-freeze&", 1200, 860),
    "futures": ("/en/futures/paths?", 1200, 900),
}
"""Picture to the page of the workbench, and the width and height of the window."""


def main() -> None:
    """Make a workspace, and take each picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace, out = Path(folder) / "ws", Path(folder) / "out"
        _shiome("init", "--region", "peninsula", "--workspace", workspace)
        _shiome("ingest", ROOT / "examples" / "documents", "--workspace", workspace)
        keep = ROOT / "examples" / "proposals" / "icbm-freeze.yaml"
        _shiome("policy", "test", keep, "--keep", "--as-of", DAY, "--workspace", workspace)
        chart = PICTURES / "yardstick.svg"
        _shiome("measure", "sanctions-regime", "--as-of", DAY, "--plot", chart, "--workspace", workspace)
        _shiome("outlook", "--as-of", DAY, "--lang", "en", "--output", out, "--workspace", workspace)
        with _browser() as browser:
            _take(browser, (out / "outlook.html").as_uri(), "outlook", 1100, 680)
            with _serving(workspace) as address:
                for name, (path, width, height) in PAGES.items():
                    _take(browser, f"{address}{path}as_of={DAY}", name, width, height)
    for picture in sorted(PICTURES.iterdir()):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(ROOT)}: {size:,} bytes\n")
        if size > LARGEST:
            sys.exit(f"{picture.name} is larger than {LARGEST:,} bytes: take less of the page")


def _shiome(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "shiome", *map(str, words)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def _serving(workspace: Path) -> Iterator[str]:
    """``shiome serve`` on a port that the system chooses; gives its address."""
    command = [sys.executable, "-m", "shiome", "serve", "--workspace", str(workspace), "--port", "0"]
    log = workspace / "serve.log"
    with log.open("wb") as said, subprocess.Popen(command, stderr=said) as process:  # noqa: S603
        try:
            while not (found := re.search(r"https?://[^/\s]+(?=/)", log.read_text(encoding="utf-8"))):
                if process.poll() is not None:
                    sys.exit(log.read_text(encoding="utf-8"))
                time.sleep(0.1)
            yield found[0]
        finally:
            process.terminate()


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _take(browser: Any, address: str, name: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", locale="en-GB")
    page.set_default_timeout(PATIENCE)
    page.goto(address, wait_until="load")
    page.wait_for_function(SETTLED)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
