"""Following stolen value through a transaction graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from shiome.errors import NotKnown
from shiome.sanctions.crypto.model import Label, Method, Move, Stop, Trace, Transfer
from shiome.sanctions.crypto.purses import PURSES, Purse

METHODS: tuple[Method, ...] = ("fifo", "haircut", "poison")
STOPS = frozenset({"mixer", "bridge", "exchange"})
"""Kinds of labelled address behind which one coin cannot be told from another: nothing that leaves them is followed."""


def trace(
    transfers: Sequence[Transfer],
    *,
    thefts: Collection[str] = (),
    thieves: Collection[str] = (),
    labels: Iterable[Label] = (),
    methods: Sequence[Method] = METHODS,
    stops: Collection[str] = STOPS,
) -> tuple[Trace, ...]:
    """One trace for each asset that was stolen and each method.

    Parameters
    ----------
    transfers:
        In the order of time; amounts leave an address only after what came before.
    thefts:
        Identifiers of transfers whose whole amount is stolen.
    thieves:
        Addresses all of whose incoming transfers are stolen.
    labels:
        What is said of addresses; those of a kind in ``stops`` end the trace. Of several labels of one address the latest counts.

    Raises
    ------
    NotKnown
        ``crypto.seed``: no transfer has such an identifier, or none goes to such an address.
    """
    seeds = [each for each in transfers if each.id in thefts or each.target in thieves]
    missing = (set(thefts) - {each.id for each in transfers}) | (set(thieves) - {each.target for each in transfers})
    if missing or not seeds:
        shown = ", ".join(sorted(missing)) or "-"
        raise NotKnown(
            "crypto.seed",
            f"no transfer that was stolen is found: {shown}",
            ja=f"盗まれた送金が見つからない（{shown}）",
            hint="name a transaction or a receiving address of the graph",
            hint_ja="グラフにある取引か受取アドレスを指定する",
            failed=missing,
        )
    ends = _ends(labels, stops)
    chosen = {id(each) for each in seeds}
    assets = dict.fromkeys(each.asset for each in seeds)
    return tuple(
        _traced([each for each in transfers if each.asset == asset], asset, chosen, ends, method)
        for asset in assets
        for method in methods
    )


def _ends(labels: Iterable[Label], stops: Collection[str]) -> dict[str, Label]:
    latest: dict[str, Label] = {}
    for label in sorted(labels, key=lambda each: each.on):
        latest[label.address] = label
    return {address: label for address, label in latest.items() if label.kind in stops}


def _traced(
    transfers: Sequence[Transfer], asset: str, seeds: Collection[int], ends: Mapping[str, Label], method: Method
) -> Trace:
    purses: dict[str, Purse] = {}
    moves: list[Move] = []
    stopped: dict[str, int] = {}
    unseen: dict[str, int] = {}
    stolen = 0
    for each in transfers:
        tainted = 0 if each.source in ends else _paid(purses, each, unseen, method)
        if id(each) in seeds:
            # What is stolen a second time is not counted twice.
            stolen += each.amount - tainted if method != "poison" else each.amount
            tainted = each.amount
        if tainted:
            moves.append(Move(each, tainted))
        if each.target in ends:
            stopped[each.target] = stopped.get(each.target, 0) + tainted
        else:
            purses.setdefault(each.target, PURSES[method]()).receive(each.amount, tainted)
    return Trace(
        method=method,
        asset=asset,
        stolen=stolen,
        moves=tuple(moves),
        held={address: amount for address, purse in purses.items() if (amount := purse.tainted())},
        stops=tuple(Stop(address, ends[address], amount) for address, amount in stopped.items() if amount),
        unseen=unseen,
    )


def _paid(purses: dict[str, Purse], each: Transfer, unseen: dict[str, int], method: Method) -> int:
    """How much stolen value leaves the source; what it was not seen to have received counts as clean and as received last."""
    purse = purses.setdefault(each.source, PURSES[method]())
    if purse.balance < each.amount:
        short = each.amount - purse.balance
        unseen[each.source] = unseen.get(each.source, 0) + short
        purse.receive(short, 0)
    return purse.pay(each.amount)
