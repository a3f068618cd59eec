"""Whether a conclusion stands without each part that it rests on: a claim, a document, a driver."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from shiome.errors import QueryRefused, ShiomeError

Conclusion = TypeVar("Conclusion")


@dataclass(frozen=True)
class Part:
    """Something that can be left out: its ``kind`` (claim, document, driver) and its ``name``."""

    kind: str
    name: str


@dataclass(frozen=True)
class Without(Generic[Conclusion]):
    """What follows without one part.

    ``conclusion`` is ``None`` where nothing can be concluded without the part; ``reason`` then says why.
    """

    part: Part
    conclusion: Conclusion | None
    changed: bool
    reason: str = ""


@dataclass(frozen=True)
class Robustness(Generic[Conclusion]):
    """The conclusion from everything, and without each part in the order given."""

    whole: Conclusion
    without: tuple[Without[Conclusion], ...]

    @property
    def pivotal(self) -> tuple[Part, ...]:
        """The parts without which the conclusion changes or cannot be drawn."""
        return tuple(one.part for one in self.without if one.changed)

    @property
    def stands(self) -> bool:
        """True where no single part changes the conclusion."""
        return not self.pivotal

    def of_kind(self, kind: str) -> tuple[Without[Conclusion], ...]:
        """The results for parts of one kind."""
        return tuple(one for one in self.without if one.part.kind == kind)


def robustness(
    conclusion: Callable[[Part | None], Conclusion],
    parts: Iterable[Part],
    *,
    same: Callable[[Conclusion, Conclusion], bool] = operator.eq,
) -> Robustness[Conclusion]:
    """Draw ``conclusion`` again without each of ``parts``.

    Parameters
    ----------
    conclusion:
        Rebuilds the model without the part given (``None``: from everything) and concludes. A Shiome error raised without
        a part is kept as the reason why nothing can be concluded; from everything it is passed on.
    parts:
        What to leave out, one at a time; each may be named once.
    same:
        Whether two conclusions agree; equality by default. Give a tolerance here for numbers.

    >>> weights = {"a": 3, "b": 1}
    >>> def most(out):
    ...     return sum(w for name, w in weights.items() if out is None or name != out.name) >= 3
    >>> [part.name for part in robustness(most, [Part("claim", "a"), Part("claim", "b")]).pivotal]
    ['a']
    """
    listed = tuple(parts)
    if len(set(listed)) < len(listed):
        twice = next(part for place, part in enumerate(listed) if part in listed[:place])
        raise QueryRefused(
            "discovery.part_twice",
            f"{twice.kind} {twice.name!r} is listed twice",
            ja=f"{twice.kind}「{twice.name}」が二度挙げられています",
            hint="name each part once",
            hint_ja="各部分を一度だけ挙げてください",
            failed=twice,
        )
    whole = conclusion(None)
    return Robustness(whole, tuple(_without(conclusion, part, whole, same) for part in listed))


def _without(
    conclusion: Callable[[Part | None], Conclusion],
    part: Part,
    whole: Conclusion,
    same: Callable[[Conclusion, Conclusion], bool],
) -> Without[Conclusion]:
    try:
        found = conclusion(part)
    except ShiomeError as refused:
        return Without(part, None, changed=True, reason=refused.line())
    return Without(part, found, changed=not same(whole, found))
