"""``shiome policy test``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.errors import NotKnown, QueryRefused
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.model import FuturesModel
    from shiome.policy.proposal import Catalogue, Change, Proposal
    from shiome.policy.proposal.verdicts import Report

EXAMPLE = "Example: shiome policy test examples/proposals/icbm-freeze.yaml --change threat-left:JPN"
ALL = "all"


def command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Proposals (YAML); two or more side by side. None: what proposals are tested by, and their measures."
        ),
    ] = None,
    criterion: Annotated[
        list[str] | None, typer.Option("--criterion", help="Only this criterion; may be given again.", metavar="ID")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            help="The smallest change that turns this failing verdict; 'all' for every one.",
            metavar="CRITERION[:PARTY]",
        ),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", help="What --change is to reach: open (it fails no more) or holds.")
    ] = "open",
    follows: Annotated[
        bool, typer.Option("--follows", help="Also what the futures model says follows from each proposal.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Also keep the proposals in the workspace; its outlook then tells of them.")
    ] = False,
    months: given.Months = 24,
    runs: given.Runs = 20_000,
    seed: given.Seed = 20_250_401,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Test proposals: what each leaves whom exposed to, what it gives and for what, who can live with it, and why."""
    from shiome.cli.policy import proposal_tables
    from shiome.policy.proposal import assess, catalogue, read_proposal

    pack, model = _world(workspace, day(as_of, "--as-of"), futures=follows)
    held = catalogue(pack, as_of=day(as_of, "--as-of"))
    _known(criterion, held)
    if not files:
        _criteria(held, json=json, language=lang.value)
        return
    reach = _reach(to)
    proposals = [read_proposal(file, held) for file in files]
    reports = [_only(assess(each, held), criterion) for each in proposals]
    changes = [_changes(each, held, report, change, reach) for each, report in zip(proposals, reports, strict=True)]
    followed = [None if model is None else _follows(model, each, held, months, runs, seed) for each in proposals]
    names = _names(files)
    if keep:
        _keep(workspace, files, lang.value)
    if json:
        emit_json(_shape(names, reports, changes, followed, lang.value))
        return
    if len(files) > 1:
        proposal_tables.show_rows(names, reports, held, lang.value)
    else:
        proposal_tables.show(reports[0], held, lang.value)
    for name, made, found in zip(names, changes, followed, strict=True):
        proposal_tables.show_changes(name, made, held, lang.value)
        if found is not None:
            proposal_tables.show_follows(name, found, lang.value)


command.__name__ = "test"


def _criteria(held: Catalogue, *, json: bool, language: str) -> None:
    """What a proposal is tested by, and what it may hold."""
    parts: list[tuple[str, Any]] = [("criterion", each) for each in held.criteria.values()]
    parts += [("measure", each) for each in held.measures.values()]
    rows = [
        (kind, each.id, in_language(each.name, language), in_language(each.about, language)) for kind, each in parts
    ]
    if json:
        emit_json([dict(zip(("kind", "id", "name", "about"), row, strict=True)) for row in rows])
        return
    kinds = {"criterion": "基準", "measure": "措置"} if language == "ja" else {}
    headers = ["種類", "識別子", "名称", "内容"] if language == "ja" else ["kind", "id", "name", "about"]
    emit_table(headers, [[kinds.get(kind, kind), *rest] for kind, *rest in rows])


def _world(workspace: Path, as_of: date | None, *, futures: bool) -> tuple[Any, FuturesModel | None]:
    """The pack of a workspace, and its futures model where it is asked for."""
    from shiome.workspace import Workspace
    from shiome.workspace.futures import model_of, working_day

    with Workspace.open(workspace, read_only=True) as opened:
        return opened.pack, model_of(opened, working_day(as_of)) if futures else None


def _keep(workspace: Path, files: Sequence[Path], language: str) -> None:
    from shiome.workspace import options as kept

    places = ", ".join(str(place) for place in kept.keep(workspace, files))
    say(f"{places} に置いた" if language == "ja" else f"kept as {places}")


def _known(criteria: Sequence[str] | None, held: Catalogue) -> None:
    for name in criteria or ():
        if name not in held.criteria:
            listed = ", ".join(held.criteria)
            raise NotKnown(
                "proposal.criterion",
                f"there is no criterion {name!r}",
                ja=f"基準 {name!r} はない",
                hint=f"use one of: {listed}",
                hint_ja=f"次から選ぶ：{listed}",
                failed=name,
            )


def _reach(text: str) -> Any:
    if text not in ("open", "holds"):
        raise QueryRefused(
            "proposal.to",
            f"--to {text!r} is no verdict to reach",
            ja=f"--to {text!r} は目指す判定ではない",
            hint="write open or holds",
            hint_ja="open か holds と書く",
            failed=text,
        )
    return text


def _only(report: Report, criteria: Sequence[str] | None) -> Report:
    from dataclasses import replace

    if not criteria:
        return report
    return replace(report, verdicts=tuple(each for each in report.verdicts if each.criterion in criteria))


def _changes(
    proposal: Proposal, held: Catalogue, report: Report, wanted: Sequence[str] | None, to: Any
) -> list[Change]:
    """The changes asked for; a criterion without a party stands for each of its parties that does not reach ``to``."""
    from shiome.policy.proposal import smallest_change
    from shiome.policy.proposal.assessing import judge
    from shiome.policy.proposal.matching import View
    from shiome.policy.proposal.verdicts import rank

    found: dict[tuple[str, str], Change] = {}
    for text in wanted or ():
        name, _, party = text.partition(":")
        if name != ALL:
            _known([name], held)
        view = View(proposal, held)
        verdicts = report.verdicts if name == ALL else tuple(judge(view, held.criteria[name], party=party))
        if not verdicts:
            raise NotKnown(
                "proposal.party",
                f"criterion {name!r} is not for {party!r}",
                ja=f"基準 {name!r} に当事者 {party!r} はない",
                hint="see the parties in the report",
                hint_ja="報告にある当事者から選ぶ",
                failed=text,
            )
        for each in verdicts:
            if rank(each.verdict) < rank(to) and (name != ALL or each.verdict == "fails"):
                key = (each.criterion, each.party)
                found.setdefault(key, smallest_change(proposal, held, *key, to=to))
    return list(found.values())


def _follows(model: FuturesModel, proposal: Proposal, held: Catalogue, months: int, runs: int, seed: int) -> Any:
    from shiome.policy.proposal import follows

    return follows(model, proposal, held, months=months, runs=runs, seed=seed)


def _names(files: Sequence[Path]) -> list[str]:
    """Short names of the files, told apart where two are called alike."""
    stems = [file.stem for file in files]
    return [stem if stems.count(stem) == 1 else str(file) for stem, file in zip(stems, files, strict=True)]


def _shape(
    names: Sequence[str],
    reports: Sequence[Report],
    changes: Sequence[list[Change]],
    followed: Sequence[Any],
    language: str,
) -> dict[str, Any]:
    from shiome.policy.proposal.shapes import change_shape, follows_shape, proposal_shape, rows_shape

    each: list[dict[str, Any]] = []
    for name, report, made, found in zip(names, reports, changes, followed, strict=True):
        shape = {"name": name, **proposal_shape(report, language), "changes": [change_shape(c, language) for c in made]}
        each.append(shape | ({} if found is None else {"follows": follows_shape(found, language)}))
    if len(each) == 1:
        return each[0]
    verdicts = [{"proposal": shape["name"], **verdict} for shape in each for verdict in shape["verdicts"]]
    return {"proposals": each, "rows": rows_shape(reports, names), "verdicts": verdicts}
