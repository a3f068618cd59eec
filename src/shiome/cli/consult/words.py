"""Headings and states of the tables of ``shiome consult``, in Japanese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.region.pack import Pack

Word = Callable[[str], str]


def speaker(language: str, names: Mapping[str, str] | None = None) -> Word:
    """Gives the word for a key in a language, or the region's name for it; a key that has none is its own word."""
    number = 0 if language == "ja" else 1
    named = names or {}
    return lambda key: _WORDS[key][number] if key in _WORDS else named.get(key, key.rpartition("/")[2])


def region_names(pack: Pack, language: str) -> dict[str, str]:
    """The region's names of tools, criteria and issues, by subject and identifier such as ``tools/sanctions``."""
    from shiome.region.schema.context import IssueEntry
    from shiome.region.schema.programme import Tool
    from shiome.region.schema.proposals import Criterion
    from shiome.vocabulary.languages import in_language

    tools, criteria = pack.entries("tools", Tool), pack.entries("criteria", Criterion)
    named = {f"tools/{key}": each.name for key, each in tools.items()}
    named |= {f"criteria/{key}": each.name for key, each in criteria.items()}
    named |= {f"issues/{key}": each.name for key, each in pack.entries("issues", IssueEntry).items()}
    return {key: in_language(name, language) for key, name in named.items()}


_WORDS = {
    "positions": ("立場", "Positions"),
    "red_lines": ("譲れない線", "Red lines"),
    "constraints": ("国内などの制約", "Constraints"),
    "points": ("論点", "Points"),
    "slots": ("手段ごとの状況", "Tools"),
    "proposals": ("検討中の提案", "Proposals"),
    "decisions": ("決定と担当", "Decisions"),
    "shared": ("共通の立場", "Shared position"),
    "lines": ("伝えてよい文", "Lines that may be told"),
    "meetings": ("会合", "Meetings"),
    "party": ("当事者", "party"),
    "key": ("識別子", "key"),
    "state": ("状態", "state"),
    "tool": ("手段", "tool"),
    "value": ("尺度", "value"),
    "salience": ("重要度", "salience"),
    "text": ("内容", "text"),
    "cite": ("出典", "cite"),
    "owner": ("担当", "owner"),
    "review": ("見直し", "review"),
    "due": ("期限", "due"),
    "on": ("日", "on"),
    "title": ("題", "title"),
    "version": ("版", "version"),
    "approved": ("承認", "approved"),
    "to": ("伝える相手", "to"),
    "open": ("未合意", "open"),
    "agreed": ("合意", "agreed"),
    "withdrawn": ("取下げ", "withdrawn"),
    "pending": ("未了", "pending"),
    "done": ("完了", "done"),
    "dropped": ("取りやめ", "dropped"),
    "gives": ("譲る幅", "gives"),
    "weighted": ("重み付き", "weighted"),
    "beyond": ("幅の外", "beyond range"),
    "bargained": ("交渉の予測", "bargained"),
    "floor": ("底", "floor"),
    "verdict": ("判定", "verdict"),
    "burden": ("負荷", "burden"),
    "measures": ("措置", "measures"),
    "criterion": ("基準", "criterion"),
    "reason": ("理由", "reason"),
    "effect": ("影響", "effect"),
    "sign": ("符号", "sign"),
    "slot": ("記した欄", "taken up in"),
    "issue": ("争点", "issue"),
    "consensus": ("一致", "consensus"),
    "move": ("動き", "move"),
    "documents": ("文書", "documents"),
    "tlp": ("TLP", "TLP"),
    "fails": ("ほかに受け入れられない点", "What else fails"),
    "verdict.fails": ("破れる", "fails"),
    "verdict.open": ("問われる", "open"),
    "mark": ("表現の目盛り", "wording mark"),
    "outside": ("幅の外にある当事者", "outside whose range"),
    "consensus.consensus": ("共通の範囲と表現がある", "common ground, with a wording"),
    "consensus.ground": ("共通の範囲はあるが、合う表現がない", "common ground, but no wording mark in it"),
    "consensus.partial": ("一部の当事者の間だけにある", "between some only"),
    "consensus.divided": ("共通の範囲がない", "none"),
    "consensus.unplaced": ("位置の分からない当事者がある", "a party has no place"),
    "change.moved": ("移動", "moved"),
    "change.restated": ("言い直し", "restated"),
    "change.new": ("新規", "new"),
    "change.gone": ("消滅", "gone"),
}
