"""``shiome terms check``: departures from the term bank in drafts and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.compare import texts as texts_of
from shiome.cli.output import emit_json, emit_table, say
from shiome.cli.terms.bank import documents

if TYPE_CHECKING:
    from shiome.coordination.terms import Departure, Formula, TermCheck
    from shiome.region.pack import Pack

EXAMPLE = "Example: shiome terms check draft.txt --baseline 004"
_STANDING = {
    "departure": {"ja": "要修正", "en": "mend"},
    "doubtful": {"ja": "要判断", "en": "decide"},
    "reported": {"ja": "引用等", "en": "may stand"},
}
_BECAUSE = {
    "quoted": {"ja": "引用符の中", "en": "in quotation marks"},
    "rejected": {"ja": "文がそれを否定している", "en": "the sentence rejects it"},
    "told": {"ja": "他者の発言として述べている", "en": "told as somebody’s words"},
    "concept": {"ja": "別の概念の語の一部", "en": "part of the word for another concept"},
    "others": {"ja": "三か国以外の当事者の文言かもしれない", "en": "may be the wording of others"},
    "unclear": {"ja": "だれについて言うのか定まらない", "en": "unclear of whom it is said"},
}
_STATE = {
    "present": {"ja": "保たれている", "en": "present"},
    "weakened": {"ja": "弱まっている", "en": "weakened"},
    "gone": {"ja": "消えている", "en": "gone"},
    "silent": {"ja": "触れていない", "en": "not touched"},
}


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH…", help="Files or documents of the workspace; all of its documents for none."),
    ] = None,
    baseline: Annotated[
        str, typer.Option("--baseline", help="An earlier text (file or document) whose strength of wording is kept.")
    ] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Find words that depart from the term bank, with a mend, and formulas that are weakened or gone."""
    from datetime import date

    with texts_of(workspace) as (reader, given):
        names = paths or documents(workspace)
        checker = reader.term_checker(today=date.today())
        before = given(baseline) if baseline else None
        checks = [checker.check(given(name), baseline=before) for name in names]
        pack = reader.pack
    if json:
        counts = {name: sum(each.count(name) for each in checks) for name in ("departure", "doubtful", "reported")}
        emit_json({"texts": [each.shape() for each in checks], "counts": counts})
        return
    for each in checks:
        _show(each, pack, lang.value)


def _show(check: TermCheck, pack: Pack, language: str) -> None:
    typer.echo(f"{check.file}  {check.when}")
    if check.departures:
        headers = {
            "ja": ["行", "扱い", "語", "代わりに", "理由"],
            "en": ["line", "standing", "words", "instead", "why"],
        }
        emit_table(headers[language], [_row(each, language) for each in check.departures])
    for formula in check.formulas:
        typer.echo(_told(formula, pack, language))
    count = check.count("departure")
    if language == "ja":
        say(f"要修正 {count} 件、要判断 {check.count('doubtful')} 件、引用等 {check.count('reported')} 件")
    else:
        say(f"{count} to mend, {check.count('doubtful')} to decide, {check.count('reported')} that may stand")


def _row(found: Departure, language: str) -> list[str]:
    from shiome.vocabulary.languages import in_language

    why = _BECAUSE[found.because][language] if found.because else in_language(found.reason, language)
    mend = ""
    if found.mend is not None:
        fit = {"ja": "（語形を整える）", "en": " (fit the ending)"}[language] if found.mend.adjust else ""
        mend = found.mend.words + fit
    return [str(found.passage.line), _STANDING[found.standing][language], found.passage.words, mend, why]


def _told(formula: Formula, pack: Pack, language: str) -> str:
    from shiome.region.schema.words import WordingLadder
    from shiome.vocabulary.languages import in_language

    ladder = pack.entries("wording_ladders", WordingLadder)[formula.ladder]
    said = "" if formula.rung is None else in_language(ladder.rungs[formula.rung].name, language)
    expected = in_language(ladder.rungs[formula.expected].name, language)
    lines = ", ".join(map(str, list(dict.fromkeys(passage.line for passage in formula.passages))[:5]))
    where = f" ({'行' if language == 'ja' else 'line'} {lines})" if lines else ""
    name, state = in_language(ladder.name, language), _STATE[formula.state][language]
    wanted = {"ja": f"基準は「{expected}」", "en": f"expected: {expected}"}[language]
    return f"{name}: {state}{': ' + said if said else ''}{where}; {wanted}"
