"""A small pack with two past cases."""

from __future__ import annotations

from tests.region.packs import write_pack

from shiome.region.pack import load_pack

DRIVERS = """\
- id: talks
  name: {ja: 協議, en: Talks}
  about: {ja: 協議, en: Talks}
  level: local
  kind: context
  ordered: true
  states:
  - {id: none, name: {ja: なし, en: none}}
  - {id: contact, name: {ja: 接触, en: contact}}
  - {id: summit, name: {ja: 会談, en: summit}}
  observed:
  - {state: none, when: "2023", text: {ja: なし, en: none}, cite: ["d1:L1"]}
  - {state: contact, when: 2024-06, text: {ja: 接触, en: contact}, cite: ["d2:L1"]}
- id: mood
  name: {ja: 空気, en: Mood}
  about: {ja: 空気, en: Mood}
  level: local
  kind: context
  states:
  - {id: cold, name: {ja: 冷たい, en: cold}}
  - {id: warm, name: {ja: 温かい, en: warm}}
  observed:
  - {state: cold, when: 2024-01, text: {ja: 冷たい, en: cold}, cite: ["d1:L2"]}
- id: quiet
  name: {ja: 静けさ, en: Quiet}
  about: {ja: 静けさ, en: Quiet}
  level: local
  kind: context
  states:
  - {id: "yes", name: {ja: ある, en: there}}
  - {id: "no", name: {ja: ない, en: not there}}
"""
FEATURES = """\
- id: friends
  name: {ja: 味方, en: Friends}
  about: {ja: 味方の数, en: How many}
  ordered: true
  states:
  - {id: one, name: {ja: 一つ, en: one}}
  - {id: two, name: {ja: 二つ, en: two}}
  bears_on: [talks]
  observed:
  - {state: two, when: 2024-01, text: {ja: 二つ, en: two}, cite: ["d1:L3"]}
  cite: ["d1:L3"]
"""
CASES = """\
- id: first
  name: {ja: 最初, en: The first}
  when: 2001-01/2001-03
  situation: {ja: 冷えていた, en: It was cold.}
  action: {ja: 待った, en: They waited.}
  states:
  - {of: talks, state: none, note: &known {ja: 一般的な知識による。, en: From general knowledge.}}
  - {of: mood, state: cold, cite: ["d1:L4"]}
  - {of: friends, state: two, cite: ["d2:L2"]}
  followed:
  - {driver: talks, state: contact, when: 2001-06, text: {ja: 会った, en: They met}, note: *known}
  - {driver: talks, state: summit, when: 2001-12, text: {ja: 首脳が会った, en: Leaders met}, cite: ["d2:L3"]}
  until: 2002-03
- id: second
  name: {ja: 次, en: The second}
  when: "2010"
  situation: {ja: 温かかった, en: It was warm.}
  action: {ja: 動いた, en: They moved.}
  states:
  - {of: talks, state: summit, note: *known}
  - {of: mood, state: warm, note: *known}
  - {of: friends, note: *known}
  followed:
  - {driver: talks, state: none, when: 2011-02, text: {ja: 途切れた, en: It broke off}, note: *known}
  until: 2012-12
"""
CLAIMS = """\
- {id: C1, cause: {ja: 空気, en: mood}, effect: {ja: 協議, en: talks}, sign: "+", hedge: 3, cite: ["d1:L5"]}
"""
EFFECTS = """\
- {id: X1, claim: C1, cause: {driver: mood, state: cold}, effect: {driver: talks, state: none}, sign: "+"}
"""
FILES = {
    "drivers.yaml": DRIVERS,
    "features.yaml": FEATURES,
    "cases.yaml": CASES,
    "claims.yaml": CLAIMS,
    "effects.yaml": EFFECTS,
    "levels.yaml": "- {id: local, name: {ja: 地元, en: local}, about: {ja: 地元, en: local}}\n",
}


def small_pack(folder, changes=None):
    return load_pack(write_pack(folder, FILES | (changes or {})))
