"""Spaces, brackets, dashes and doubled words of a text whose lines are joined already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shiome.reading.text.draft import Draft, Edit
from shiome.reading.text.scripts import CJK, CJK_LETTER, HAN

_SPACE = re.compile("[ \t]+")
_DASHES = "\u2010-\u2015\u2212\uff0d\ufe58\ufe63\u2500"
_DASH = re.compile(f"(?P<left>[0-9A-Za-z]?)(?P<sign>[{_DASHES}])(?=(?P<right>[0-9A-Za-z]?))")
_WAVE = re.compile("[\uff5e\u223c\u3030]|(?<=[\\d日月年時分])[ ]?~(?=[ ]?\\d)")
_KATAKANA_DASH = re.compile("(?<=[\u30a1-\u30fa])[\u2010-\u2015\u2212\uff0d\u2500](?=[\u30a1-\u30fa])")
_DOUBLED = re.compile(f"(?P<part>[{HAN}]{{2,4}})(?P=part)")
_COUNTED = re.compile("^[一二三四五六七八九十百千万各]")
_OPENING = {"（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "〔": "〕", "《": "》", "〈": "〉", "“": "”"}
_CLOSING = {close: opening for opening, close in _OPENING.items()}
_BRACKET = re.compile("[（）()「」『』【】〔〕《》〈〉“”]|\n")
_CLASS = str.maketrans("（）", "()")
_FULL = str.maketrans("()", "（）")


def tidy_spaces(draft: Draft, *, cjk: bool) -> None:
    """One space for a run of them; none beside an East Asian character unless it parts two words of such a script.

    With ``cjk`` false, spaces beside East Asian characters mean something and stay.
    """
    text = draft.text
    edits = []
    for match in _SPACE.finditer(text):
        glue = _space(text, match.start(), match.end(), cjk=cjk)
        if glue != match[0]:
            edits.append(Edit(match.start(), match.end(), glue, "spacing"))
    draft.apply(edits)


def _space(text: str, start: int, end: int, *, cjk: bool) -> str:
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not after or "\n" in (before, after):
        return ""
    if not cjk or not (CJK.match(before) or CJK.match(after)):
        return " "
    if end - start > 1 and before.isalnum() and after.isalnum():
        return " "  # a wide gap is meant
    return " " if CJK_LETTER.match(before) and CJK_LETTER.match(after) else ""


def even_brackets(draft: Draft, *, cjk: bool) -> None:
    """Give both brackets of a pair of unequal width the full one; flag brackets without a partner."""
    edits: list[Edit] = []
    for opening, closing in bracket_pairs(draft, flag=True):
        pair = draft.text[opening] + draft.text[closing]
        if cjk and pair in ("（)", "(）"):
            at = opening if pair[0] == "(" else closing
            edits.append(Edit(at, at + 1, draft.text[at].translate(_FULL), "bracket width"))
    draft.apply(sorted(edits, key=lambda edit: edit.start))


def bracket_pairs(draft: Draft, *, flag: bool = False) -> list[tuple[int, int]]:
    """Offsets of brackets that belong together, within a block; an odd one is passed over and never shifts the others."""
    pairs, odd = paired(draft.text)
    if flag:
        for at in odd:
            draft.flag(at, at + 1, "bracket")
    return pairs


def paired(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of brackets in a text, widths aside, and the offsets of those without a partner.

    >>> paired("（a)」「b」")
    ([(0, 2), (4, 6)], [3])
    """
    pairs: list[tuple[int, int]] = []
    odd: list[int] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        sign = match[0].translate(_CLASS)
        if sign == "\n":
            odd += [at for _, at in stack]
            stack.clear()
        elif sign in _OPENING:
            stack.append((sign, match.start()))
        else:
            wanted = _CLOSING[sign]
            depth = next((n for n in range(len(stack) - 1, max(-1, len(stack) - 9), -1) if stack[n][0] == wanted), None)
            if depth is None:
                odd.append(match.start())
            else:
                odd += [at for _, at in stack[depth + 1 :]]
                pairs.append((stack[depth][1], match.start()))
                del stack[depth:]
    odd += [at for _, at in stack]
    return sorted(pairs), sorted(odd)


def normal_dashes(draft: Draft) -> None:
    """``-`` between letters or digits of ASCII, ``ー`` between katakana, ``—`` elsewhere; every wave dash ``〜``."""
    draft.apply([Edit(m.start(), m.end(), "〜", "dash") for m in _WAVE.finditer(draft.text)])
    long = [
        Edit(m.start(), m.end(), "ー", "dash")
        for m in _KATAKANA_DASH.finditer(draft.text)
        if m[0] in "\u2212\uff0d\u2500"
    ]
    draft.apply(long)
    edits = []
    for match in _DASH.finditer(draft.text):
        at = match.start("sign")
        spaced = draft.text[at - 1 : at] == " " or draft.text[at + 1 : at + 2] == " "
        normal = "-" if match["left"] and match["right"] and not (spaced or _is_clause(match)) else "—"
        if normal == "—" and match["right"].isdigit() and match["sign"] == "\u2212":
            normal = "-"  # a minus sign
        if normal != match["sign"]:
            edits.append(Edit(at, at + 1, normal, "dash"))
    draft.apply(edits)


def _is_clause(match: re.Match[str]) -> bool:
    """Whether a long dash between two words parts clauses rather than joins names or numbers."""
    return match["sign"] in "\u2014\u2015\u2500" and match["left"].isalpha() and match["right"].isalpha()


def undouble(draft: Draft) -> None:
    """Take out the second of two equal parts in a name, where the text elsewhere knows the name with one."""
    edits = list(_doubled(draft.text))
    draft.apply(edits)


def _doubled(text: str) -> Iterator[Edit]:
    known: dict[str, bool] = {}
    for match in _DOUBLED.finditer(text):
        part = match["part"]
        before = re.search(f"[{HAN}]{{1,4}}$", text[max(0, match.start() - 4) : match.start()])
        if before is None or _COUNTED.match(part) or len(set(part)) == 1:
            continue
        name = before[0] + part
        if name not in known:
            known[name] = text.count(name) > text.count(name + part)
        if known[name]:
            half = match.start() + len(part)
            yield Edit(half, match.end(), "", "doubled")
