"""What ``shiome policy bargain`` is given: scales, capabilities, and the rules of its models."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.errors import InputRefused, QueryRefused, why

if TYPE_CHECKING:
    from shiome.policy.bargaining import Rules, Span


def scales(given: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Ends of scales given as ``issue=low..high``.

    Raises
    ------
    QueryRefused
        ``bargaining.scale``.
    """
    found = {}
    for text in given:
        issue, _, ends = text.partition("=")
        low, _, high = ends.partition("..")
        try:
            found[issue] = (float(low), float(high))
        except ValueError as error:
            raise QueryRefused(
                "bargaining.scale",
                f"--scale {text!r} is not a scale",
                ja=f"--scale {text!r} は尺度でない",
                hint="write ISSUE=LOW..HIGH, such as sanctions-regime=0..100",
                hint_ja="sanctions-regime=0..100 のように「争点=下端..上端」と書く",
                failed=text,
            ) from error
    return found


def rules(given: Sequence[str]) -> Rules:
    """Rules of the spatial model given as ``rule=choice``, the rest by default.

    Raises
    ------
    QueryRefused
        ``bargaining.rule``: no rule is called so.
    InputRefused
        ``bargaining.rule``: the rule has no such choice.
    """
    from dataclasses import fields

    from shiome.policy.bargaining import Rules

    names = [field.name for field in fields(Rules)]
    chosen = {}
    for text in given:
        name, _, choice = text.partition("=")
        if name not in names:
            raise QueryRefused(
                "bargaining.rule",
                f"--how {text!r} names no rule of the spatial model",
                ja=f"--how {text!r} は空間モデルの規則でない",
                hint=f"write RULE=CHOICE; the rules: {', '.join(names)}",
                hint_ja=f"「規則=選択」と書く。規則: {', '.join(names)}",
                failed=text,
            )
        chosen[name] = choice
    return Rules(**chosen)


def definition(given: Sequence[str]) -> str:
    """The one definition of the expected-utility model that is named, else the default.

    Raises
    ------
    QueryRefused
        ``bargaining.definition``: more than one is named.
    """
    from shiome.policy.bargaining.definitions import DEFAULT

    if len(given) > 1:
        raise QueryRefused(
            "bargaining.definition",
            f"one definition at a time, not {len(given)}",
            ja=f"定義は一度に一つ（{len(given)} ある）",
            hint="give --how once; the others are shown beside it",
            hint_ja="--how は一度だけ。ほかの定義の結果は並べて示される",
            failed=given,
        )
    return given[0] if given else DEFAULT


def capabilities(file: Path) -> dict[str, Span]:
    """Capabilities by actor from a YAML or JSON file: a number, or ``[low, value, high]``.

    Raises
    ------
    InputRefused
        ``bargaining.capabilities``: the file cannot be read, or holds something else.
    """
    import msgspec

    try:
        content: Any = msgspec.yaml.decode(file.read_bytes())
    except OSError as error:
        raise _refused(file, *why(error)) from error
    except msgspec.DecodeError as error:
        raise _refused(file, "it is neither YAML nor JSON", "YAML でも JSON でもない") from error
    if not isinstance(content, dict) or not content:
        raise _refused(file, "it is no list of actors with numbers", "主体と数値の並びでない")
    return {str(actor): _span(file, str(actor), value) for actor, value in content.items()}


def _span(file: Path, actor: str, value: Any) -> Span:
    from shiome.policy.bargaining import Span

    numbers = value if isinstance(value, list) else [value]
    whole = all(isinstance(n, int | float) and not isinstance(n, bool) and math.isfinite(n) for n in numbers)
    if not whole or len(numbers) not in (1, 3):
        raise _refused(file, f"{actor} has no number there", f"{actor} の数値がない")
    if len(numbers) == 1:
        return Span.at(float(numbers[0]))
    low, middle, high = map(float, numbers)
    return Span(low, middle, high)


def _refused(file: Path, what: str, ja: str) -> InputRefused:
    return InputRefused(
        "bargaining.capabilities",
        f"{file}: {what}",
        ja=f"{file}：{ja}",
        hint="write one actor a line, such as 'JPN: 35' or 'JPN: [25, 35, 45]'",
        hint_ja="「JPN: 35」か「JPN: [25, 35, 45]」のように一行に一主体を書く",
        failed=file,
    )
