"""A small region with three drivers and the terms that point to them, and claims about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.region.packs import write_pack

from shiome.records.model import Claim
from shiome.region.pack import Pack, load_pack

_DRIVER = """\
- id: {id}
  name: {{ja: 要因, en: Driver}}
  about: {{ja: 試験, en: A test.}}
  level: local
  kind: context
  states: [{states}]
  cite: ["d1:L1"]
"""


def _driver(name: str, *states: str) -> str:
    listed = ", ".join(f"{{id: {state}, name: {{ja: 状態, en: State}}}}" for state in states)
    return _DRIVER.format(id=name, states=listed)


DRIVERS = (
    _driver("talks", "none", "held") + _driver("harvest", "poor", "fair", "good") + _driver("trade", "open", "shut")
)
TERMS = """\
- id: talks
  terms: {ja: ["@AAA & @BBB & 会談|協議"], en: ["@AAA & @BBB & talk*|meeting"]}
  actors: [AAA, BBB]
  named: held
  states:
  - state: none
    beside: {ja: [先送り], en: [postpone*]}
- id: harvest
  terms: {ja: [収穫, 作柄], en: [harvest*, crop*]}
  states:
  - state: poor
    terms: {ja: [凶作, 干ばつ], en: [famine, drought]}
    beside: {ja: [不振], en: [meagre]}
    opposite: good
  - state: fair
    beside: {ja: [平年並], en: [average]}
  - state: good
    terms: {ja: [豊作], en: [bumper crop]}
    beside: {ja: [伸び], en: [rich]}
    opposite: poor
- id: trade
  terms: {ja: [貿易, 交易], en: [trade]}
  named: open
  states:
  - state: shut
    terms: {ja: [禁輸], en: [embargo]}
"""
FILES = {
    "levels.yaml": '- {id: local, name: {ja: 局地, en: Local}, about: {ja: 試験, en: A test.}, cite: ["d1:L1"]}\n',
    "drivers.yaml": DRIVERS,
    "driver_terms.yaml": TERMS,
}


def files_with(terms: str) -> dict[str, str]:
    """The files of the region with other terms."""
    return {**FILES, "driver_terms.yaml": terms}


def pack_of(folder: Path, files: dict[str, str] = FILES) -> Pack:
    """The region, written to ``folder`` and loaded."""
    return load_pack(write_pack(folder, files))


def claim(cause: str, effect: str, **others: object) -> Claim:
    """A claim of that cause and effect; ``others`` are further fields."""
    fields: dict[str, object] = {
        "id": "c1",
        "when": "2024-01-10",
        "known_from": date(2024, 1, 10),
        "coder": "test",
        "sign": "+",
        "hedge": 5,
        "band": (0.9, 1.0),
        "actors": ("AAA", "BBB"),
    }
    return Claim(cause=cause, effect=effect, **{**fields, **others})  # type: ignore[arg-type]
