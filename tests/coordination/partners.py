"""A small invented pack of two partners, a neighbour and their promises, for tests of commitments and inputs."""

from __future__ import annotations

from pathlib import Path

from tests.region.packs import FILES, write_pack

from shiome.region.pack import Pack, load_pack

DOCUMENTS = """\
- id: d1
  title: {ja: 一, en: One}
  language: ja
  dated: 2024-01-10
  lines: 20
- id: d2
  title: {ja: 二, en: Two}
  language: en
  dated: 2024-06-30
  lines: 10
- id: d3
  title: {ja: 三, en: Three}
  language: en
  dated: 2025-12-31
  lines: 10
"""
ACTORS = """\
- id: AAA
  name: {ja: 甲国, en: Aland}
  type: state
- id: BBB
  name: {ja: 乙国, en: Beland}
  type: state
- id: CCC
  name: {ja: 丙国, en: Celand}
  type: state
- id: ada
  name: {ja: アダ, en: Ada}
  type: leader
  country: AAA
  roles:
    - {office: {ja: 首相, en: Prime Minister}, of: AAA, held: 2020-01-01/2024-03-31, code: head_of_government, external: true}
    - {office: {ja: 首相, en: Prime Minister}, of: AAA, held: 2025-03-01/.., code: head_of_government, external: true}
- id: abel
  name: {ja: アベル, en: Abel}
  type: leader
  country: AAA
  roles:
    - {office: {ja: 首相, en: Prime Minister}, of: AAA, held: 2024-04-01/2025-02-28, code: head_of_government, external: true}
- id: bert
  name: {ja: バート, en: Bert}
  type: leader
  country: BBB
  roles:
    - {office: {ja: 大統領, en: President}, of: BBB, held: 2022-01-01/2024-12-31, code: head_of_state, external: true}
- id: bea
  name: {ja: ベア, en: Bea}
  type: leader
  country: BBB
  roles:
    - {office: {ja: 代行, en: Acting President}, of: BBB, held: 2025-01-01/2025-05-31, code: acting_president, external: true}
    - {office: {ja: 大統領, en: President}, of: BBB, held: 2025-06-01/.., code: head_of_state, external: true}
- id: clerks
  name: {ja: 丙国の実務者, en: Officials of Celand}
  type: group
  country: CCC
"""
AGREEMENTS = """\
- id: pact
  name: {ja: 協定, en: Pact}
  type: declaration
  parties: [AAA, BBB]
  made: 2023-08
  about: {ja: 約束, en: Promises}
  cite: ["d1:L1"]
"""
COMMITMENTS = """\
- id: pact.data
  owner: [AAA, BBB]
  content: {ja: データを分け合う, en: Share data}
  text: pact
  cite: ["d1:L2"]
  states:
    - {state: agreed, when: 2023-08, text: {ja: 合意, en: Agreed}, cite: ["d1:L2"]}
    - {state: launched, when: 2023-12, text: {ja: 開始, en: Started}, cite: ["d1:L3"]}
    - {state: continued, when: 2024-05/2024-06-30, text: {ja: 継続, en: Went on}, cite: ["d2:L4"]}
    - {state: held, when: 2025-06-15, text: {ja: 演習, en: Drilled}, cite: ["d3:L2"]}
  confirmed_by: bea
  topics: []
- id: pact.station
  owner: [AAA, BBB]
  beneficiary: [BBB]
  content: {ja: 監視所を開く, en: Open a station}
  text: pact
  due: 2024-12-31
  cite: ["d1:L4"]
  states:
    - {state: agreed, when: 2023-08, text: {ja: 合意, en: Agreed}, cite: ["d1:L4"]}
- id: pact.visits
  owner: [BBB]
  content: {ja: 相互訪問, en: Exchange visits}
  text: pact
  cite: ["d1:L5"]
  states:
    - {state: fulfilled, when: 2024-01-05, text: {ja: 実施, en: Done}, cite: ["d1:L5"]}
"""
ADMINISTRATIONS = """\
- {id: AAA, state: AAA, office: head_of_government}
- {id: BBB, state: BBB, office: head_of_state, acting: [acting_president]}
"""
RULES = """\
- id: quiet
  name: {ja: 沈黙, en: Quiet}
  derives: stalled
  states: [agreed, launched]
  silent_months: 12
  text: {ja: 一年, en: A year}
  note: {ja: 試験, en: For tests}
- id: outlived
  name: {ja: 交代, en: Outlived}
  derives: lapsed
  states: [agreed]
  silent_months: 24
  changed: all
  text: {ja: 二年, en: Two years}
  note: {ja: 試験, en: For tests}
- id: late
  name: {ja: 期限, en: Late}
  derives: lapsed
  states: [agreed]
  overdue_months: 9
  text: {ja: 超過, en: Past due}
  note: {ja: 試験, en: For tests}
"""
TOUCHSTONES = """\
- id: trial
  name: {ja: 試し, en: Trial}
  tests: {ja: 続くか, en: Whether it lasts}
  tested: [AAA]
  when: 2024-05
  declared_by: BBB
  results:
    - {state: partly, when: 2025-12-31, text: {ja: 一部, en: In part}, cite: ["d3:L5"]}
  cite: ["d1:L6"]
"""
BODIES = """\
- id: top
  name: {ja: 首脳層, en: Leaders' layer}
  type: consultation
  level: leaders
  members: [AAA, BBB]
  about: {ja: 首脳, en: Leaders}
  life:
    - {state: held, when: 2023-08-10, text: {ja: 会談, en: Met}, cite: ["d1:L1"]}
    - {state: stalled, when: 2024-02, text: {ja: 停滞, en: Stalled}, cite: ["d2:L1"]}
    - {state: held, when: 2025-07-01, text: {ja: 再開, en: Met again}, cite: ["d3:L1"]}
  meetings:
    - {when: 2023-08-10, level: leaders, text: {ja: 会談, en: Met}, cite: ["d1:L1"]}
  cite: ["d1:L1"]
- id: middle
  name: {ja: 実務層, en: Working level}
  type: consultation
  level: officials
  members: [AAA, BBB]
  about: {ja: 実務, en: Officials}
  life:
    - {state: proposed, when: 2024-01-10, text: {ja: 提言, en: Urged}, cite: ["d1:L7"]}
    - {state: continued, when: 2024-03, text: {ja: 継続, en: Went on}, cite: ["d2:L2"]}
    - {state: continued, when: 2023/2024-06-30, text: {ja: 時期不明, en: Some time}, cite: ["d2:L2"]}
  cite: ["d1:L7"]
- id: wide
  name: {ja: 三か国, en: Three together}
  type: network
  members: [AAA, BBB, CCC]
  about: {ja: 三か国, en: Three}
  life:
    - {state: launched, when: 2024-05, text: {ja: 発足, en: Began}, cite: ["d2:L3"]}
  cite: ["d2:L3"]
"""
EVENTS = """\
- id: e-lead
  when: 2024-06-01
  source: [AAA, BBB, abel]
  plover: CONSULT
  text: {ja: 首相が訪問, en: The prime minister called}
  cite: ["d2:L5"]
- id: e-sea
  when: 2024-06-10
  source: [AAA, BBB]
  plover: MOBILIZE
  text: {ja: 訓練, en: Trained}
  cite: ["d2:L6"]
- id: e-met
  when: 2023-08
  source: [AAA, BBB]
  plover: CONSULT
  text: {ja: 会談, en: They met}
  cite: ["d1:L1"]
- id: e-reply
  when: 2024-06-20
  source: [CCC]
  recipient: [AAA]
  plover: AGREE
  text: {ja: 応じた, en: Celand agreed}
  topics: [sea]
  cite: ["d2:L7"]
- id: e-later
  when: 2025-10-01
  source: [clerks]
  plover: CONSULT
  text: {ja: 協議, en: Talks}
  topics: [sea]
  cite: ["d3:L7"]
"""
LEVELS = "- {id: local, name: {ja: 域内, en: Local}, about: {ja: 域内, en: Local}}\n"
ISSUES = """\
- id: sea
  name: {ja: 海, en: The sea}
  level: local
  type: security
  about: {ja: 海, en: The sea}
  cite: ["d1:L8"]
- id: trade
  name: {ja: 通商, en: Trade}
  level: local
  type: economy
  about: {ja: 通商, en: Trade}
  cite: ["d1:L8"]
"""
ARGUMENTS = """\
- id: c-gain
  addressee: CCC
  by: [AAA]
  interest: {ja: 通商の利益, en: Gains from trade}
  channel: {ja: 協議, en: Talks}
  text: {ja: 得になる, en: It pays.}
  topics: [sea]
  cite: ["d1:L9"]
- id: c-late
  addressee: CCC
  by: [BBB]
  interest: {ja: 安全, en: Safety}
  channel: {ja: 協議, en: Talks}
  text: {ja: 安全になる, en: It is safer.}
  topics: [trade]
  cite: ["d3:L9"]
"""
ADDRESSEES = """\
- id: celand
  name: {ja: 丙国, en: Celand}
  actors: [CCC]
  about: {ja: 隣国, en: The neighbour}
  cite: ["d2:L8"]
- id: house
  name: {ja: 議会, en: The house}
  actors: [clerks]
  about: {ja: 議会, en: The house}
  missing: {ja: 論拠がない, en: Nothing is put to it.}
"""
CHANNELS = """\
- id: a-c
  name: {ja: 甲から丙, en: Aland to Celand}
  source: [AAA]
  target: CCC
  type: leaders
  aim: {ja: 説く, en: Persuade}
  strength:
    - {text: {ja: 不可欠, en: indispensable}, cite: ["d1:L10"]}
    - {text: {ja: 急務, en: urgent}, cite: ["d3:L8"]}
  cite: ["d1:L10"]
  life:
    - {state: proposed, when: 2024-01-10, text: {ja: 提言, en: Urged}, cite: ["d1:L10"]}
    - {state: held, when: 2024-05, text: {ja: 会談, en: Met}, cite: ["d2:L9"]}
    - {state: proposed, when: 2025-12-31, text: {ja: 提言, en: Urged again}, cite: ["d3:L8"]}
- id: a-b
  name: {ja: 甲から乙, en: Aland to Beland}
  source: [AAA]
  target: BBB
  type: officials
  aim: {ja: 合わせる, en: Agree}
  cite: ["d1:L11"]
  life:
    - {state: continued, when: 2023, text: {ja: 継続, en: Goes on}, cite: ["d1:L11"]}
- id: b-clerks
  name: {ja: 乙から実務者, en: Beland to the officials}
  source: [BBB]
  target: clerks
  type: officials
  aim: {ja: 説く, en: Persuade}
  cite: ["d1:L12"]
  life:
    - {state: continued, when: 2023, text: {ja: 継続, en: Goes on}, cite: ["d1:L12"]}
- id: ab-c
  name: {ja: 共同, en: Together}
  source: [AAA, BBB]
  target: CCC
  type: joint
  aim: {ja: 共に, en: Together}
  cite: ["d2:L10"]
  life:
    - {state: stalled, when: 2024-06, text: {ja: 停滞, en: Stalled}, cite: ["d2:L10"]}
"""
YARDSTICKS = """\
- id: warmth
  name: {ja: 親しさ, en: Warmth}
  about: {ja: 親しさ, en: Warmth}
  members: [AAA, BBB]
  direction: {ja: 高いほど親しい, en: "The higher, the warmer"}
  since: "2023"
  cite: ["d1:L1"]
  components:
    - {id: t, method: tone, name: {ja: 論調, en: Tone}, reason: {ja: 理由, en: Why}, weight: 1, low: -10, high: 10, pairs: [[AAA, BBB]]}
"""
OPENINGS = """\
- id: warm
  argument: c-gain
  yardstick: warmth
  holds: above
  bound: 0.5
  text: {ja: 親しいほどよい, en: The warmer the better}
  cite: ["d1:L13"]
"""
PARTNERS = {
    "documents.yaml": DOCUMENTS,
    "actors.yaml": ACTORS,
    "relations.yaml": FILES["relations.yaml"],
    "agreements.yaml": AGREEMENTS,
    "commitments.yaml": COMMITMENTS,
    "administrations.yaml": ADMINISTRATIONS,
    "commitment_rules.yaml": RULES,
    "touchstones.yaml": TOUCHSTONES,
    "bodies.yaml": BODIES,
    "events.yaml": EVENTS,
    "levels.yaml": LEVELS,
    "issues.yaml": ISSUES,
    "arguments.yaml": ARGUMENTS,
    "addressees.yaml": ADDRESSEES,
    "channels.yaml": CHANNELS,
    "yardsticks.yaml": YARDSTICKS,
    "openings.yaml": OPENINGS,
}
"""Files of the pack by name."""


def write_partners(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the pack, with files of ``changes`` in place of its own."""
    return write_pack(folder, PARTNERS | (changes or {}))


def partners(folder: Path, changes: dict[str, str] | None = None) -> Pack:
    """The pack, loaded."""
    return load_pack(write_partners(folder, changes))
