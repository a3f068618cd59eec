"""Wording comparison against its peers: words found exactly, sentences aligned, speed.

    python benchmarks/comparing.py

Peers that are not installed (redlines, diff-match-patch, rapidfuzz) are left out and said to be. The gold pairs are the project's
own, in ``tests/reading/comparing``; ``gold_held.yaml`` was written after the method and has not been used to tune it. A ratio is the
peer's time divided by Shiome's: above 1, Shiome is the faster.
"""

from __future__ import annotations

import difflib
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.reading.comparing.materials import bank, gold, lines

from shiome.reading.comparing import compare
from shiome.reading.comparing.segmenters import tools

Changes = list[tuple[str, str]]
"""Words of a and words of b, for each change; empty for what was added or dropped."""
ACTS = {
    "ja": ["促す", "要求する", "期待する", "歓迎する", "非難する", "支持する"],
    "en": ["urge", "demand", "expect", "welcome", "condemn", "support"],
}
MATTERS = {
    "ja": [
        "制裁の履行",
        "弾道ミサイルの発射",
        "人権状況の改善",
        "供給網の強化",
        "拉致問題の解決",
        "情報共有の拡大",
        "演習の継続",
        "海洋の安全",
        "エネルギー協力",
        "核実験の停止",
    ],
    "en": [
        "the implementation of sanctions",
        "the launch of ballistic missiles",
        "progress on human rights",
        "stronger supply chains",
        "a solution of the abductions issue",
        "wider information sharing",
        "regular exercises",
        "maritime safety",
        "energy cooperation",
        "an end of nuclear tests",
    ],
}


def installed(name: str) -> Any:
    """A peer's module, or ``None``."""
    try:
        return import_module(name)
    except ImportError:
        return None


def statement(language: str, seed: int, sentences: int = 60) -> list[str]:
    """Sentences in the manner of a statement; the same seed gives the same matters in both languages."""
    dice, out = random.Random(seed), []
    for number in range(sentences):
        act, matter, other = dice.randrange(6), dice.randrange(10), dice.randrange(10)
        day = 1 + number % 28
        one, two, does = MATTERS[language][matter], MATTERS[language][other], ACTS[language][act]
        if language == "ja":
            out.append(f"三か国は{day}日、{one}と{two}について協議し、関係国の努力を{does}。")
        else:
            out.append(
                f"On day {day} the three countries discussed {one} and {two}, and they {does} the efforts of all states."
            )
    return out


def changed(rows: list[str], seed: int) -> list[str]:
    """A later version: some sentences gone, some added words."""
    dice = random.Random(seed)
    out = []
    for row in rows:
        if dice.random() > 0.1:
            more = row.replace("協議し", "真剣に協議し").replace("discussed", "earnestly discussed")
            out.append(more if dice.random() < 0.3 else row)
    return out


