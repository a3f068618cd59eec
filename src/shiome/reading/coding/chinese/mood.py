"""What the words around a Chinese predicate say of whether it happened."""

from __future__ import annotations

import re
from functools import lru_cache

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

_NOT_ALONE = {
    "应": "应(?![对邀急用])",
    "会": "(?<![机国议大委])会(?![谈晤议见面员上后同])",
    "能": "(?<![功核性智可])能(?![力源量])",
    "要": "(?<![主重需])要(?![求员闻塞点])",
    "如": "如(?![何此今同])",
    "需": "需(?![求])",
    "将": "将(?![军领士])",
    "不": "(?<!得)不(?![断同仅久少过太大能排]|得不)",
    "未": "未(?![来])",
    "须": "(?<!必)须",
    "若": "若(?!干)",
    "正": "正(?![式常])",
    "支持": "支持(?!者)",
    "提出": "提出(?=[向对为给与同])",
}
"""Words of one character, and what they must not be part of."""
_NEAR = 7
"""A negation this close before a predicate denies it."""
_CONDITION = re.compile(
    r"\s*(?:但|而|不过|然而|因此)?\s*[“‘]?(?:如果|若(?!干)|一旦|倘若|假如|假若|要是|除非|即使|即便|只要|只有)"
)


def _pattern(words: tuple[str, ...]) -> str:
    plain = alternatives(word for word in words if word not in _NOT_ALONE)
    return "|".join((plain, *(_NOT_ALONE[word] for word in words if word in _NOT_ALONE)))


@lru_cache(maxsize=1)
def _before() -> dict[str, re.Pattern[str]]:
    before = load_lexicon("zh").grammar.before
    found = {name: re.compile(_pattern(words)) for name, words in before.items()}
    found["negated"] = re.compile(rf"(?:{_pattern(before['negated'])})[^，。；]{{0,{_NEAR}}}$")
    found["demanded"] = re.compile(alternatives(load_lexicon("zh").clauses.demands))
    return found


@lru_cache(maxsize=1)
def _after() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"[^，。；]{{0,12}}?(?:{alternatives(words)})")
        for name, words in load_lexicon("zh").grammar.after.items()
    }


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    before = load_lexicon("zh").grammar.before
    return frozenset(word for name in ("negated", "planned", "hypothetical") for word in before[name])


def is_mark(word: str) -> bool:
    """Whether an event word also says of what follows it that it is planned, wanted or refused."""
    return word in _marks()


def is_condition(text: str, start: int) -> bool:
    """Whether a stretch begins like a condition."""
    return _CONDITION.match(text, start) is not None


def reality_of(window: str, following: str, *, conditional: bool) -> Reality:
    """Whether a predicate is told as done.

    Parameters
    ----------
    window:
        The words before it in its clause.
    following:
        The words after it, up to the next stop.
    conditional:
        It stands in a condition, or in what follows from one.
    """
    before = _before()
    if (denied := before["negated"].search(window)) and not before["demanded"].search(window, 0, denied.start()):
        return "negated"
    if conditional or before["hypothetical"].search(window):
        return "hypothetical"
    if _after()["hypothetical"].match(following):
        return "hypothetical"
    planned = None
    for planned in before["planned"].finditer(window):  # noqa: B007 - the last one counts
        pass
    if planned is not None:
        return "planned"
    return "actual"
