"""A small pack with two contingencies, to be bent one thing at a time."""

NAME = "name: {ja: 名, en: name}, about: {ja: 説, en: about}"
STATES = "states: [{id: calm, name: {ja: 平, en: calm}}, {id: war, name: {ja: 戦, en: war}}]"
STEPS = "steps: [{before: calm, after: war, low: 0.1, high: 0.2}]"
CHANGES = {
    "levels.yaml": "- {id: l, name: {ja: 層, en: level}, about: {ja: 説, en: about}}\n",
    "drivers.yaml": f"""\
- {{id: d, {NAME}, level: l, kind: context, cite: ["d1:L1"],
   states: [{{id: s, name: {{ja: 甲, en: s}}}}, {{id: t, name: {{ja: 乙, en: t}}}}]}}
""",
    "contingencies.yaml": f"""\
- {{id: a, {NAME}, level: l, {STATES}, {STEPS}, cite: ["d1:L1"],
   influences: [{{driver: d, state: s, before: calm, after: war, low: 1, high: 2}}],
   demands: [{{actor: AAA, resource: ships, state: war, low: 1, high: 2}}]}}
- {{id: b, {NAME}, level: l, {STATES}, {STEPS}, cite: ["d2:L1"],
   follows: [{{driver: d, state: s, front: calm}}, {{driver: d, state: t, front: war}}],
   observed: [{{state: war, when: "2020", text: {{ja: 戦, en: war}}}}, {{state: calm, when: "2024-05", text: {{ja: 平, en: calm}}}}],
   demands: [{{actor: BBB, resource: ships, state: war, low: 3, high: 4, cite: ["d2:L2"]}}]}}
""",
    "resources.yaml": f"""\
- {{id: ships, {NAME}, kind: force, cite: ["d1:L1"],
   capacities: [{{actor: AAA, low: 5, high: 6, shifts: [{{driver: d, state: t, low: 0.5, high: 1}}]}},
     {{actor: BBB, low: 5, high: 6, cite: ["d2:L3"]}}]}}
""",
    "linkages.yaml": """\
- {id: x, name: {ja: 連, en: link}, kind: diversion, cause: {contingency: a, state: war},
   effect: {contingency: b, before: calm, after: war}, strain: {actor: AAA, resource: ships, above: 0.5},
   low: 1, high: 2, assumes: {ja: 前提, en: premise}}
""",
}
