"""How fast every page of the workbench comes on the demo region.

Fills a workspace of the demo region with the four example papers and with one made-up meeting, case and watch at sea, so that no
page is empty, starts ``shiome serve`` for one person, and asks for every page of every section, and for the parts that pages load,
three times over: as of an earlier day on the server just started, which has nothing in hand yet and loads its libraries; as of the
newest day on the server thus warmed, each page for the first time; and again. Prints a Markdown table of the slowest and whatever
is over the bound of 200 ms.

    python benchmarks/web_demo.py
    python benchmarks/web_demo.py --all
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx2
from tests.browser.filling import CASE, CONSULTATION, fill_workspace
from tests.browser.serving import serving

from shiome.web.pages import sections
from shiome.workspace import Workspace

BOUND = 200.0
"""Milliseconds."""
EARLIER = "2025-05-21"
SHOWN = 12
AGAIN = 3
WORKING = ('hx-trigger="load delay', "load delay:", "data-again=")
_PART = re.compile(r'class="part" hx-get="([^"]+)" hx-trigger="load"')
SEGMENTS = {
    "{case}": CASE,
    "{file}": CONSULTATION,
    "{commitment}": "camp-david.leaders",
    "{driver}": "alignment",
    "{yardstick}": "autonomy",
    "{relation}": "CHN-JPN-KOR",
    "{system}": "A01",
    "{form}": "html",
}
"""What stands in the places of addresses, besides the records and documents."""
MORE = (
    "/evidence?q=制裁",
    "/evidence?q=verification",
    "/chronology?actor=JPN&actor=PRK",
    "/chronology?from=2024-01-01&to=2025-12-31",
    "/sanctions/screen?q=GREEN+VALLEY",
    "/?format=json",
    "/ledger?format=csv&table=judgements",
)
"""Pages asked for with more than their address."""


def addresses(folder: Path) -> list[str]:
    """Every page below the language that has something to show, with the places of its address filled."""
    with Workspace.open(folder, read_only=True) as workspace:
        store = workspace.store
        (event,), (judgement,) = (store.records(kind, limit=1) for kind in ("event", "judgement"))
        known = SEGMENTS | {"{document}": store.documents()[-1].id}
    found = []
    for page in (page for section in sections() for page in section.pages if not page.part):
        record = judgement.id if page.path.startswith("/ledger") else event.id
        path = page.path
        for name, value in (known | {"{record}": record}).items():
            path = path.replace(name, value)
        if "{" not in path:
            found.append(path)
    return [*found, *MORE]


def ask(client: httpx2.Client, address: str) -> tuple[float, httpx2.Response]:
    """Milliseconds until an answer is there, and the answer."""
    started = time.perf_counter()
    answer = client.get(address)
    return (time.perf_counter() - started) * 1000, answer


def dated(address: str, day: str) -> str:
    """An address as of a day."""
    return f"{address}{'&' if '?' in address else '?'}as_of={day}"


def walk(client: httpx2.Client, paths: list[str], *, day: str = "") -> Iterator[tuple[str, float, str]]:
    """Address, milliseconds and what came of it, for each page in both languages and for its parts as the pages name them."""
    for path in paths:
        for language in ("ja", "en"):
            address = dated(f"/{language}{path}", day) if day else f"/{language}{path}"
            took, answer = ask(client, address)
            is_page = "html" in answer.headers.get("content-type", "")
            state = "" if answer.status_code == 200 else str(answer.status_code)
            working = is_page and any(mark in answer.text for mark in WORKING)
            yield f"/{language}{path}", took, state or ("background" if working else "")
            for part in map(html.unescape, _PART.findall(answer.text) if is_page else ()):
                took, told = ask(client, part)
                seconds = wait_for(client, part, told)
                note = f"part, there after {seconds:.1f} s" if seconds else "part"
                yield re.sub(r"[?&]as_of=[\d-]+", "", part), took, note
            if working:
                wait_for(client, address, answer)


def wait_for(client: httpx2.Client, address: str, answer: httpx2.Response) -> float:
    """Seconds until what is worked out in the background is there."""
    started = time.perf_counter()
    while any(mark in answer.text for mark in WORKING):
        time.sleep(0.1)
        answer = client.get(address)
    return round(time.perf_counter() - started, 1) if time.perf_counter() - started > 0.05 else 0.0


def show(title: str, asked: list[tuple[str, float, str]], *, every: bool) -> None:
    """A Markdown table of the slowest answers, or of all."""
    rows = sorted(asked, key=lambda row: -row[1])
    over = sum(1 for row in rows if row[1] > BOUND)
    median = rows[len(rows) // 2][1]
    print(
        f"\n{title}: {len(rows)} answers, median {median:.0f} ms, slowest {rows[0][1]:.0f} ms, {over} over {BOUND:.0f} ms"
    )
    print("\n| address | ms | |\n|---|---|---|")
    for address, took, note in rows if every else rows[:SHOWN]:
        print(f"| `{address}` | {took:.0f} | {note} |")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="show every address, not only the slowest")
    parser.add_argument("--workspace", type=Path, metavar="FOLDER", help="filled before; made when it is not there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shiome-demo-") as scratch:
        folder = arguments.workspace or Path(scratch) / "workspace"
        if not folder.exists():
            fill_workspace(folder)
        paths = addresses(folder)
        with (
            serving("--workspace", str(folder), "--port", "0", log=Path(scratch) / "log.txt") as base,
            httpx2.Client(base_url=base, timeout=120) as client,
        ):
            show(
                "Server just started, as of an earlier day", list(walk(client, paths, day=EARLIER)), every=arguments.all
            )
            show("First time on the warm server", list(walk(client, paths)), every=arguments.all)
            again = [row for _ in range(AGAIN) for row in walk(client, paths)]
            show("Asked again", again, every=False)


if __name__ == "__main__":
    main()
