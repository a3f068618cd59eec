"""``shiome terms list`` and ``shiome terms history``: the bank, and the history of a term over texts."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.compare import texts as texts_of
from shiome.cli.output import emit_json, emit_table, say


def list_(
    workspace: options.Workspace = options.WORKSPACE, json: options.Json = False, lang: options.Lang = options.LANG
) -> None:
    """List the concepts of the term bank with the words to use and to avoid."""
    from shiome.region.schema.words import Term
    from shiome.vocabulary.languages import in_language
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        terms = list(opened.pack.entries("terms", Term).values())
    if json:
        emit_json(terms)
        return
    language = lang.value
    emit_table(
        ["id", "use", "avoid", "meaning"],
        [
            [
                t.id,
                "、".join(t.preferred.get(language, ())),
                "、".join(t.avoid.get(language, ())),
                in_language(t.meaning, language),
            ]
            for t in terms
        ],
    )


def history(
    term: Annotated[str, typer.Argument(help="Identifier of the term.")],
    texts: Annotated[
        list[str] | None, typer.Argument(help="Files or documents; all of the workspace for none.")
    ] = None,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """How a term was worded over texts in time order: first and last use, gaps, changes of form."""
    from shiome.reading.comparing import history as history_of

    with texts_of(workspace) as (reader, given):
        names = texts or documents(workspace)
        found = history_of([given(name) for name in names], term, terms=reader.term_bank)
    shape = found.shape()
    if json:
        emit_json(shape)
        return
    emit_table(
        ["dated", "text", "form", "words"],
        [
            [
                shape["texts"][use["text"]]["when"],
                shape["texts"][use["text"]]["file"],
                " ".join(use["form"]),
                use["words"],
            ]
            for use in shape["uses"]
        ],
    )
    say(f"{len(found.uses)} 回の用例" if lang.value == "ja" else f"{len(found.uses)} uses")


def documents(workspace: options.Workspace) -> list[str]:
    """Identifiers of the documents of the workspace."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        return [document.id for document in opened.store.documents()]
