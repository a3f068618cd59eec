"""``shiome measure``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say, tell_faults

if TYPE_CHECKING:
    from shiome.yardsticks.model import Measurement

EXAMPLE = "Example: shiome measure us-attention --as-of 2025-05-21 --plot us-attention.svg"


def command(
    name: Annotated[str, typer.Argument(help="The yardstick; all of them for none.")] = "",
    as_of: options.AsOf = "",
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw to this file, .svg or .png: one in detail, or all side by side.")
    ] = None,
    inputs: Annotated[bool, typer.Option("--inputs", help="List what each value rests on.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Measure the region's yardsticks: values with their range, turning points, and on what these hang."""
    from shiome.charts import check_ending
    from shiome.cli.measure_shape import shape
    from shiome.cli.measure_tables import show_all, show_one
    from shiome.vocabulary.languages import in_language
    from shiome.workspace import Workspace
    from shiome.workspace.measuring import plugged_yardsticks

    if plot is not None:
        check_ending(plot)
    with Workspace.open(workspace, read_only=True) as opened:
        tell_faults(plugged_yardsticks(opened), lang.value)
        found = opened.measure(name, as_of=day(as_of, "--as-of"))
    for note in (part.note for each in found if each.by for part in each.components if part.note):
        say(in_language(note, lang.value))
    if plot is not None:
        _draw(found, plot, one=bool(name), language=lang.value)
    if json:
        shapes = [shape(measurement, lang.value, inputs=inputs) for measurement in found]
        emit_json(shapes[0] if name else shapes)
    elif name:
        show_one(found[0], lang.value, inputs=inputs)
    else:
        show_all(found, lang.value, inputs=inputs)


def _draw(found: Sequence[Measurement], plot: Path, *, one: bool, language: str) -> None:
    from shiome.charts import specification, write_picture
    from shiome.outlook import pictures

    shown = pictures.panel(found[0], language) if one else pictures.grid(found, language)
    write_picture(specification(shown), plot)
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")


command.__name__ = "measure"
