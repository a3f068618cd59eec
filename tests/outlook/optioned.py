"""The region of the strait with what proposals are tested by, a roadmap, tracks, and positions on a toll."""

from __future__ import annotations

from pathlib import Path

from tests.outlook.foreseen import foreseen_pack

CITED = 'cite: ["spring:L11@0+49"]'
CLOSED = "text: {ja: 港, en: ports}, points: 1, driver: ports, states: [closed], " + CITED
OPEN = "text: {ja: 港, en: ports}, points: 1, driver: ports, states: [open], " + CITED
PARTIES = """\
  parties:
  - {id: AVE, actor: AVE, name: {ja: アヴェルナ, en: Averna}}
  - {id: BEL, actor: BEL, name: {ja: ベルマール, en: Belmar}}
"""
POSITION = (
    "- {{id: {actor}-toll, actor: {actor}, issue: toll, stance: {{ja: 立場, en: stance}}, value: {value}, low: {low}, high: {high},"
    " salience: 0.8, capability: {weight}, cite: ['{cite}'], note: {{ja: 読み, en: a reading}}}}"
)
FILES = {
    "capabilities.yaml": """\
- {id: batteries, name: {ja: 砲台, en: Batteries}, range_class: short, targets: [AVE], cite: ["spring:L7@0+36"]}
- {id: rockets, name: {ja: ロケット, en: Rockets}, range_class: medium, targets: [BEL], cite: ["spring:L7@0+36"]}
""",
    "verifications.yaml": """\
- {id: none, name: {ja: なし, en: none}, order: 0, low: 0, high: 1}
- {id: station, name: {ja: 監視所, en: the station}, order: 1, low: 0.6, high: 1}
""",
    "end_states.yaml": """\
- {id: none, name: {ja: 示さない, en: none named}, order: 0, cite: ["spring:L16@0+26"]}
- {id: open-strait, name: {ja: 開かれた海峡, en: an open strait}, order: 1, cite: ["spring:L16@0+26"]}
""",
    "measures.yaml": """\
- {id: freeze, name: {ja: 凍結, en: freeze}, about: {ja: 説, en: about}, group: restraint, parties: [COR], action: stop,
   over: capabilities, verified_by: station}
- {id: relief, name: {ja: 緩和, en: relief}, about: {ja: 説, en: about}, group: concession, parties: [AVE, BEL], matters: true}
""",
    "exposures.yaml": """\
- {id: averna, party: AVE, name: {ja: アヴェルナ, en: Averna}, cite: ["spring:L7@0+36"],
   reached_by: [{capability: batteries, cite: ["spring:L7@0+36"]}]}
- {id: belmar, party: BEL, name: {ja: ベルマール, en: Belmar}, cite: ["spring:L7@0+36"],
   reached_by: [{capability: rockets, cite: ["spring:L7@0+36"]}]}
""",
    "criteria.yaml": f"""\
- id: end-state
  order: 1
  kind: rules
  name: {{ja: 最終目標, en: end-state}}
  about: {{ja: 説, en: about}}
{PARTIES}\
  rules:
  - {{verdict: fails, when: {{end_state: [none]}}, text: {{ja: 目標がない, en: No goal is named}}, cite: ["spring:L16@0+26"]}}
  - {{verdict: holds, text: {{ja: 目標がある, en: A goal is named}}, cite: ["spring:L16@0+26"]}}
  cite: ["spring:L16@0+26"]
- {{id: threat-left, order: 2, kind: threat, name: {{ja: 残る脅威, en: threat left}}, about: {{ja: 説, en: about}},
   cite: ["spring:L7@0+36"]}}
- id: summit
  order: 3
  kind: rules
  name: {{ja: 会談, en: the summit}}
  about: {{ja: 説, en: about}}
{PARTIES}\
  rules:
  - {{verdict: open, parties: [AVE], text: {{ja: 問い, en: To be asked}}, cite: ["autumn:L25@0+56"]}}
  - {{verdict: holds, text: {{ja: よい, en: Well}}, cite: ["autumn:L25@0+56"]}}
  cite: ["autumn:L25@0+56"]
""",
    "road_steps.yaml": """\
- {id: pause, name: {ja: 増設の停止, en: A pause of the batteries}, party: COR, threat: guns, reduces: 0.3,
   cost: {low: 1, mode: 2, high: 3}, duration: 2, verification: 1, cite: ["spring:L7@0+36"]}
- {id: ferries, name: {ja: 渡し船, en: Ferries}, party: AVE, cost: {low: 1, mode: 2, high: 3}, after: [pause],
   note: {ja: 想定, en: assumed},
   values: [{party: COR, low: 2, mode: 6, high: 9}]}
- {id: removal, name: {ja: 砲台の撤去, en: The batteries removed}, party: COR, threat: guns, reduces: 0.7,
   cost: {low: 3, mode: 9, high: 20}, after: [ferries], duration: 3, verification: 4, cite: ["autumn:L25@0+56"]}
""",
    "roadmaps.yaml": """\
- id: to-open-strait
  name: {ja: 海峡への道, en: The road to the strait}
  about: {ja: 説, en: about}
  entry: {text: {ja: 対話が始まる, en: Talks begin}, cite: ["spring:L16@26+16"]}
  end: {text: {ja: 砲台がなくなる, en: No batteries are left}, threats: {guns: 0}, cite: ["spring:L16@0+26"]}
  horizon: 60
  snapback: 1
  parties:
  - {actor: AVE, ally: true, discount: {low: 0.97, mode: 0.98, high: 0.99}, surplus: {low: 0, mode: 1, high: 2},
     penalty: {low: 0, mode: 1, high: 2}, threats: [{threat: guns, low: 5, mode: 9, high: 12}]}
  - {actor: COR, discount: {low: 0.97, mode: 0.98, high: 0.99}, surplus: {low: 0, mode: 0, high: 0},
     penalty: {low: 0, mode: 0, high: 0.5}}
  tracks: [{id: main, name: {ja: 砲台, en: Batteries}}]
  threats: [{id: guns, name: {ja: 砲台, en: Batteries}, capabilities: [batteries]}]
  steps: [pause, ferries, removal]
""",
    "tracks.yaml": f"""\
- id: tracks-ave
  actor: AVE
  name: {{ja: アヴェルナの系統, en: The tracks of Averna}}
  partners: [BEL]
  tracks: [{{id: watch, name: {{ja: 監視, en: watch}}}}, {{id: talks, name: {{ja: 対話, en: talks}}}}]
  measures:
  - {{id: data, track: watch, text: {{ja: データ, en: Shared data}}, when: {{ports: [closed]}}, {CITED}}}
  - {{id: envoys, track: talks, text: {{ja: 使者, en: Envoys}}, when: {{tolls: [asked]}}, {CITED}}}
  pairs:
  - {{one: data, other: envoys, fit: strain, text: {{ja: 監視は対話を難しくする。, en: Watching makes talks harder.}}, {CITED}}}
  fears:
  - kind: abandonment
    toward: BEL
    conditions: [{{{CLOSED}}}, {{text: {{ja: 作, en: harvest}}, points: 1, driver: harvest, states: [poor], {CITED}}}]
  - {{kind: entrapment, toward: BEL, conditions: [{{{OPEN}}}]}}
  {CITED}
- id: tracks-cor
  actor: COR
  name: {{ja: コルヴァンの系統, en: The tracks of Corvane}}
  tracks: [{{id: watch, name: {{ja: 監視, en: watch}}}}]
  fears:
  - {{kind: abandonment, toward: AVE, conditions: [{{{CLOSED}}}]}}
  - {{kind: entrapment, toward: AVE, conditions: [{{{OPEN}}}]}}
  {CITED}
""",
    "issues.yaml": """\
- {id: toll, name: {ja: 通航料, en: The toll}, level: local, type: economy, parties: [AVE, BEL, COR], about: {ja: 説, en: about},
   cite: ["spring:L16@26+16"], scale: {low: 0, high: 100, low_end: {ja: 取らない, en: No toll}, high_end: {ja: 取る, en: A toll}}}
""",
    "positions.yaml": "\n".join(
        POSITION.format(actor=actor, value=value, low=value - 10, high=value + 10, weight=weight, cite=cite)
        for actor, value, weight, cite in (
            ("AVE", 20, 5, "spring:L16@26+16"),
            ("BEL", 30, 3, "spring:L16@26+16"),
            ("COR", 80, 4, "autumn:L25@0+56"),
        )
    )
    + "\n",
}
FIRST = """\
title: {ja: 砲台の凍結, en: A freeze of batteries}
about: {ja: 砲台だけを止める。, en: Only batteries stop.}
measures:
- {id: stop, party: COR, type: freeze, domain: [short], verification: station, reciprocity: [ease]}
- {id: ease, party: AVE, type: relief, reversibility: snap-back}
"""
SECOND = """\
title: {ja: すべての凍結, en: A freeze of everything}
date: 2031-09
end_state: open-strait
measures:
- {id: stop, party: COR, type: freeze, domain: [short, medium], verification: station, reciprocity: [ease]}
- {id: ease, party: AVE, type: relief, reversibility: snap-back}
"""


def optioned_pack(folder: Path) -> Path:
    """The pack of the strait with all of it."""
    foreseen_pack(folder)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
