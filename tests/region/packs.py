"""Small packs written to a folder, for tests that bend one thing at a time."""

from __future__ import annotations

from pathlib import Path

REGION = """\
id: tiny
version: "1"
name: {ja: 小域, en: Tiny}
about: {ja: 試験用, en: For tests}
languages: [ja, en]
time_zone: Asia/Tokyo
viewpoint: {ja: なし, en: none}
licence: Apache-2.0
principals: [AAA]
concern: [BBB]
"""
FILES = {
    "region.yaml": REGION,
    "documents.yaml": """\
- id: d1
  title: {ja: 一, en: One}
  language: ja
  dated: 2024-01-10
  lines: 20
- id: d2
  title: {ja: 二, en: Two}
  language: en
  dated: 2024-06
  lines: 10
""",
    "actors.yaml": """\
- id: AAA
  name: {ja: 甲国, en: Aland}
  type: state
- id: BBB
  name: {ja: 乙国, en: Beland}
  type: state
""",
    "relations.yaml": """\
- id: AAA-BBB
  name: {ja: 甲乙, en: Aland-Beland}
  members: [AAA, BBB]
  cite: ["d1:L1"]
  states:
    - document: d1
      closeness: -1
      label: {ja: 疎遠, en: distant}
      text: {ja: 距離がある, en: There is distance.}
      cite: ["d1:L2-3"]
    - document: d2
      closeness: 2
      label: {ja: 接近, en: close}
      text: {ja: 会談した, en: They met.}
      cite: ["d2:L4@0+5"]
""",
}


NAMED = """\
- id: AAA
  name: {ja: 甲国, en: Aland}
  type: state
  aliases: [{form: Aland, language: en}]
- id: BBB
  name: {ja: 乙国, en: Beland}
  type: state
  aliases: [{form: Beland, language: en}]
"""
"""The actors of the small pack with names by which English texts are coded."""


def write_pack(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the small pack, with files of ``changes`` in place of its own; an empty text leaves a file out."""
    for name, text in (FILES | (changes or {})).items():
        if text:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder
