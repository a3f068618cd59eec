"""A scenario tree for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from shiome.cli.output import emit_table
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.analyses.branches import Branches
    from shiome.futures.branching.records import Branch, Indicator

WATCHED = 3
"""Signs shown for each future."""


def show_tree(found: Branches, language: str) -> None:
    """The futures, the tree of dated events, and the signs to watch for."""
    ja = language == "ja"
    tree = found.tree
    if len(tree.futures) == 1:
        typer.echo(
            "経路は一つの未来に見え、分岐は見つからない" if ja else "the paths look like one future: nothing parts them"
        )
        return
    emit_table(
        ["未来", "確率", "呼び名"] if ja else ["future", "p", "name"],
        [[f.id, f"{f.probability.value:.2f}", in_language(f.names, language)] for f in tree.futures],
    )
    typer.echo("")
    _branch(tree.branches[0], {branch.id: branch for branch in tree.branches}, 0, language)
    typer.echo(
        f"葉は未来についての不確かさの {tree.explained:.0%} を取り除く"
        if ja
        else f"the leaves take away {tree.explained:.0%} of the uncertainty about the future"
    )
    if found.indicators:
        typer.echo("")
        emit_table(
            ["未来", "現れる率", "空振り", "尤度比", "先行", "しるし"]
            if ja
            else ["future", "shown", "false alarm", "ratio", "lead", "sign"],
            [_sign(each, language) for each in _watched(found.indicators)],
        )


def _branch(branch: Branch, all_: Mapping[str, Branch], depth: int, language: str) -> None:
    name = in_language(branch.names, language)
    typer.echo(
        "  " * depth + f"{branch.within_parent.value:.0%} {name} → {branch.leads_to} ({branch.probability.value:.0%})"
    )
    for child in branch.children:
        _branch(all_[child], all_, depth + 1, language)


def _watched(signs: Sequence[Indicator]) -> list[Indicator]:
    kept: list[Indicator] = []
    for sign in signs:
        if sum(each.future == sign.future for each in kept) < WATCHED:
            kept.append(sign)
    return kept


def _sign(each: Indicator, language: str) -> list[str]:
    return [
        each.future,
        f"{each.coverage.value:.0%}",
        f"{each.false_alarm.value:.0%}",
        f"{each.ratio:.1f} ({each.ratio_low:.1f}-{each.ratio_high:.1f})",
        f"{each.lead:+d}",
        in_language(each.names, language),
    ]
