"""Traces as JSON and as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shiome.sanctions.crypto.funding import Funding
from shiome.sanctions.crypto.model import Label, Trace, spelt
from shiome.vocabulary.languages import in_language


def trace_shape(
    traces: Sequence[Trace], labels: Mapping[str, Label], funding: Sequence[Funding], language: str
) -> dict[str, Any]:
    """Traces as the command prints them with ``--json``; amounts are decimal numbers in strings, without loss."""
    return {
        "traces": [_trace(each, labels) for each in traces],
        "funding": [
            {"link": each.link, "target": each.target, "text": in_language(each.text, language), "cite": each.cite}
            for each in funding
        ],
    }


def side_by_side(traces: Sequence[Trace], labels: Mapping[str, Label]) -> list[list[str]]:
    """Rows of address, label, and what each method says it holds or took; in the order in which value reached it."""
    rows = []
    for asset in dict.fromkeys(each.asset for each in traces):
        chosen = [each for each in traces if each.asset == asset]
        reached = dict.fromkeys(address for each in reversed(chosen) for address in each.reached)
        for address in reached:
            label = labels.get(address)
            amounts = [spelt(_at(each, address)) for each in chosen]
            rows.append([address, asset, f"{label.kind}: {label.name}" if label else "-", *amounts])
    return rows


def _at(trace: Trace, address: str) -> int:
    return trace.held.get(address, 0) + sum(stop.tainted for stop in trace.stops if stop.address == address)


def _trace(trace: Trace, labels: Mapping[str, Label]) -> dict[str, Any]:
    return {
        "method": trace.method,
        "asset": trace.asset,
        "stolen": spelt(trace.stolen),
        "held": [
            {"address": address, "amount": spelt(amount), "label": _label(labels.get(address))}
            for address, amount in trace.held.items()
        ],
        "stops": [
            {"address": each.address, "amount": spelt(each.tainted), "label": _label(each.label)}
            for each in trace.stops
        ],
        "unseen": {address: spelt(amount) for address, amount in trace.unseen.items()},
        "moves": [
            {
                "id": move.transfer.id,
                "time": move.transfer.at,
                "from": move.transfer.source,
                "to": move.transfer.target,
                "amount": spelt(move.transfer.amount),
                "tainted": spelt(move.tainted),
                "where": move.transfer.where,
            }
            for move in trace.moves
        ],
    }


def _label(label: Label | None) -> dict[str, str] | None:
    if label is None:
        return None
    return {"kind": label.kind, "name": label.name, "source": label.source, "date": label.on.isoformat()}
