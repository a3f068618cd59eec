"""Leaders, ministers, officials: what each layer did, and what went on while one stood still."""

from __future__ import annotations

from typing import Any

from shiome.coordination.commitments.layers import LAYERS, Activity, Layers
from shiome.coordination.commitments.words import word
from shiome.web.asked import Asked
from shiome.web.model import Answer
from shiome.web.naming import actor_names
from shiome.web.pages.chronology import span_of
from shiome.web.pages.coordination.pieces import entry_name, joined, table


def layers(asked: Asked) -> Answer:
    """The three layers of the region's principals; slow, as it looks through all that they did together."""
    from shiome.workspace import commitments

    found, language = commitments.layers(asked.workspace, as_of=asked.day), asked.language
    rows = [_activity(asked, layer, each) for layer in LAYERS for each in found.activity[layer]]
    rows += [_activity(asked, "untold", each) for each in found.untold]
    data = {
        "members": actor_names(asked, found.members),
        "layers": [
            {
                "layer": word(layer, language),
                "standing": word(found.standing(layer), language),
                "last": last.when if (last := found.last_active(layer)) else "",
            }
            for layer in LAYERS
        ],
        "lanes": [[layer, _layer_name(asked, layer)] for layer in (*LAYERS, "untold")],
    }
    return Answer(
        template="coordination/layers.html",
        data=data,
        tables=[
            table(asked, "stalls", ("layer", "stalled:date", "resumed:date", "meanwhile"), _stalls(asked, found)),
            table(asked, "activity", ("layer", "when:date", "state", "of", "text"), rows),
        ],
    )


def _layer_name(asked: Asked, layer: str) -> str:
    return asked.words("coordination.untold") if layer == "untold" else word(layer, asked.language)


def _activity(asked: Asked, layer: str, each: Activity) -> dict[str, Any]:
    start, end = span_of(each.when)
    return {
        "layer": _layer_name(asked, layer),
        "when": each.when,
        "state": word(each.state, asked.language),
        "of": asked.text(each.name) if each.name else each.of,
        "text": asked.text(each.text) if each.text else "",
        "_href": asked.link(f"/evidence/records/{each.of}") if each.kind == "event" else "",
        "_start": start,
        "_end": end,
        "_lane": layer,
        "_sources": asked.evidence(each.sources),
    }


def _stalls(asked: Asked, found: Layers) -> list[dict[str, Any]]:
    rows = []
    for stall in found.stalls:
        acts = (
            f"{word(layer, asked.language)} {entry_name(asked, 'bodies', each.of)} ({each.when})"
            for layer, meanwhile in stall.meanwhile.items()
            for each in meanwhile
        )
        rows.append(
            {
                "layer": word(stall.layer, asked.language),
                "stalled": stall.told.when,
                "resumed": stall.resumed.when if stall.resumed else "",
                "meanwhile": joined(asked, acts),
                "_sources": asked.evidence(stall.told.sources),
            }
        )
    return rows
