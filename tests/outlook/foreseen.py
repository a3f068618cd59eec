"""The region of the strait with drivers, contingencies, past cases and questions, in a workspace that holds its two documents."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.outlook.memory import STRAIT, TEXTS

from shiome.workspace import Workspace

STATES = {
    "talks": ("none", "contact", "summit"),
    "ports": ("closed", "open"),
    "tolls": ("asked", "dropped"),
    "patrols": ("many", "few"),
    "harvest": ("poor", "rich"),
}
"""The harvest hangs on nothing and was never seen."""
SEEN = {
    "talks": ("none", "spring:L7@0+36"),
    "ports": ("closed", "spring:L11@0+49"),
    "tolls": ("asked", "spring:L12@0+42"),
}
CITES = (
    "spring:L16@0+26",
    "spring:L16@26+16",
    "autumn:L18@0+69",
    "autumn:L21@0+82",
    "autumn:L25@0+56",
    "autumn:L26@0+89",
)
PUSHES = (
    ("talks=none", "ports=closed"),
    ("talks=summit", "ports=open"),
    ("ports=closed", "tolls=asked"),
    ("ports=open", "tolls=dropped"),
    ("tolls=asked", "talks=none"),
    ("tolls=dropped", "talks=summit"),
    ("ports=closed", "patrols=many"),
    ("ports=open", "patrols=few"),
    ("patrols=many", "talks=none"),
    ("patrols=few", "talks=summit"),
)
NAMED = "name: {ja: %s, en: %s}, about: {ja: 説, en: about}"


def drivers() -> Iterator[str]:
    for number, (name, states) in enumerate(STATES.items()):
        listed = ", ".join(f"{{id: {each}, name: {{ja: 状態{each}, en: state {each}}}}}" for each in states)
        yield f"- {{id: {name}, {NAMED % (f'要因{number}', f'Factor {name}')}, level: local, kind: context, ordered: true"
        yield f"   , inertia: 1.0, cite: ['spring:L7@0+36'], states: [{listed}]"
        if name in SEEN:
            state, cite = SEEN[name]
            yield f"   , observed: [{{state: {state}, when: 2031-02, text: {{ja: 見た, en: seen}}, cite: ['{cite}']}}]"
        yield "  }"


def claims() -> Iterator[str]:
    for number in range(len(PUSHES)):
        cite = CITES[number % len(CITES)]
        yield f"- {{id: push-{number}, cause: {{ja: 原因{number}, en: cause {number}}}, effect: {{ja: 結果{number}, en: effect {number}}}"
        yield f"   , sign: '+', hedge: {4 + number % 2}, actors: [AVE], cite: ['{cite}']}}"


def effects() -> Iterator[str]:
    for number, ends in enumerate(PUSHES):
        cause, effect = (f"{{driver: {end.replace('=', ', state: ')}}}" for end in ends)
        yield f"- {{id: effect-{number}, claim: push-{number}, cause: {cause}, effect: {effect}, sign: '+'}}"


CONTINGENCIES = """\
- {{id: north, {north}, level: local, {states}, {steps}, cite: ["spring:L7@0+36"],
   influences: [{{driver: talks, state: none, before: calm, after: war, low: 1, high: 2}}],
   demands: [{{actor: AVE, resource: ships, state: war, low: 4, high: 7}}]}}
- {{id: south, {south}, level: local, {states}, {steps}, cite: ["autumn:L25@0+56"],
   demands: [{{actor: AVE, resource: ships, state: war, low: 3, high: 4, cite: ["autumn:L26@0+89"]}}]}}
""".format(
    north=NAMED % ("北の有事", "War in the north"),
    south=NAMED % ("南の有事", "War in the south"),
    states="states: [{id: calm, name: {ja: 平時, en: calm}}, {id: war, name: {ja: 戦争, en: war}}]",
    steps="steps: [{before: calm, after: war, low: 0.01, high: 0.02}]",
)
RESOURCES = f"""\
- {{id: ships, {NAMED % ("艦船", "Ships")}, kind: force, cite: ["spring:L7@0+36"],
   capacities: [{{actor: AVE, low: 5, high: 6}}]}}
"""
LINKAGES = """\
- {id: spread, name: {ja: 飛び火, en: Spread}, kind: escalation, cause: {contingency: north, state: war},
   effect: {contingency: south, before: calm, after: war}, low: 3, high: 9,
   assumes: {ja: 北の戦が南に移る。, en: War in the north spreads south.}, cite: ["autumn:L26@0+89"]}
- {id: guess, name: {ja: 推量, en: Guess}, kind: diversion, cause: {contingency: south, state: war},
   effect: {contingency: north, before: calm, after: war}, low: 1, high: 2, assumes: {ja: 推量, en: a guess}}
"""
CASES = """\
- id: old-strait
  name: {ja: 昔の海峡, en: The strait of old}
  when: 2001-01/2001-03
  situation: {ja: 協議は途絶えていた, en: There were no talks}
  action: {ja: 待った, en: They waited}
  states:
  - {of: talks, state: none, cite: ["spring:L16@0+26"]}
  - {of: ports, state: open, note: &known {ja: 一般的な知識による。, en: From general knowledge.}}
  followed:
  - {driver: talks, state: contact, when: 2001-04, text: {ja: 使者が会った, en: Envoys met}, cite: ["spring:L16@26+16"]}
  - {driver: talks, state: summit, when: 2001-12, text: {ja: 首脳が会った, en: Leaders met}, note: *known}
  until: 2002-03
- id: forgotten
  name: {ja: 忘れられた例, en: A forgotten case}
  when: "1990"
  situation: {ja: 静かだった, en: It was quiet}
  action: {ja: 何もしなかった, en: Nothing was done}
  states: [{of: ports, state: closed, note: {ja: 一般的な知識による。, en: From general knowledge.}}]
  until: "1995"
"""
QUESTIONS = """\
- {id: q-summit, judgement: second-summit, formula: ever talks=summit, until: 2032-06}
- {id: q-toll, judgement: toll-by-year-end, formula: ever tolls=dropped, until: 2032-06, fit: close, note: {ja: 近い, en: near}}
- {id: q-no-summit, judgement: no-summit, formula: not ever talks=summit, until: 2031-12}
"""
FILES = {
    "levels.yaml": "- {id: local, name: {ja: 地元, en: local}, about: {ja: 説, en: about}}\n",
    "drivers.yaml": "\n".join(drivers()) + "\n",
    "effects.yaml": "\n".join(effects()) + "\n",
    "contingencies.yaml": CONTINGENCIES,
    "resources.yaml": RESOURCES,
    "linkages.yaml": LINKAGES,
    "cases.yaml": CASES,
    "questions.yaml": QUESTIONS,
}


def foreseen_pack(folder: Path) -> Path:
    """The pack of the strait with all of it."""
    shutil.copytree(STRAIT, folder)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "claims.yaml").open("a", encoding="utf-8") as file:
        file.write("\n".join(claims()) + "\n")
    return folder


def foreseen(folder: Path) -> Workspace:
    """A workspace of it with both documents."""
    made = Workspace.create(folder / "ws", region=str(foreseen_pack(folder / "pack")))
    for file in TEXTS.values():
        made.ingest(STRAIT / "documents" / file)
    return made
