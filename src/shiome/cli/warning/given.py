"""What the commands of ``shiome warning`` are given: plans, exercises, databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.errors import InputRefused, QueryRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shiome.coordination.warning.channel.exercise import Exercise
    from shiome.coordination.warning.launches.model import Plan


def plan_of(seed: int, launch: list[str] | None, shape: list[str] | None, seconds: float) -> Plan:
    """A scenario's plan from options.

    Raises
    ------
    QueryRefused
        ``warning.option``.
    """
    from shiome.coordination.warning.launches.model import Plan
    from shiome.coordination.warning.launches.running import DISTANCES
    from shiome.coordination.warning.launches.trajectories import SHAPES

    wanted: dict[Any, int] = {}
    for each in launch or ["short", "medium"]:
        name, _, count = each.partition("=")
        if name not in DISTANCES or not (count or "1").isdigit() or not 0 < int(count or "1") <= 50:
            raise no_option("--launch", each, (*DISTANCES, "CLASS=1 … CLASS=50"))
        wanted[name] = wanted.get(name, 0) + int(count or "1")
    shapes: tuple[Any, ...] = tuple(shape or ["minimum"])
    for each in shapes:
        if each not in SHAPES:
            raise no_option("--shape", each, tuple(SHAPES))
    return Plan(seed=seed, launches=wanted, duration=seconds, shapes=shapes)


def exercise_of(plan: Plan, share: str, loss: float, silent: str, region: str) -> Exercise:
    """An exercise from options; limits and deadlines are those of the region.

    Raises
    ------
    QueryRefused
        ``warning.option``.
    """
    from shiome.coordination.warning.channel.exercise import Exercise
    from shiome.coordination.warning.channel.rules import ChannelRules
    from shiome.coordination.warning.tracking.ranges import RangeLimits
    from shiome.region.pack import load_pack, locate

    if share not in ("tracks", "detections"):
        raise no_option("--share", share, ("tracks", "detections"))
    pack = load_pack(locate(region))
    exercise = Exercise(
        plan=plan, share="tracks" if share == "tracks" else "detections", loss=loss, rules=ChannelRules.of(pack),
        limits=RangeLimits.of(pack), silences=_silences(silent),
    )  # fmt: skip
    for partner in exercise.silences:
        if partner not in exercise.partners:
            raise no_option("--silent", partner, exercise.partners)
    return exercise


def databases_of(given: Sequence[str], exercise: Exercise) -> dict[str, str]:
    """Partner to the address of its database, each written ``PARTNER=URL``.

    Raises
    ------
    QueryRefused
        ``warning.option``.
    """
    found = {}
    for text in given:
        partner, _, url = text.partition("=")
        if not url:
            raise no_option("--db", text, ("PARTNER=URL",))
        if partner not in exercise.partners:
            raise no_option("--db", partner, exercise.partners)
        found[partner] = url
    return found


def refuse_without_processes(*, speed: float, db: Sequence[str] | None, keep: Path | None) -> None:
    """See that options that count only with ``--processes`` were not given.

    Raises
    ------
    QueryRefused
        ``warning.processes``.
    """
    given = [name for name, value in (("--speed", speed != 1.0), ("--db", db), ("--keep", keep)) if value]
    if given:
        raise QueryRefused(
            "warning.processes",
            f"{given[0]} counts only with --processes",
            ja=f"{given[0]} は --processes とともにだけ使える",
            hint="add --processes, or leave it out",
            hint_ja="--processes を加えるか、この指定を除く",
            failed=given[0],
        )


def no_loss() -> QueryRefused:
    """The refusal where messages are to be lost between processes."""
    return QueryRefused(
        "warning.processes",
        "--loss cannot be had with --processes: HTTP loses no message",
        ja="--loss は --processes とともには使えない（HTTP では通報が失われない）",
        hint="use --silent PARTNER=FROM:TO to kill a partner and start it again",
        hint_ja="--silent 参加者=開始:終了 で、参加者を停止し再開させる",
        failed="--loss",
    )


def exists(path: Path) -> InputRefused:
    """The refusal to write over a record."""
    return InputRefused(
        "warning.exists",
        f"{path} is there already",
        ja=f"{path} はすでにある",
        hint="name another file",
        hint_ja="別のファイル名を指定する",
        failed=path,
    )


def no_option(option: str, given: str, known: Any) -> QueryRefused:
    """The refusal of a value that an option does not have."""
    return QueryRefused(
        "warning.option",
        f"{option} {given!r} is none of {', '.join(known)}",
        ja=f"{option} {given!r} は {'、'.join(known)} のいずれでもない",
        failed=given,
    )


def _silences(text: str) -> dict[str, tuple[float, float]]:
    if not text:
        return {}
    partner, _, span = text.partition("=")
    begin, _, end = span.partition(":")
    try:
        since, until = float(begin), float(end)
    except ValueError as error:
        raise no_option("--silent", text, ("PARTNER=FROM:TO",)) from error
    if not 0 <= since < until < float("inf"):
        raise no_option("--silent", text, ("PARTNER=FROM:TO",))
    return {partner: (since, until)}
