"""The feasible states of a conflict and how they are named: by number from 1, or by a pattern of Y, N and -."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.statements import Bools, refused


@dataclass(frozen=True, eq=False)
class States:
    """Feasible combinations of options."""

    options: tuple[str, ...]
    masks: NDArray[np.int64]
    """One number a state: bit ``k`` is option ``k``."""
    chosen: Bools
    """States × options."""

    def pattern(self, state: int) -> str:
        """A state as Y and N, one letter an option."""
        return "".join("Y" if each else "N" for each in self.chosen[state])

    def patterns(self) -> list[str]:
        """All states as Y and N."""
        return [self.pattern(state) for state in range(len(self.masks))]

    def places(self, count: int) -> NDArray[np.int32]:
        """For every combination of ``count`` options the index of its state, -1 where it is infeasible."""
        place = np.full(1 << count, -1, dtype=np.int32)
        place[self.masks] = np.arange(len(self.masks), dtype=np.int32)
        return place

    def matching(self, name: int | str, where: str) -> NDArray[np.int64]:
        """Indices of the states that a number from 1 or a pattern names.

        Raises
        ------
        InputRefused
            ``conflict.state``: a number out of range, a pattern of another length, or one that no feasible state fits.
        """
        text = str(name).strip()
        if text.isdigit() and (isinstance(name, int) or len(text) != len(self.options)):
            found = np.array([int(text) - 1]) if 1 <= int(text) <= len(self.masks) else np.zeros(0, dtype=np.int64)
        else:
            found = self._fitting(text.upper())
        if not len(found):
            raise refused(
                "state",
                f"{where}: {text} is no feasible state",
                f"{where}：{text} に当たる実行可能な状態がない",
                f"give a number from 1 to {len(self.masks)} or {len(self.options)} letters of Y, N and -",
                f"1〜{len(self.masks)} の番号か、Y・N・- を {len(self.options)} 文字で書く",
                name,
            )
        return found

    def _fitting(self, text: str) -> NDArray[np.int64]:
        if len(text) != len(self.options) or set(text) - set("YN-"):
            return np.zeros(0, dtype=np.int64)
        fits = np.ones(len(self.masks), dtype=np.bool_)
        for option, letter in enumerate(text):
            if letter != "-":
                fits &= self.chosen[:, option] == (letter == "Y")
        return np.flatnonzero(fits)
