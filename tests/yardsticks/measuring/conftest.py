"""A small region of three states with everything that a yardstick can be measured from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.region.packs import write_pack

from shiome.records.model import Event, Source
from shiome.region.pack import Pack, load_pack
from shiome.region.schema.yardsticks import Yardstick
from shiome.yardsticks.measuring.knowledge import Knowledge, Tables

LAST = date(2024, 6, 30)
FILES = {
    "actors.yaml": """\
- {id: AAA, name: {ja: 甲国, en: Aland}, type: state}
- {id: BBB, name: {ja: 乙国, en: Beland}, type: state}
- {id: CCC, name: {ja: 丙国, en: Celand}, type: state}
- {id: chief, name: {ja: 長, en: Chief}, type: leader, country: AAA}
""",
    "bodies.yaml": """\
- id: council
  name: {ja: 会議, en: Council}
  type: consultation
  level: leaders
  members: [AAA, BBB]
  about: {ja: 会う, en: They meet}
  cite: ["d1:L1"]
  life:
    - {state: launched, when: 2023-02, text: {ja: 始, en: begun}, cite: ["d1:L1"]}
    - {state: stalled, when: 2024-05/2024-08, text: {ja: 止, en: stopped}, cite: ["d2:L1"]}
  meetings:
    - {when: 2023-03-10, level: leaders, text: {ja: 会, en: met}, cite: ["d1:L1"]}
""",
    "agreements.yaml": """\
- id: pact
  name: {ja: 条約, en: Pact}
  type: treaty
  parties: [AAA, BBB]
  made: 2023-05
  about: {ja: 約, en: A pact}
  cite: ["d1:L1"]
  life:
    - {state: ended, when: 2024-02, text: {ja: 終, en: ended}, cite: ["d2:L1"]}
""",
    "exercises.yaml": """\
- id: drill
  name: {ja: 訓練, en: Drill}
  type: naval
  participants: [AAA, BBB]
  about: {ja: 訓, en: A drill}
  cite: ["d1:L1"]
  instances:
    - {state: held, when: 2023-06-01, text: {ja: 実施, en: held}, cite: ["d1:L1"]}
    - {state: cancelled, when: 2024-06-01, text: {ja: 中止, en: cancelled}, cite: ["d2:L1"]}
""",
}
BASE: dict[str, Any] = {
    "id": "y",
    "name": {"ja": "尺度", "en": "Yardstick"},
    "about": {"ja": "測る", "en": "It measures"},
    "members": ["AAA", "BBB"],
    "direction": {"ja": "高いほど近い", "en": "higher is closer"},
    "since": "2023",
    "cite": ["d1:L1"],
}
_COMMON = {
    "name": {"ja": "部", "en": "Part"},
    "reason": {"ja": "故", "en": "because"},
    "weight": 1,
    "low": 0,
    "high": 1,
}


def component(method: str, **given: Any) -> dict[str, Any]:
    """A component with what a test leaves open."""
    return {"id": method, "method": method, **_COMMON, **given}


def yardstick(*components: dict[str, Any], **given: Any) -> Yardstick:
    """A yardstick of these components."""
    return msgspec.convert({**BASE, "components": list(components), **given}, Yardstick)


def event(number: int, when: str, source: str, recipient: str, plover: str, **given: Any) -> Event:
    """An event known from the first document on."""
    return Event(
        id=f"E{number}",
        when=when,
        known_from=date(2024, 1, 10),
        sources=(Source(document="d1", known_from=date(2024, 1, 10)),),
        coder="test",
        source=tuple(source.split()),
        recipient=tuple(recipient.split()),
        plover=plover,  # type: ignore[arg-type]
        **given,
    )


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load_pack(write_pack(tmp_path_factory.mktemp("pack"), FILES))


@pytest.fixture(scope="session")
def knowing(pack: Pack) -> Callable[..., Knowledge]:
    """Knowledge of some events, as of a day."""

    def make(*events: Event, as_of: date = LAST, tables: Tables | None = None, **given: Any) -> Knowledge:
        return Knowledge(
            pack=pack, as_of=as_of, last=min(as_of, LAST), events=events, tables=tables or Tables(), **given
        )

    return make
