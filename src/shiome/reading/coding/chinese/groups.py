"""Actors of a Chinese sentence with the place their phrase takes: by preposition, by 的, by what noun follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import load_lexicon

_JOINT = re.compile(r"\s*(?:和|与|及|以及|、|同|跟|·|及其)\s*(?:[^，。；、]{0,3}(?=))?")
_AFFIXED = {"against": "against", "visit": "object", "place": "place"}
_WITHIN = {
    "对": "反面应绝相敌派核针成",
    "向": "导走动",
    "与": "参给赋",
    "同": "共合不认赞协等陪如伙相",
    "和": "缓共平总调",
    "在": "存潜现正实内外",
    "为": "成作认行视以因称改名",
    "给": "供补",
    "由": "自理缘",
    "从": "服",
    "到": "达得受遭感看直",
    "及": "涉普波以",
    "就": "成造",
    "自": "各亲独",
    "于": "由关至位处基鉴对终属等",
    "往": "交来以",
    "据": "根占证数依",
}
"""Prepositions of one character, and the characters that make another word of them."""
_COUNTED = 8
"""Characters before a name in which its preposition is looked for, over a number with its measure word."""
_FAR = re.compile(r"(?<![反面应绝相敌派针])对(?![话抗峙])|(?<![导走动])向(?!来)|把|将(?![军领士于在会要])")
_FAR_CASES = {"对": "against", "向": "dative", "把": "object", "将": "object"}


@dataclass(frozen=True, slots=True)
class Group:
    """An actor with its phrase. ``start`` includes its preposition, ``end`` the nouns that still name it."""

    mention: Mention
    case: str
    """A case of the lexicon, ``bare`` without preposition, ``genitive`` before 的, ``theme`` before another noun."""
    start: int
    end: int
    far: int = -1
    """End of the preposition where a description stands between it and the name (把一家运送石油的X公司); -1 for none."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = load_lexicon("zh")
    prepositions = alternatives(lexicon.grammar.cases)
    return (
        re.compile(
            rf"(?P<word>{prepositions})(?:(?:[一二两三四五六七八九十数多几0-9]+[名位家个艘架批些所]|这些|部分|所有|全体))?$"
        ),
        re.compile(rf"(?:{alternatives(lexicon.grammar.actor_heads)})*(?:（[^）]{{0,20}}）)?"),
        re.compile(rf"(?:{alternatives(lexicon.clauses.nouns)})(?![将称说对])"),
    )


def chunks_of(text: str) -> list[Span]:
    """The stretches between commas and stops."""
    return [match.span() for match in _chunk().finditer(text)]


@lru_cache(maxsize=1)
def _chunk() -> re.Pattern[str]:
    return re.compile(rf"[^{''.join(load_lexicon('zh').clauses.breaks)}]+")


def groups(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """The actors of a sentence in order; members of a list share the place of the list."""
    found: list[Group] = []
    for mention in mentions:
        group = _described(text, found, _group(text, mention))
        before = found[-1] if found else None
        if before is not None:
            gap = text[before.end : mention.start]
            if not gap and before.case not in ("theme", "genitive") and not mention.affix:
                # Office or state before a name: the name says who.
                found[-1] = Group(mention, _carried_case(before, group), before.start, group.end)
                continue
            if _JOINT.fullmatch(gap) and before.case not in ("theme", "genitive", "place"):
                group = Group(mention, _carried_case(before, group), mention.start, group.end)
                if group.case in ("theme", "genitive"):
                    _recase(found, text, group)
        found.append(group)
    return found


def leading(text: str, found: Sequence[Group]) -> list[Group]:
    """The first of some groups with those listed beside it; what stands behind another word is not of them."""
    listed = list(found[:1])
    for group in found[1:]:
        if not _JOINT.fullmatch(text[listed[-1].end : group.start]):
            break
        listed.append(group)
    return listed


def _recase(found: list[Group], text: str, last: Group) -> None:
    """Gives the members of a list before its last one the case of the last."""
    following = last.mention.start
    for at in range(len(found) - 1, -1, -1):
        member = found[at]
        if member.case != "bare" or not _JOINT.fullmatch(text[member.end : following]):
            return
        found[at] = Group(member.mention, last.case, member.start, member.end)
        following = member.mention.start


def _carried_case(before: Group, group: Group) -> str:
    return before.case if before.case not in ("bare", "theme", "genitive") else _unprepositioned(group)


def _unprepositioned(group: Group) -> str:
    return "bare" if group.case == "comitative" else group.case


def _group(text: str, mention: Mention) -> Group:
    preposition, heads, nouns = _patterns()
    tail = heads.match(text, mention.end)
    end = tail.end() if tail else mention.end
    if mention.affix in _AFFIXED:
        return Group(mention, _AFFIXED[mention.affix], mention.start - 1, end)
    found = preposition.search(text, max(0, mention.start - _COUNTED), mention.start)
    if found is not None and not _is_part(text, found):
        case = load_lexicon("zh").grammar.cases[found["word"]]
        if case != "none":
            return Group(mention, case, found.start(), end)
    if text.startswith("的", end):
        return Group(mention, "genitive", mention.start, end)
    if nouns.match(text, end):
        return Group(mention, "theme", mention.start, end)
    return Group(mention, "bare", mention.start, end)


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a preposition is the end of another word (反对)."""
    return found.start() > 0 and text[found.start() - 1] in _WITHIN.get(found["word"], "")


def _described(text: str, found: Sequence[Group], group: Group) -> Group:
    """The group with the preposition that stands before its description: 把一家向X运送石油的Y公司."""
    if group.case not in ("bare", "theme") or text[group.start - 1 : group.start] != "的":
        return group
    opening = max(text.rfind(mark, 0, group.start) for mark in "，。；：、！？,;:") + 1
    taken = {position for other in found for position in range(other.start, other.mention.end)}
    for match in _FAR.finditer(text, opening, group.start):
        if match.start() not in taken:
            return Group(group.mention, _FAR_CASES[match[0]], group.start, group.end, match.end())
    return group
