"""The identities of a hull over time, each value judged: genuine, fraudulent or unknown. None is thrown away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shiome.sanctions.watch.events import Reason
from shiome.sanctions.watch.identity.linking import Link
from shiome.sanctions.watch.identity.numbers import altered, flag_code, imo_kind, is_ship
from shiome.sanctions.watch.identity.values import Emitter, Said, folded

Verdict = Literal["genuine", "fraudulent", "unknown"]


@dataclass(frozen=True)
class Registered:
    """A ship as a register has it; what is empty or 0 is not told."""

    imo: int
    name: str = ""
    flag: str = ""
    mmsi: int = 0


@dataclass(frozen=True)
class Judged:
    """A value with the verdict on it and why."""

    said: Said
    verdict: Verdict
    why: Reason


@dataclass(frozen=True)
class HullHistory:
    """One hull through its identities.

    ``mmsis`` stand in the order in which the hull used them, ``values`` in order of time.
    """

    mmsis: tuple[int, ...]
    values: tuple[Judged, ...]

    def of(self, verdict: Verdict) -> tuple[Judged, ...]:
        """The values with a verdict."""
        return tuple(value for value in self.values if value.verdict == verdict)


def histories(
    emitters: Sequence[Emitter], links: Iterable[Link], register: Mapping[int, Registered] | None = None
) -> list[HullHistory]:
    """The history of every hull, ordered by its first MMSI.

    Parameters
    ----------
    links:
        Emitters joined by a link other than ``shared`` are one hull.
    register:
        Ships by IMO number. Without it a value counts as genuine only where another value of the same hull is an alteration of it.
    """
    parent = {emitter.mmsi: emitter.mmsi for emitter in emitters}

    def root(mmsi: int) -> int:
        while parent[mmsi] != mmsi:
            mmsi = parent[mmsi]
        return mmsi

    for link in links:
        if link.kind != "shared":
            one, other = sorted((root(link.old.mmsi), root(link.new.mmsi)))
            parent[other] = one
    members: dict[int, list[Emitter]] = defaultdict(list)
    for emitter in emitters:
        members[root(emitter.mmsi)].append(emitter)
    return [_history(group, register or {}) for _, group in sorted(members.items())]


def _history(group: list[Emitter], register: Mapping[int, Registered]) -> HullHistory:
    said = sorted(
        (value for emitter in group for value in emitter.said),
        key=lambda each: (each.first, each.mmsi, each.kind, each.value),
    )
    numbers = {int(value.value) for value in said if value.kind == "imo"}
    ship = next((register[number] for number in sorted(numbers) if is_ship(number) and number in register), None)
    order = {value.mmsi: place for place, value in reversed(list(enumerate(said)))}
    mmsis = sorted((emitter.mmsi for emitter in group), key=lambda mmsi: (order.get(mmsi, len(said)), mmsi))
    return HullHistory(tuple(mmsis), tuple(_judged(value, numbers, ship) for value in said))


def _judged(said: Said, numbers: set[int], ship: Registered | None) -> Judged:
    if ship is not None and (judged := _against(said, ship)) is not None:
        return judged
    if said.kind != "imo":
        return Judged(said, "unknown", _OPEN)
    number = int(said.value)
    if imo_kind(number) == "company":
        return Judged(said, "unknown", _COMPANY)
    others = sorted(other for other in numbers if altered(number, other, most=1))
    if is_ship(number):
        bad = [other for other in others if not is_ship(other)]
        return Judged(said, "genuine", _why_genuine(bad[0])) if bad else Judged(said, "unknown", _OPEN)
    good = [other for other in others if is_ship(other)]
    return Judged(said, "fraudulent", _why_altered(good[0])) if good else Judged(said, "unknown", _INVALID)


def _against(said: Said, ship: Registered) -> Judged | None:
    """The verdict of the register, where it has the value."""
    told = {"imo": str(ship.imo), "name": folded(ship.name), "flag": flag_code(ship.flag)}[said.kind]
    sent = {"imo": said.value, "name": folded(said.value), "flag": flag_code(said.value)}[said.kind]
    if not told or not sent:
        return None
    if told == sent:
        return Judged(said, "genuine", Reason("identity.register", "登録簿と一致", "as the register has it"))
    return Judged(
        said, "fraudulent", Reason("identity.register", f"登録簿では {told}", f"the register has {told}"),
    )  # fmt: skip


_OPEN = Reason("identity.open", "裏づける資料も反する資料もない", "nothing confirms it and nothing contradicts it")
_INVALID = Reason(
    "identity.check_digit",
    "検査数字が合わない。元の番号は分からないが、証拠として保存する",
    "fails its check digit; what it was is not known, and it is kept as evidence",
)
_COMPANY = Reason(
    "identity.company",
    "船舶番号ではなく会社番号の検査数字に合う",
    "passes the check digit of a company's number, not of a ship's",
)


def _why_genuine(other: int) -> Reason:
    return Reason(
        "identity.altered_from",
        f"検査数字が合い、同じ船体の {other} はこの番号の改変と見られる",
        f"passes its check digit, and {other} of the same hull looks like an alteration of it",
    )


def _why_altered(good: int) -> Reason:
    return Reason(
        "identity.altered",
        f"検査数字が合わず、同じ船体の {good} を書き換えたものと見られる",
        f"fails its check digit and looks like {good} of the same hull, altered",
    )
