"""Speed from raw text to records, per language, beside the analyser of that language alone.

    python benchmarks/reading.py [--sentences 4000] [--languages ja en ko zh ru]

Documents of 200 sentences each are put together from the project's own development sentences and examples (years, months and days
varied so that no sentence comes twice), encoded as UTF-8 and read: bytes in; events, judgements and claims out, as the records that
``ingest`` stores. CPU seconds of this process; one document is read first so that dictionaries are loaded.

No public coder goes from raw text of these languages to events, so the peer is what such a coder would have to run first: Sudachi,
Kiwi (tokens), jieba (tokens with word classes), pymorphy3 (lemmas) on the same sentences. A ratio above 1 says that Shiome's whole way
is faster than the peer's first step.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import yaml

from shiome.reading.coding.coder import RuleCoder
from shiome.reading.text.document import read_text
from shiome.region.pack import load_pack, locate
from shiome.vocabulary.languages import Language
from shiome.workspace.reader import RegionReader

HOUSE = Path(__file__).parents[1]
GOLD = HOUSE / "tests" / "reading" / "coding"
AIM = {"ja": 1_000, "en": 500, "ko": 500, "zh": 500, "ru": 500}
FOLDERS = {"ko": "korean", "zh": "chinese", "ru": "russian"}
A_DOCUMENT = 200
TODAY = date(2026, 1, 1)


def sentences(language: str) -> list[str]:
    """The project's own sentences of a language."""
    folder = FOLDERS.get(language)
    files = (GOLD / folder).glob("*.yaml") if folder else GOLD.glob(f"gold_{language}*.yaml")
    found: list[str] = []
    for file in sorted(files):
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        found += [row["text"] for row in rows if isinstance(row, dict) and "text" in row]
    return list(dict.fromkeys(found))


def documents(language: str, count: int) -> Iterator[tuple[bytes, list[str]]]:
    """Documents and their sentences, ``count`` sentences in all."""
    chance = random.Random(7)  # a benchmark's material
    pool = sentences(language)
    if not pool:
        raise SystemExit(f"no development sentences of {language} under {GOLD}")
    gap = "" if language in ("ja", "zh") else " "
    for _ in range(max(1, count // A_DOCUMENT)):
        rows = [_varied(chance.choice(pool), chance) for _ in range(A_DOCUMENT)]
        paragraphs = [gap.join(rows[at : at + 5]) for at in range(0, A_DOCUMENT, 5)]
        yield "\n\n".join(paragraphs).encode(), rows


def _varied(text: str, chance: random.Random) -> str:
    text = re.sub(r"(?<!\d)20[012]\d(?!\d)", lambda _: str(chance.randint(2003, 2025)), text)
    return re.sub(
        r"(?<![\d.])([1-9])(?=월|月|일|日|\s(?:May|June|July|мая|июня|июля))", lambda _: str(chance.randint(1, 9)), text
    )


def whole_way(language: Language) -> Callable[[bytes], tuple[int, int]]:
    """Bytes in, records out; gives the numbers of sentences and of records."""
    reader = RegionReader(load_pack(locate("peninsula")))
    coder = RuleCoder(reader.pack)

    def read(raw: bytes) -> tuple[int, int]:
        text = read_text(raw, file_name=f"news.{language}.txt", today=TODAY, dated="2025-12-31")
        coded = coder.code(text, document="d", dated=date(2025, 12, 31))
        claims = reader.claims(text, document="d", dated=date(2025, 12, 31), names=coded.names)
        return len(text.sentences), len(coded.events) + len(coded.judgements) + len(claims)

    return read


def peer(language: str) -> tuple[str, Callable[[str], object]] | None:
    """The analyser of a language, ready; ``None`` where there is none or it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _peer(language)
    except ImportError:
        return None


def _peer(language: str) -> tuple[str, Callable[[str], object]] | None:
    if language == "ja":
        from sudachipy import Dictionary, SplitMode

        tokenizer = Dictionary().create()
        return "Sudachi, mode C", lambda text: [m.surface() for m in tokenizer.tokenize(text, SplitMode.C)]
    if language == "ko":
        from kiwipiepy import Kiwi

        kiwi = Kiwi(num_workers=1)
        return "Kiwi", kiwi.tokenize
    if language == "zh":
        import logging

        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        return "jieba.posseg", jieba.posseg.lcut
    if language == "ru":
        from pymorphy3 import MorphAnalyzer

        morph = MorphAnalyzer()
        return "pymorphy3", lambda text: [morph.parse(word)[0].normal_form for word in re.findall(r"\w+", text)]
    return None


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def measure(language: Language, count: int) -> str:
    """The row of one language."""
    material = list(documents(language, count))
    rows = [row for _, rows in material for row in rows]
    read = whole_way(language)
    read(material[0][0])
    gc.freeze()  # as `shiome ingest` does once the region is loaded
    counts: list[tuple[int, int]] = []
    spent = seconds(lambda: counts.extend(read(raw) for raw, _ in material))
    count, records = (sum(column) for column in zip(*counts, strict=True))
    ours = count / spent
    row = (
        f"{language}  {ours:7,.0f} sentences/CPU s (aim {AIM[language]:,})  {records:6,} records of {count:,} sentences"
    )
    found = peer(language)
    if found is None:
        return f"{row}  no peer"
    name, analyse = found
    analyse(rows[0])
    theirs = count / seconds(lambda: [analyse(text) for text in rows])
    return f"{row}  {name} alone {theirs:7,.0f}/s, ratio {ours / theirs:.2f}"


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=4_000)
    parser.add_argument("--languages", nargs="*", default=["ja", "en", "ko", "zh", "ru"], choices=sorted(AIM))
    options = parser.parse_args()
    for language in options.languages:
        print(measure(language, options.sentences), flush=True)


if __name__ == "__main__":
    main()
