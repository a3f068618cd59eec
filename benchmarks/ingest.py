"""How fast records go in, and how fast questions are answered, on SQLite and PostgreSQL.

Loads generated documents (three passages, ten records each) through the store's own bulk path, then asks the questions of a
working day and prints, for each, median and 95th percentile beside a peer in the same run: a plain ``LIKE`` scan and SQLite's
own trigram index for the search, a scan of the table for an as-of list.

    python benchmarks/ingest.py --documents 1000
    python benchmarks/ingest.py --documents 10 1000 100000 --stores sqlite postgresql --json out.json

The PostgreSQL server is the tests' own (temporary, without fsync) unless ``--postgres URL`` names an empty database.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from shiome.records.model import Claim, Commitment, Document, Event, Judgement, Passage, Record, Source
from shiome.records.store import Store, create_store
from shiome.vocabulary.plover import TYPES

FIRST, LAST = date(2000, 1, 1), date(2025, 12, 31)
TARGET_MS = 100.0
_JA = """
制裁 協議 首脳会談 共同声明 抑止力 拡大抑止 弾道ミサイル 発射 安全保障 枠組み 監視 船舶 瀬取り 輸出 資金 技術 供与 条約 同盟
緊張 対話 再開 中断 合意 履行 検証 段階的 措置 相互 軍事 演習 訓練 情報 共有 事務局 閣僚 次官級 経済 援助 人道 拉致 解決
選挙 政権 政策 方針 表明 強調 懸念 批判 支持 拒否 要求 警告 国連 決議 理事会 専門家 報告書 海域 国境 貿易 通商
""".split()  # noqa: SIM905 - words, not code
_EN = """
sanctions talks summit statement deterrence missile launch security framework monitoring vessel transfer export funds
technology treaty alliance tension dialogue resumption agreement implementation verification phased measures exercise
intelligence secretariat ministers economy aid election government policy concern criticism support refusal warning
""".split()  # noqa: SIM905 - words, not code
_PARTICLES = ["は", "が", "を", "に", "の", "と", "で", "も", "から", "まで", "について", "により", "への", "との"]
_ACTORS = [f"A{number:02d}" for number in range(40)]


class Generator:
    """Documents and records from a seed; the same seed gives the same."""

    def __init__(self, documents: int, *, seed: int = 1) -> None:
        self.documents = documents
        self._random = random.Random(seed)
        self.characters = 0

    def chunks(self, size: int = 400) -> Iterator[tuple[list[tuple[Document, bytes, list[Passage]]], list[Record]]]:
        """Documents in the order of their days, and their records."""
        span = (LAST - FIRST).days
        days = sorted(FIRST + timedelta(self._random.randrange(span)) for _ in range(self.documents))
        for start in range(0, self.documents, size):
            arrivals = []
            records: list[Record] = []
            for number, day in enumerate(days[start : start + size], start=start):
                arrivals.append(self._document(number, day))
                records.extend(self._records(number, day, arrivals[-1][0].text))
            yield arrivals, records

    def _document(self, number: int, day: date) -> tuple[Document, bytes, list[Passage]]:
        language = "en" if number % 4 == 3 else "ja"
        parts = [self._passage(language, number, part) for part in range(3)]
        text = "\n\n".join(parts)
        self.characters += len(text)
        raw = text.encode()
        passages, start = [], 0
        for index, part in enumerate(parts):
            passages.append(Passage(document=f"d{number}", number=index, start=start, end=start + len(part), text=part))
            start += len(part) + 2
        digest = hashlib.sha256(raw).hexdigest()
        made = Document(
            id=f"d{number}", sha256=digest, text_sha256=digest, file=f"d{number}.txt", media_type="text/plain", encoding="utf-8",
            language=language, title=f"Generated {number}", dated=day.isoformat(), known_from=day, text=text,
        )  # fmt: skip
        return made, raw, passages

    def _passage(self, language: str, number: int, part: int) -> str:
        choose = self._random.choice
        if language == "en":
            words = [choose(_EN) for _ in range(38)]
            if number % 50 == 3:
                words[5] = "denuclearization"
            return " ".join(words).capitalize() + f" ({number}-{part})."
        words = [choose(_JA) + choose(_PARTICLES) for _ in range(48)]
        if number % 10 == 0:
            words[7] = "非核化を"
        if number % 500 == 0 and part == 1:
            words[9] = "完全かつ検証可能な非核化を"
        return "".join(words) + f"（{number}-{part}）。"

    def _records(self, number: int, day: date, text: str) -> Iterator[Record]:
        pick = self._random
        for index in range(10):
            start = pick.randrange(len(text) - 30)
            source = Source(document=f"d{number}", start=start, end=start + 30, line=1, known_from=day)
            # A matter is told by about three records.
            common: dict[str, Any] = {
                "id": f"r{number}-{index}", "known_from": day, "coder": "generated@1", "sources": (source,),
                "about": f"m{pick.randrange(self.documents * 10 // 3 + 1)}" if index < 6 else "", "topics": (f"t{pick.randrange(100)}",),
            }  # fmt: skip
            happened = (day - timedelta(min(int(pick.expovariate(1 / 90)), 3000))).isoformat()
            actors = (self._actor(), self._actor())
            if index < 6:
                planned = index == 5
                when = (day + timedelta(pick.randrange(1, 400))).isoformat() if planned else happened
                yield Event(
                    **common, when=when, source=actors[:1], recipient=actors[1:], plover=pick.choice(TYPES),  # type: ignore[arg-type]
                    reality="planned" if planned else "actual", text={"ja": "生成された出来事", "en": "A generated event"},
                )  # fmt: skip
            elif index < 8:
                yield Claim(
                    **common,
                    when="",
                    cause="x",
                    effect="y",
                    sign="+",
                    hedge=3,
                    band=(0.4, 0.7),
                    actors=actors,
                    holder=actors[0],
                )
            elif index == 8:
                yield Judgement(
                    **common,
                    when=day.isoformat(),
                    proposition="p",
                    made_on=day,
                    hedge=3,
                    band=(0.4, 0.7),
                    holder=actors[0],
                )
            else:
                due = (day + timedelta(365)).isoformat()
                yield Commitment(
                    **common,
                    when=f"{day.isoformat()}/{due}",
                    owner=actors[:1],
                    beneficiary=actors[1:],
                    content="c",
                    due=due,
                )

    def _actor(self) -> str:
        """Few actors are named often, most seldom."""
        return _ACTORS[min(int(self._random.paretovariate(0.8)) - 1, len(_ACTORS) - 1)]


def load(store: Store, generator: Generator) -> dict[str, float]:
    """Load everything; rates per second."""
    records, seconds = 0, 0.0
    for arrivals, made in generator.chunks():
        started = time.perf_counter()
        with store.transaction(actor="benchmark") as transaction:
            transaction.add_documents(arrivals)
            records += transaction.add_records(made)
        seconds += time.perf_counter() - started
    started = time.perf_counter()
    store.tidy()
    return {
        "records": records,
        "seconds": round(seconds, 2),
        "tidy_seconds": round(time.perf_counter() - started, 2),
        "documents_per_s": round(generator.documents / seconds, 1),
        "records_per_s": round(records / seconds, 1),
        "characters_per_s": round(generator.characters / seconds, 1),
    }


def timed(question: Callable[[], Any], *, runs: int) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, and how many answers."""
    question()
    taken, answers = [], 0
    for _ in range(runs):
        started = time.perf_counter()
        found = question()
        taken.append((time.perf_counter() - started) * 1000)
        answers = found if isinstance(found, int) else len(found)
    return {
        "median_ms": round(statistics.median(taken), 2),
        "p95_ms": round(sorted(taken)[int(len(taken) * 0.95)], 2),
        "answers": answers,
    }


