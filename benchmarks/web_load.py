"""How fast the workbench answers fifty readers over a million records.

Fills a workspace of the demo region with its example papers and with generated documents of ten records each (those of
``ingest.py``, with the region's states as actors, and some conflicts and links), starts ``shiome serve`` for a team, signs the
readers in, and prints Markdown tables: every page alone on a warm server, the slow parts until they are there, and then all
readers at once, each walking through all pages in an order of its own without a pause: past days, searches in Japanese and
English, sheets and filters, downloads. Times are taken once everybody is signed in; processor time is that of the server's
process, without the database and without this program.

    python benchmarks/web_load.py --documents 1000
    python benchmarks/web_load.py --documents 100000 --store postgresql --seconds 60
    python benchmarks/web_load.py --documents 100000 --store sqlite --workspace FOLDER --fill-only
    python benchmarks/web_load.py --workspace FOLDER --seconds 60
    python benchmarks/web_load.py --workspace FOLDER --only today ledger --patience 120 --alone-only

The PostgreSQL server is the tests' own (temporary, without fsync) unless ``--postgres URL`` names an empty database.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import httpx2
from ingest import Generator, load
from tests.servers.postgres import running_postgres

from shiome.records.values import Conflict
from shiome.region.schema.actors import Actor
from shiome.web.keeping import Keeping
from shiome.workspace import Workspace
from shiome.workspace.settings import FILE

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "a long password for measuring"
LAST = date(2025, 12, 31)
SINGLE_RUNS = 2
SLOWEST_SHOWN = 15
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
_PART = re.compile(r'class="part" hx-get="([^"]+)" hx-trigger="load"')
_FIELD = re.compile(r'<input type="hidden" name="(csrf|name|address)" value="([^"]*)">')
_WORKING = ('hx-trigger="load delay', "load delay:", "data-again=")

PAGES = {
    "today": (
        "/{lang}/",
        "/{lang}/?as_of=2025-05-21",
        "/{lang}/?as_of=2013-06-01&since=2013-01-01",
        "/{lang}/?format=json",
    ),
    "search ja": tuple(
        f"/{{lang}}/evidence?q={word}"
        for word in ("制裁", "弾道ミサイル", "非核化", "核", "拡大抑止", "完全かつ検証可能な非核化")
    ),
    "search en": tuple(
        f"/{{lang}}/evidence?q={word}" for word in ("sanctions", "denuclearized", "missile+launch", "verification")
    ),
    "search within": (
        "/{lang}/evidence?q=制裁&language=ja&kind=claim",
        "/{lang}/evidence?q=sanctions&as_of=2005-06-01",
        "/{lang}/evidence?q=制裁+非核化&as_of=2013-06-01",
    ),
    "documents": (
        "/{lang}/evidence/documents",
        "/{lang}/evidence/documents?offset=400",
        "/{lang}/evidence/documents?as_of=2008-01-01",
    ),
    "document": (
        "/{lang}/evidence/documents/{document}",
        "/{lang}/evidence/documents/{paper}",
        "/{lang}/evidence/documents/{paper}?sheet=2",
    ),
    "record": (
        "/{lang}/evidence/records/{record}",
        "/{lang}/evidence/records/{disputed}",
        "/{lang}/evidence/records/{record}?format=json",
    ),
    "review": ("/{lang}/evidence/review", "/{lang}/evidence/review?kind=claim&place=20"),
    "chronology": (
        "/{lang}/chronology",
        "/{lang}/chronology?as_of=2013-06-01",
        "/{lang}/chronology?actor=JPN&actor=PRK",
        "/{lang}/chronology?from=2010-01-01&to=2010-03-31",
        "/{lang}/chronology?actor=KOR&type=CONSULT",
        "/{lang}/chronology?topic=t7",
        "/{lang}/chronology?format=csv&table=events",
        "/{lang}/chronology?format=json&table=events&as_of=2020-01-01",
    ),
    "relations": ("/{lang}/relations", "/{lang}/relations?from=2024-01-01", "/{lang}/relations/{relation}"),
    "yardsticks": ("/{lang}/yardsticks", "/{lang}/yardsticks/{yardstick}"),
    "futures": (
        "/{lang}/futures",
        "/{lang}/futures/levers",
        "/{lang}/futures/consistent",
        "/{lang}/futures/paths",
        "/{lang}/futures/drivers/{driver}",
    ),
    "options": (
        "/{lang}/options",
        "/{lang}/options/bench",
        "/{lang}/options/road",
        "/{lang}/options/mix",
        "/{lang}/options/tracks",
        "/{lang}/options/bargaining",
        "/{lang}/options/conflicts",
    ),
    "sanctions": ("/{lang}/sanctions", "/{lang}/sanctions/screen", "/{lang}/sanctions/cases"),
    "coordination": (
        "/{lang}/coordination",
        "/{lang}/coordination/consultations",
        "/{lang}/coordination/inputs",
        "/{lang}/coordination/terms",
        "/{lang}/coordination/warnings",
    ),
    "commitments": (
        "/{lang}/coordination/commitments",
        "/{lang}/coordination/commitments/reminders",
        "/{lang}/coordination/commitments/touchstones",
        "/{lang}/coordination/commitments/members",
        "/{lang}/coordination/commitments/layers",
        "/{lang}/coordination/commitments/{commitment}",
    ),
    "ledger": (
        "/{lang}/ledger",
        "/{lang}/ledger?offset=200",
        "/{lang}/ledger?as_of=2013-06-01",
        "/{lang}/ledger/{judgement}",
    ),
    "systems": ("/{lang}/systems", "/{lang}/systems/A01", "/{lang}/systems?format=csv&table=systems"),
    "outlook": ("/{lang}/outlook",),
    "kept": ("/{lang}/kept",),
}
"""Addresses by page, with places that :func:`fillings` fills."""


class RegionalGenerator(Generator):
    """The documents and records of ``ingest.py`` with actors of a region, a few of them named often."""

    def __init__(self, documents: int, *, actors: list[str], seed: int = 1) -> None:
        super().__init__(documents, seed=seed)
        self._names = actors

    def _actor(self) -> str:
        return self._names[min(int(self._random.paretovariate(0.8)) - 1, len(self._names) - 1)]


def fill(folder: Path, db: str, documents: int) -> None:
    """A workspace of the demo region with generated documents, and a conflict and a link for every twentieth of them."""
    with Workspace.create(folder, db=db) as workspace:
        for file in sorted((ROOT / "examples" / "documents").glob("*.txt")):
            workspace.ingest(file)
        states = [name for name, actor in workspace.pack.entries("actors", Actor).items() if actor.type == "state"]
        print(json.dumps(load(workspace.store, RegionalGenerator(documents, actors=states))), flush=True)
        reason = {"en": "The dates exclude each other.", "ja": "日付が両立しない。"}
        with workspace.store.transaction(actor="benchmark") as transaction:
            for number in range(0, documents, 20):
                a, b = f"r{number}-0", f"r{number}-1"
                values = ("2010-01-01", "2010-02-01")
                transaction.add_conflict(
                    Conflict(kind="event", a=a, b=b, field="when", values=values, reason=reason, known_from=LAST)
                )
                transaction.link(a, f"r{number}-6", "supports", known_from=LAST)


def make_accounts(folder: Path, readers: int) -> None:
    """Analysts, each with a name of its own."""
    keeping = Keeping.open(folder)
    known = {account.name for account in keeping.accounts.all()}
    for number in range(readers):
        if f"reader{number}" not in known:
            keeping.accounts.add(f"reader{number}", PASSWORD, role="analyst", by="benchmark")
    keeping.close()


def fillings(folder: Path) -> dict[str, list[str]]:
    """What stands in the places of addresses."""
    chosen = random.Random(7)
    with Workspace.open(folder, read_only=True) as workspace:
        store, pack = workspace.store, workspace.pack
        documents = store.document_count()
        generated = [chosen.randrange(max(1, documents - 20)) // 20 * 20 for _ in range(40)]
        found = {
            "document": [f"d{number}" for number in generated],
            "paper": [each.id for each in store.headings(LAST, limit=1000) if not each.id.startswith("d")][:8],
            "record": [f"r{number}-{index}" for number in generated for index in (2, 6, 9)],
            "disputed": [f"r{number}-0" for number in generated],
            "judgement": [f"r{number}-8" for number in generated],
            "commitment": list(pack.entries("commitments"))[:10],
            "relation": [*pack.entries("relations")],
            "yardstick": [*pack.entries("yardsticks")],
            "driver": [*pack.entries("drivers")],
        }
    return found | {"paper": found["paper"] or found["document"]}


@contextlib.contextmanager
def serving(folder: Path, log: Path) -> Iterator[tuple[str, int]]:
    """``shiome serve`` for a team as a process of its own; gives its address and the number of its process."""
    settings = log.with_suffix(".toml")
    settings.write_text(
        f'[server]\nhost = "127.0.0.1"\nport = 0\n[server.limits]\nrate = 100000.0\nburst = 100000\n'
        f'[workspace]\nfolder = "{folder}"\n[log]\nrequests = false\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "shiome", "serve", "--settings", str(settings), "--lang", "en"]
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
    try:
        yield _address_in(log, process), process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _address_in(log: Path, process: subprocess.Popen[bytes]) -> str:
    """The address that the server tells once it listens."""
    while process.poll() is None:
        found = re.search(r"^(http://\S+)/en/$", log.read_text(errors="replace"), re.MULTILINE)
        if found:
            return found[1]
        time.sleep(0.1)
    raise SystemExit(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@dataclass
class Times:
    """Times by page and by address, in milliseconds, and what went wrong."""

    by_page: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    by_address: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def note(self, page: str, address: str, milliseconds: float) -> None:
        """Add one answer."""
        self.by_page[page].append(milliseconds)
        self.by_address[address].append(milliseconds)


async def sign_in(client: httpx2.AsyncClient, name: str) -> None:
    """Begin a session."""
    form = _TOKEN.search((await client.get("/en/sign-in")).text)
    assert form is not None
    answer = await client.post("/en/sign-in", data={"csrf": form[1], "name": name, "password": PASSWORD})
    if answer.status_code != 303:
        raise SystemExit(f"{name} cannot sign in: {answer.status_code}")


async def ask(client: httpx2.AsyncClient, times: Times, page: str, address: str) -> str:
    """Ask once; what is not an answer of 200 is an error."""
    started = time.perf_counter()
    try:
        answer = await client.get(address)
    except httpx2.HTTPError as error:
        times.errors.append(f"{address}: {type(error).__name__}")
        return ""
    times.note(page, address, (time.perf_counter() - started) * 1000)
    if answer.status_code != 200:
        times.errors.append(f"{address}: {answer.status_code}")
    return answer.text if "html" in answer.headers.get("content-type", "") else ""


def addresses(places: dict[str, list[str]], chosen: random.Random) -> list[tuple[str, str]]:
    """Every address once in both languages, with its places filled by chance."""
    found = []
    for page, patterns in PAGES.items():
        for pattern in patterns:
            for language in ("ja", "en"):
                values = {name: chosen.choice(known) for name, known in places.items() if f"{{{name}}}" in pattern}
                found.append((page, pattern.format(lang=language, **values)))
    return found


async def alone(client: httpx2.AsyncClient, places: dict[str, list[str]]) -> tuple[Times, Times, set[str], set[str]]:
    """Every page by one reader: the first time, then again; the parts that pages load, and pages not ready at once."""
    first, warm, parts, waiting = Times(), Times(), set(), set()
    for page, address in addresses(places, random.Random(3)):
        text = await ask(client, first, page, address)
        if any(mark in text for mark in _WORKING):
            waiting.add(address)
            continue
        parts.update(found.replace("&amp;", "&") for found in _PART.findall(text))
        for _ in range(SINGLE_RUNS):
            await ask(client, warm, page, address)
    return first, warm, parts, waiting


async def wait_for(
    client: httpx2.AsyncClient, process: int, asked: set[str], patience: float
) -> list[tuple[str, float, float]]:
    """Seconds until each page or part is there, one after the other, by the clock and of the server's processor time.

    What is not there when patience ends is stopped.
    """
    found = []
    for address in sorted(asked):
        started, used = time.perf_counter(), processor_seconds(process)
        while (seconds := time.perf_counter() - started) < patience:
            text = (await client.get(address)).text
            if not any(mark in text for mark in _WORKING):
                break
            await asyncio.sleep(0.2)
        else:
            form = dict(_FIELD.findall(text))
            await client.post("/en/stop", data=form)
        found.append((address, seconds, processor_seconds(process) - used))
    return found


async def walk(
    client: httpx2.AsyncClient, chosen: random.Random, places: dict[str, list[str]], until: float, times: Times
) -> None:
    """One reader, who goes through all pages again and again, each time in another order."""
    while time.perf_counter() < until:
        way = addresses(places, chosen)
        chosen.shuffle(way)
        for page, address in way:
            if time.perf_counter() >= until:
                return
            await ask(client, times, page, address)


def processor_seconds(process: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(title: str, times: Times, *, note: str = "") -> None:
    """A Markdown table with a line for each page and one for all."""
    print(f"\n{title}\n\n| page | asked | p50 ms | p95 ms | p99 ms | slowest ms |\n|---|---|---|---|---|---|")
    every = [value for values in times.by_page.values() for value in values]
    for page, values in [*times.by_page.items(), ("**all**", every)]:
        figures = " | ".join(f"{percentile(values, share):,.0f}" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"| {page} | {len(values):,} | {figures} |")
    print(f"\nErrors: {len(times.errors)}{note}")
    for line in times.errors[:10]:
        print(f"  {line}")


def show_slowest(title: str, times: Times) -> None:
    """The addresses with the highest median."""
    rows = sorted(((statistics.median(values), address) for address, values in times.by_address.items()), reverse=True)
    print(f"\n{title}\n\n| address | median ms |\n|---|---|")
    for median, address in rows[:SLOWEST_SHOWN]:
        print(f"| `{address}` | {median:,.0f} |")


async def measure(base: str, process: int, folder: Path, arguments: argparse.Namespace) -> None:
    """All of it, over a server that runs."""
    places = fillings(folder)
    if not arguments.load_only:
        await measure_alone(base, process, places, arguments.patience)
    if arguments.alone_only:
        return
    for page in arguments.without:
        PAGES.pop(page, None)
    async with contextlib.AsyncExitStack() as stack:
        readers = []
        for number in range(arguments.readers):
            client = await stack.enter_async_context(httpx2.AsyncClient(base_url=base, timeout=120))
            await sign_in(client, f"reader{number}")
            readers.append((client, random.Random(number)))
        if arguments.settle:
            await all_at_once(readers, places, arguments.settle)
        used = processor_seconds(process)
        times = await all_at_once(readers, places, arguments.seconds)
        used = processor_seconds(process) - used
    count = sum(map(len, times.by_page.values()))
    title = f"{arguments.readers} readers at once for {arguments.seconds} s, without a pause"
    note = f"; {count / arguments.seconds:,.0f} answers a second, {1000 * used / count:.1f} ms of processor time each"
    show(title, times, note=note)
    show_slowest("Slowest under load", times)


async def all_at_once(
    readers: Sequence[tuple[httpx2.AsyncClient, random.Random]], places: dict[str, list[str]], seconds: float
) -> Times:
    """Times with all readers at once."""
    times, until = Times(), time.perf_counter() + seconds
    await asyncio.gather(*(walk(client, chosen, places, until, times) for client, chosen in readers))
    return times


async def measure_alone(base: str, process: int, places: dict[str, list[str]], patience: float) -> None:
    """One reader."""
    async with httpx2.AsyncClient(base_url=base, timeout=600) as client:
        await sign_in(client, "reader0")
        first, warm, parts, waiting = await alone(client, places)
        show("One reader, every page asked for the first time", first)
        show_slowest("Slowest when asked for the first time", first)
        show("One reader, pages asked again", warm)
        show_slowest("Slowest when asked again", warm)
        if patience:
            print(
                "\nWorked out in the background\n\n| page or part | seconds until it was there | of the processor |\n|---|---|---|"
            )
            for address, seconds, used in await wait_for(client, process, waiting | parts, patience):
                told = f"{seconds:,.1f}" if seconds < patience else "–"
                print(f"| `{address}` | {told} | {used:,.1f} |", flush=True)
            peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
            assert peak is not None
            print(f"\nMost memory that the server held: {int(peak[1]) / 1024:,.0f} MB")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=int, default=1000, help="generated documents, ten records each (default: 1000)"
    )
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--postgres", metavar="URL", help="an empty database to use")
    parser.add_argument(
        "--workspace", type=Path, metavar="FOLDER", help="filled before, or with --fill-only where to fill one"
    )
    parser.add_argument("--fill-only", action="store_true", help="fill the workspace and stop")
    parser.add_argument("--settle", type=float, default=0.0, help="seconds of the same before times are taken")
    parser.add_argument("--without", nargs="*", default=[], choices=[*PAGES], help="pages that are left out under load")
    parser.add_argument("--only", nargs="*", default=[*PAGES], choices=[*PAGES], help="no other pages than these")
    parser.add_argument("--alone-only", action="store_true", help="only one reader")
    parser.add_argument("--load-only", action="store_true", help="only all readers at once")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--patience",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="wait so long for each part worked out in the background",
    )
    arguments = parser.parse_args()
    for page in {*PAGES} - {*arguments.only}:
        del PAGES[page]
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shiome-load-")))
        folder = arguments.workspace or scratch / "workspace"
        if not (folder / FILE).exists():
            db = ""
            if arguments.store == "postgresql":
                settings = ("max_connections=120", "shared_buffers=512MB")
                db = arguments.postgres or stack.enter_context(running_postgres(*settings)).new_database()
            fill(folder, db, arguments.documents)
        if arguments.fill_only:
            return
        make_accounts(folder, arguments.readers)
        base, process = stack.enter_context(serving(folder.absolute(), scratch / "server.log"))
        asyncio.run(measure(base, process, folder, arguments))


if __name__ == "__main__":
    main()
