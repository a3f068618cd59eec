"""Turning points in words, for commands that show one series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiome.cli.output import say

if TYPE_CHECKING:
    from shiome.yardsticks.model import Turning, TurningPoint

_WAYS = {"up": ("上昇", "up"), "down": ("下降", "down"), "level": ("変化", "sideways")}
_REASONS = {
    "short": ("値が少ない", "too few values"),
    "sparse": ("欠けが多い", "too much is missing"),
    "constant": ("値が動かない", "the values do not move"),
    "noisy": ("揺れに比べて値が少ない", "too few values for how much they vary"),
}


def show_turning(turning: Turning, language: str) -> None:
    """Say where a series turns, how sure that is, and in which variants it does not."""
    ja = language == "ja"
    for point in turning.points:
        say(_point(point, ja=ja))
    if turning.verdict == "cannot_tell":
        why = _REASONS.get(turning.reason, ("", turning.reason))[0 if ja else 1]
        say(
            f"転換点があるかどうかは、この資料では分からない（{why}）"
            if ja
            else f"the data cannot tell of turning points: {why}"
        )
    elif turning.verdict == "none":
        say("転換点は見られない" if ja else "no turning point")


def _point(point: TurningPoint, *, ja: bool) -> str:
    lacking = [name for name, found in point.variants.items() if not found]
    way = _WAYS[point.direction][0 if ja else 1]
    if ja:
        text = f"転換点：{point.at}（{point.start}から{point.end}の間）、{way}、確率{point.probability:.2f}"
        return text + (f"。変種により異なる：{'、'.join(lacking)}では見られない" if lacking else "")
    text = f"turns {way} at {point.at} (between {point.start} and {point.end}), probability {point.probability:.2f}"
    return text + (f"; this depends on the variant: not found in {', '.join(lacking)}" if lacking else "")