def searches() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name to query and options."""
    return {
        "search common 制裁": ("制裁", {}),
        "search 弾道ミサイル": ("弾道ミサイル", {}),
        "search 非核化": ("非核化", {}),
        "search rare phrase": ("完全かつ検証可能な非核化", {}),
        "search one character 核": ("核", {}),
        "search denuclearized": ("denuclearized", {}),
        "search two words": ("制裁 非核化", {}),
        "search sanctions as of 2005": ("sanctions", {"as_of": date(2005, 6, 1)}),
        "search 制裁 as of 2001": ("制裁", {"as_of": date(2001, 6, 1)}),
        "search absent": ("核実験場閉鎖", {}),
    }


def as_of_questions() -> dict[str, dict[str, Any]]:
    """Name to question; all with a limit of 50."""
    middle = date(2013, 6, 1)
    return {
        "as of 2013, events, newest": {"kind": "event", "as_of": middle, "order": "newest"},
        "as of 2001, events, newest": {"kind": "event", "as_of": date(2001, 6, 1), "order": "newest"},
        "as of 2025, events, newest": {"kind": "event", "as_of": LAST, "order": "newest"},
        "as of 2013, events, oldest": {"kind": "event", "as_of": middle},
        "as of 2013, all kinds, newest": {"as_of": middle, "order": "newest"},
        "as of 2013, claims, newest": {"kind": "claim", "as_of": middle, "order": "newest"},
        "as of 2013, common actor": {"as_of": middle, "actors": ["A00"], "order": "newest"},
        "as of 2013, rare actor": {"as_of": middle, "actors": ["A37"], "order": "newest"},
        "as of 2013, two actors": {"kind": "event", "as_of": middle, "actors": ["A00", "A03"], "order": "newest"},
        "as of 2013, one topic": {"as_of": middle, "topic": "t7", "order": "newest"},
        "as of 2013, one matter": {"as_of": middle, "about": "m1"},
        "as of 2013, one document": {"as_of": middle, "document": "d3"},
        "as of 2013, events of 2010-03": {"kind": "event", "as_of": middle, "when": "2010-03", "order": "newest"},
        "known 2013, events, newest": {"kind": "event", "known": middle, "order": "newest"},
        "now, events, newest": {"kind": "event", "order": "newest"},
    }


def measure(store: Store, *, runs: int) -> dict[str, dict[str, float]]:
    """Every question's times on a loaded store."""
    results = {
        name: timed(lambda query=query, options=options: store.search(query, **options), runs=runs)  # type: ignore[misc]
        for name, (query, options) in searches().items()
    }
    for name, question in as_of_questions().items():
        results[name] = timed(lambda question=question: store.records(limit=50, **question), runs=runs)  # type: ignore[misc]
    few = max(3, runs // 10)
    results["count as of 2013, events"] = timed(lambda: store.count("event", as_of=date(2013, 6, 1)), runs=few)
    results.update(measure_peers(store, runs=few))
    return results


def measure_peers(store: Store, *, runs: int) -> dict[str, dict[str, float]]:
    """The same questions asked in the plain way, in the same database."""
    from sqlalchemy import text

    like = text("SELECT id FROM passages WHERE text LIKE :pattern ORDER BY id DESC")
    scan = text(
        "SELECT body FROM records WHERE kind || '' = 'event' AND known_from + 0 <= 20130601 AND known_until + 0 > 20130601 "
        "AND visible_from + 0 <= 20130601 ORDER BY sort_day + 0 DESC LIMIT 50"
    )

    def ask(statement: Any, **values: Any) -> list[Any]:
        with store.reading() as reader:
            return list(reader.connection.execute(statement, values))

    return {
        "peer LIKE 制裁": timed(lambda: ask(like, pattern="%制裁%"), runs=runs),
        "peer LIKE rare phrase": timed(lambda: ask(like, pattern="%完全かつ検証可能な非核化%"), runs=runs),
        "peer scan for as of 2013, events": timed(lambda: ask(scan), runs=runs),
    }


def measure_trigram(documents: int, *, runs: int) -> dict[str, dict[str, float]]:
    """SQLite's own trigram index over the same passages; it does not find words of fewer than three characters."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram', content='')")
    for arrivals, _ in Generator(documents).chunks():
        connection.executemany(
            "INSERT INTO t(text) VALUES (?)", [(p.text,) for _, _, passages in arrivals for p in passages]
        )
    statement = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid DESC LIMIT 20"
    words = {"制裁": "制裁", "弾道ミサイル": "弾道ミサイル", "rare phrase": "完全かつ検証可能な非核化"}
    results = {
        f"peer trigram {name}": timed(
            lambda word=word: connection.execute(statement, (f'"{word}"',)).fetchall(), runs=runs
        )  # type: ignore[misc]
        for name, word in words.items()
    }
    connection.close()
    return results


@contextlib.contextmanager
def addresses(stores: list[str], postgres: str | None) -> Iterator[Callable[[str], str]]:
    """Gives the address of a new store of a kind."""
    with tempfile.TemporaryDirectory(prefix="shiome-bench-") as folder, contextlib.ExitStack() as stack:
        server: Any = None
        if "postgresql" in stores and postgres is None:
            from tests.servers.postgres import running_postgres

            server = stack.enter_context(running_postgres())
        numbers = iter(range(100))

        def new(kind: str) -> str:
            if kind == "sqlite":
                return f"{folder}/records-{next(numbers)}.sqlite"
            return postgres if postgres is not None else str(server.new_database())

        yield new


def show(title: str, loading: dict[str, float], results: dict[str, dict[str, float]]) -> None:
    """Print one store's figures."""
    print(f"\n## {title}")
    print("load: " + ", ".join(f"{name} {value:,}" for name, value in loading.items()))
    print(f"{'question':42} {'median ms':>10} {'p95 ms':>10} {'answers':>9}  target")
    for name, row in results.items():
        counted = name.startswith(("peer", "count"))
        verdict = "" if counted else "met" if row["p95_ms"] < TARGET_MS else "MISSED"
        print(f"{name:42} {row['median_ms']:10.2f} {row['p95_ms']:10.2f} {row['answers']:9,}  {verdict}")
    for ours, peer in (("search common 制裁", "peer LIKE 制裁"), ("search rare phrase", "peer LIKE rare phrase"),
                       ("as of 2013, events, newest", "peer scan for as of 2013, events")):  # fmt: skip
        print(f"ratio {peer} / {ours}: {results[peer]['median_ms'] / results[ours]['median_ms']:.1f}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 1000], help="sizes to run (default: 10 1000)")
    parser.add_argument("--stores", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--postgres", metavar="URL", help="an empty database to use, one size only")
    parser.add_argument("--runs", type=int, default=100, help="times that each question is asked (default: 100)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    everything: list[dict[str, Any]] = []
    with addresses(arguments.stores, arguments.postgres) as new:
        for size in arguments.documents:
            trigram = measure_trigram(size, runs=max(3, arguments.runs // 10))
            for kind in arguments.stores:
                with create_store(new(kind)) as store:
                    loading = load(store, Generator(size))
                    results = {**measure(store, runs=arguments.runs), **trigram}
                show(f"{kind}, {size:,} documents", loading, results)
                everything.append({"store": kind, "documents": size, "load": loading, "questions": results})
    if arguments.json:
        arguments.json.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
