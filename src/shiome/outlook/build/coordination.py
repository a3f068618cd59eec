"""Coordination: consultation files, commitments to ask after, tests that were declared, words in common."""

from __future__ import annotations

from shiome.coordination.commitments.reminders import Reminder, reminders
from shiome.coordination.commitments.touchstones import Trial
from shiome.coordination.commitments.words import derived_word, word
from shiome.coordination.view import CoordinationView
from shiome.outlook.build.consultations import consultations
from shiome.outlook.build.context import Context
from shiome.outlook.build.coordination_words import departures, lines
from shiome.outlook.build.parts import part, remark, section, tabled
from shiome.outlook.model import Cell, Section

COMMITMENTS = 16
TRIALS = 12


def coordination(context: Context) -> Section | None:
    """The section on coordination; none where the region has nothing of the kind."""
    view, words = context.coordination, context.words
    if view is None:
        return None
    return section(
        "coordination",
        words("coordination.title"),
        blocks=(remark(words("coordination.nature")),),
        sections=[
            *consultations(context, view),
            _commitments(context, view),
            _trials(context, view),
            departures(context, view),
            lines(context, view),
        ],
        empty=words("coordination.none"),
    )


def _commitments(context: Context, view: CoordinationView) -> Section | None:
    """Each commitment that somebody should look at, with every reason to; the most pressing first."""
    words = context.words
    reasons: dict[str, list[Reminder]] = {}
    for each in reminders(view.register):
        reasons.setdefault(each.standing.id, []).append(each)
    if not view.register.standings:
        return None
    columns = [(words("coordination.commitments.promise"), 3.2), (words("coordination.commitments.told"), 1.7)]
    columns += [(words("coordination.commitments.derived"), 2.2), (words("coordination.commitments.why"), 3.7)]
    rows = [row for found in reasons.values() if (row := _commitment(context, found)) is not None]
    table = tabled(words("coordination.commitments.caption"), columns, rows, most=COMMITMENTS, words=words)
    counted = words("coordination.commitments.count", n=len(view.register.standings), looked=len(reasons))
    blocks = (remark(counted, words("coordination.commitments.nature")), *table)
    return part("coordination.commitments", words("coordination.commitments.title"), blocks)


def _commitment(context: Context, found: list[Reminder]) -> tuple[Cell, ...] | None:
    words, standing = context.words, found[0].standing
    evidence = context.book.sources(reversed(standing.told.sources), few=2)
    if not evidence:
        return None
    promised, derived = words.title(context.text(standing.content)), standing.derived
    return (
        Cell(text=promised, note=context.names(standing.owner), evidence=evidence),
        Cell(text=word(standing.told.state, context.language), note=context.dated(standing.told.when)),
        Cell(text=derived_word(derived.state, context.language), note=context.text(derived.name))
        if derived is not None
        else Cell(text="—"),
        Cell(text=words.reasons([_why(context, each) for each in found])),
    )


def _why(context: Context, reminder: Reminder) -> str:
    words = context.words
    reason = words(f"coordination.reasons.{reminder.reason}", n=reminder.days)
    return reason + (words("paren", text=context.names(reminder.states)) if reminder.states else "")


def _trials(context: Context, view: CoordinationView) -> Section | None:
    """The tests that were declared: those past their date without an answer first, then the others without one."""
    words = context.words
    order = sorted(view.trials, key=lambda each: (not each.unanswered, each.result != "open", each.when, each.id))
    columns = [(words("coordination.trials.name"), 3.0), (words("coordination.trials.tests"), 3.6)]
    columns += [(words("coordination.trials.when"), 1.8), (words("coordination.trials.result"), 3.0)]
    rows = [row for each in order if (row := _trial(context, each)) is not None]
    blocks = tabled(words("coordination.trials.caption"), columns, rows, most=TRIALS, words=words)
    return part("coordination.trials", words("coordination.trials.title"), blocks)


def _trial(context: Context, trial: Trial) -> tuple[Cell, ...] | None:
    words = context.words
    evidence = context.book.sources(trial.sources, few=2)
    if not evidence:
        return None
    last = trial.results[-1] if trial.results else None
    return (
        Cell(text=context.text(trial.name), note=context.actor(trial.declared_by), evidence=evidence),
        Cell(text=words.sentence(context.text(trial.tests)), note=context.names(trial.tested)),
        Cell(text=context.label(trial.when), note=word(trial.time, context.language)),
        Cell(
            text=word(trial.result, context.language),
            note=words.sentence(context.text(last.text)) if last is not None else "",
            evidence=context.book.sources(last.sources, few=2) if last is not None else (),
        ),
    )
