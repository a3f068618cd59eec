"""``shiome compare``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, say
from shiome.errors import InputRefused

if TYPE_CHECKING:
    from shiome.reading.text.document import TextDocument
    from shiome.workspace.reader import RegionReader

EXAMPLE = "Example: shiome compare statement-february.txt statement-october.txt"


def command(
    a: Annotated[
        str, typer.Argument(metavar="A", help="The earlier text: a file, or a document of the workspace.")
    ] = "",
    b: Annotated[str, typer.Argument(metavar="B", help="The later text, in the same or another language.")] = "",
    kept: Annotated[bool, typer.Option("--kept", help="Show what was kept as well.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Wording of two texts: kept, added, dropped, replaced, strengthened, weakened, unnamed; the two newest documents for none."""
    from shiome.reading.comparing import as_text, compare

    if not (a and b):
        a, b = _newest_two(workspace)
    with texts(workspace) as (reader, given):
        comparison = compare(given(a), given(b), terms=reader.term_bank, language=lang.value)
    if json:
        emit_json(comparison.shape())
        return
    typer.echo(as_text(comparison, language=lang.value))
    changes = sum(1 for change in comparison.changes if change.op != "kept" or kept)
    say(f"{changes} 件の異同" if lang.value == "ja" else f"{changes} changes")


@contextmanager
def texts(workspace: Path) -> Iterator[tuple[RegionReader, Callable[[str], TextDocument]]]:
    """A reader, and what gives the text of a file or of a document of the workspace.

    Files can be read without a workspace: then with the region that ships.
    """
    from shiome.region.pack import load_pack, locate
    from shiome.workspace import Workspace
    from shiome.workspace.reader import RegionReader
    from shiome.workspace.settings import FILE

    if not (workspace / FILE).exists():
        reader = RegionReader(load_pack(locate("peninsula")))
        yield reader, lambda name: reader.read(Path(name))
        return
    with Workspace.open(workspace, read_only=True) as opened:
        yield (
            opened.reader,
            lambda name: opened.reader.read(Path(name)) if Path(name).is_file() else opened.text_of(name),
        )


def _newest_two(workspace: Path) -> tuple[str, str]:
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        documents = sorted(opened.store.documents(), key=lambda document: document.known_from)
    if len(documents) < 2:
        raise InputRefused(
            "compare.texts",
            "there are not two texts to compare",
            ja="比べる文書が二つない",
            hint="name two files, or ingest two documents",
            hint_ja="二つのファイルを指定するか、文書を二つ取り込む",
        )
    return documents[-2].id, documents[-1].id


command.__name__ = "compare"
