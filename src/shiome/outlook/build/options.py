"""The options: proposals put to the test, the road with its weakest step, the allies' tracks and fears, bargaining."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.options_bargains import bargains
from shiome.outlook.build.options_proposals import tested
from shiome.outlook.build.options_road import road
from shiome.outlook.build.options_tracks import tracks
from shiome.outlook.build.parts import remark, section
from shiome.outlook.model import Section

PARTS = (tested, road, tracks, bargains)
"""Builders of the parts, in their order; each gives a part, or none."""


def options(context: Context) -> Section | None:
    """The section on options; none for a region without measures and roadmaps."""
    view, words = context.options, context.words
    if view is None:
        return None
    told = [words("options.nature")]
    if context.futures is not None:
        level = context.futures.verdict.level.replace(" ", "_")
        told.insert(0, words("options.trust", verdict=words(f"futures.verdict.{level}")))
    if view.mixable:
        told.append(words("options.mix"))
    return section(
        "options",
        words("options.title"),
        blocks=(remark(*told),),
        sections=[build(context, view) for build in PARTS],
    )