def best_of(run: Callable[[], object], times: int = 5) -> float:
    """Median seconds of several runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def by_difflib(a: str, b: str, language: str) -> Changes:
    """Opcodes over characters."""
    del language
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(a[i:j], b[k:m]) for op, i, j, k, m in blocks if op != "equal"]


def by_words(a: str, b: str, language: str) -> Changes:
    """Opcodes over words between blanks."""
    del language
    left, right = re.findall(r"\S+", a), re.findall(r"\S+", b)
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(" ".join(left[i:j]), " ".join(right[k:m])) for op, i, j, k, m in blocks if op != "equal"]


def by_redlines(a: str, b: str, language: str) -> Changes:
    """The markdown redline read back."""
    del language
    shown = installed("redlines").Redlines(a, b, markdown_style="none").output_markdown
    found = re.findall(r"<del>(.*?)</del>(?:<ins>(.*?)</ins>)?|<ins>(.*?)</ins>", shown, re.DOTALL)
    return [(dropped.strip(), (put or alone).strip()) for dropped, put, alone in found]


def by_match_patch(a: str, b: str, language: str) -> Changes:
    """diff-match-patch with its semantic clean-up."""
    del language
    engine = installed("diff_match_patch").diff_match_patch()
    rows = engine.diff_main(a, b)
    engine.diff_cleanupSemantic(rows)
    out: Changes = []
    for op, text in rows:
        if op == -1:
            out.append((text, ""))
        elif op == 1 and out and out[-1][1] == "" and rows[rows.index((op, text)) - 1][0] == -1:
            out[-1] = (out[-1][0], text)
        elif op == 1:
            out.append(("", text))
    return out


def by_shiome(a: str, b: str, language: str) -> Changes:
    """Changes of words as ``compare`` tells them."""
    del language
    return [
        (change.a, change.b)
        for change in compare(lines([a]), lines([b]), terms=bank()).changes
        if change.level == "token"
    ]


def score(found: Iterable[tuple[Any, ...]], wanted: Iterable[tuple[Any, ...]]) -> tuple[int, int, int]:
    """Right, wrong, missed."""
    left, right, wrong = list(wanted), 0, 0
    for each in found:
        if each in left:
            left.remove(each)
            right += 1
        else:
            wrong += 1
    return right, wrong, len(left)


def f1(rows: list[tuple[int, int, int]]) -> float:
    """F1 over all rows."""
    right, wrong, missed = (sum(column) for column in zip(*rows, strict=True))
    return 2 * right / (2 * right + wrong + missed)


def words_found(name: str) -> None:
    """Exact changes of words on gold pairs."""
    peers: dict[str, Callable[[str, str, str], Changes]] = {
        "shiome": by_shiome,
        "difflib, characters": by_difflib,
        "difflib, blanks": by_words,
    }
    if installed("redlines"):
        peers["redlines"] = by_redlines
    if installed("diff_match_patch"):
        peers["diff-match-patch"] = by_match_patch
    pairs = gold(name)
    languages = ("ja", "en", "ko", "zh", "ru")
    print(f"\nChanges of words on the {len(pairs)} pairs of {name}.yaml")
    print("  F1 of changed characters; F1 of changes found exactly, all and then " + ", ".join(languages))
    for peer_name, peer in peers.items():
        rows = {
            language: [
                score(peer(row["a"], row["b"], language), [(a, b) for _, a, b in row["token"]])
                for row in pairs
                if row["language"] == language
            ]
            for language in languages
        }
        every = [each for group in rows.values() for each in group]
        letters = f1([touched(peer(row["a"], row["b"], row["language"]), row) for row in pairs])
        exact = "  ".join(f"{f1(rows[language]):.2f}" for language in languages)
        print(f"  {peer_name:22} {letters:.2f};  {f1(every):.2f}   {exact}")
    force = [score(force_of(row["a"], row["b"]), [tuple(each) for each in row["force"]]) for row in pairs]
    print(f"  changes of force: shiome F1 {f1(force):.2f} (no peer tells them)")


def touched(found: Changes, row: dict[str, Any]) -> tuple[int, int, int]:
    """Right, wrong and missed among the characters said to be changed; blanks and where a change is cut in two do not count."""
    places = [places_of(changes, row) for changes in (found, [(a, b) for _, a, b in row["token"]])]
    return len(places[0] & places[1]), len(places[0] - places[1]), len(places[1] - places[0])


def places_of(changes: Changes, row: dict[str, Any]) -> set[tuple[int, int]]:
    """Text and offset of each changed character; changes are looked for in the order in which they stand."""
    places: set[tuple[int, int]] = set()
    for side, text in enumerate((row["a"], row["b"])):
        at = 0
        for change in changes:
            words = change[side]
            start = text.find(words, at) if words else -1
            if start >= 0:
                at = start + len(words)
                places |= {(side, place) for place in range(start, at) if not text[place].isspace()}
    return places


def force_of(a: str, b: str) -> list[tuple[str, str, str]]:
    """Changes of force as ``compare`` tells them."""
    found = compare(lines([a]), lines([b]), terms=bank()).changes
    return [(change.op, change.a, change.b) for change in found if change.level == "force"]


def sentences_aligned() -> None:
    """Links of sentences on the gold texts."""
    rows: dict[str, list[tuple[int, int, int]]] = {"shiome": [], "difflib best match": []}
    fuzz = installed("rapidfuzz")
    if fuzz:
        rows["rapidfuzz best match"] = []
    for row in gold("gold_alignments"):
        wanted = [tuple(link) for link in row["pairs"]]
        found = compare(lines(row["a"]), lines(row["b"]), terms=bank())
        rows["shiome"].append(score([(i, j) for pair in found.pairs for i in pair.rows for j in pair.columns], wanted))
        ratios = {"difflib best match": lambda a, b: difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()}
        if fuzz:
            ratios["rapidfuzz best match"] = lambda a, b: fuzz.fuzz.token_set_ratio(a, b) / 100
        for name, ratio in ratios.items():
            links = []
            for i, a in enumerate(row["a"]):
                value, j = max((ratio(a, b), j) for j, b in enumerate(row["b"]))
                links += [(i, j)] if value >= 0.5 else []
            rows[name].append(score(links, wanted))
    print("\nSentences aligned, F1 on the gold texts (four of the six are pairs of two languages)")
    for name, scores in rows.items():
        print(f"  {name:22} {f1(scores):.2f}")


def speed() -> None:
    """Two statements of 60 sentences, and what part of the time peers need for less."""
    compare(lines(statement("ja", 1)), lines(statement("en", 1)), terms=bank())
    print("\nTwo statements of 60 sentences, warm")
    for first, second in (("ja", "ja"), ("en", "en"), ("ja", "en")):
        a = statement(first, 1)
        b = changed(statement(second, 1), 2)
        took = best_of(lambda a=a, b=b: compare(lines(a), lines(b), terms=bank()))
        text_a, text_b = "\n".join(a), "\n".join(b)
        characters = best_of(
            lambda a=text_a, b=text_b: difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), 3
        )
        line = f"  {first}-{second}: {took:.3f} s; difflib on characters {characters:.3f} s (ratio {characters / took:.1f})"
        fuzz = installed("rapidfuzz")
        if fuzz:
            matrix = best_of(lambda a=a, b=b, fuzz=fuzz: fuzz.process.cdist(a, b, scorer=fuzz.fuzz.ratio))
            line += f"; rapidfuzz matrix alone {matrix:.4f} s (ratio {matrix / took:.3f})"
        if installed("redlines"):
            red = best_of(lambda a=text_a, b=text_b: installed("redlines").Redlines(a, b).output_markdown, 3)
            line += f"; redlines {red:.3f} s (ratio {red / took:.2f})"
        print(line)
    a, b = lines(statement("ja", 3, 353)), lines(changed(statement("ja", 4, 505), 5))
    print(f"  353 x {len(b.sentences)} sentences, ja: {best_of(lambda: compare(a, b, terms=bank()), 1):.2f} s")


if __name__ == "__main__":
    print("analysers:", ", ".join(f"{language} {tool}" for language, tool in tools().items()))
    missing = [name for name in ("redlines", "diff_match_patch", "rapidfuzz") if installed(name) is None]
    print("peers not installed:", ", ".join(missing) or "none")
    words_found("gold")
    words_found("gold_held")
    sentences_aligned()
    speed()
