"""*Ledger*: judgements with their bands and outcomes, what is due, and how well the bands did."""

from __future__ import annotations

from typing import Any, get_args

from shiome.errors import NotKnown
from shiome.records.model import Judgement, Outcome, in_language
from shiome.records.values import LIVE
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Parameter, Picture, Section, Table
from shiome.web.naming import actor_name
from shiome.web.telling import address_of, band

SHOWN = 200
"""Judgements on one page."""


def _list(asked: Asked) -> Answer:
    t, wanted = asked.words, asked.values["outcome"]
    found = asked.workspace.store.records(
        "judgement", as_of=asked.day, status=LIVE, order="newest", limit=SHOWN, offset=asked.values["offset"]
    )
    judgements = [each for each in found if isinstance(each, Judgement) and (not wanted or each.outcome == wanted)]
    asked.have(judgements)
    columns = [
        Column(key="made_on", title=t("ledger.made_on"), kind="date"),
        Column(key="proposition", title=t("ledger.proposition")),
        Column(key="holder", title=t("ledger.holder")),
        Column(key="band", title=t("ledger.band")),
        Column(key="due", title=t("ledger.due"), kind="date"),
        Column(key="outcome", title=t("ledger.outcome")),
        Column(key="score", title="Brier", kind="number"),
    ]
    table = Table(id="judgements", title="", columns=columns, rows=[_row(asked, each) for each in judgements])
    data = {
        "count": len(judgements),
        "outcomes": [*get_args(Outcome)],
        "outcome": wanted,
        "later": asked.values["offset"] + SHOWN if len(found) == SHOWN else None,
        "earlier": asked.values["offset"],
    }
    return Answer(template="ledger/list.html", data=data, tables=[table])


def _row(asked: Asked, judgement: Judgement) -> dict[str, Any]:
    local = in_language(judgement, asked.language)
    return {
        "id": judgement.id,
        "made_on": judgement.made_on.isoformat(),
        "proposition": local.proposition,
        "holder": actor_name(asked, judgement.holder),
        "band": band(*judgement.band),
        "due": judgement.due,
        "outcome": _outcome(asked, judgement),
        "score": judgement.score,
        "_href": address_of(asked, judgement),
        "_sources": asked.evidence(judgement.sources),
    }


def _outcome(asked: Asked, judgement: Judgement) -> str:
    final = asked.words("ledger.final" if judgement.settled else "ledger.open")
    return f"{asked.words('ledger.outcome_' + judgement.outcome)} ({final})"


def _one(asked: Asked) -> Answer:
    from shiome.workspace.ledger import asking

    judgement = asked.workspace.store.record(asked.values["judgement"], as_of=asked.day)
    if not isinstance(judgement, Judgement):
        raise NotKnown("record.unknown", f"{judgement.id} is no judgement", ja=f"{judgement.id} は判断ではない")
    t = asked.words
    versions = [
        each
        for each in asked.workspace.store.history(judgement.id)
        if isinstance(each, Judgement) and each.known_from <= asked.day
    ]
    columns = [
        Column(key="known_from", title=t("ledger.known_from"), kind="date"),
        Column(key="band", title=t("ledger.band")),
        Column(key="outcome", title=t("ledger.outcome")),
        Column(key="coder", title=t("ledger.coder"), kind="code"),
    ]
    rows = [
        {
            "known_from": each.known_from.isoformat(),
            "band": band(*each.band),
            "outcome": _outcome(asked, each),
            "coder": each.coder,
            "_sources": asked.evidence(each.sources),
        }
        for each in versions
    ]
    forecasts = [
        {"holder": actor_name(asked, each.holder), "band": band(*each.band), "made_on": each.made_on.isoformat()}
        for each in asking.forecasts(asked.workspace, judgement.id, as_of=asked.day)
    ]
    data = _row(asked, judgement) | {
        "words": judgement.cue,
        "hedge": judgement.hedge,
        "condition": in_language(judgement, asked.language).condition,
        "criterion": in_language(judgement, asked.language).criterion,
        "horizon": judgement.horizon,
        "sources": asked.evidence(judgement.sources),
        "forecasts": forecasts,
    }
    return Answer(
        template="ledger/one.html",
        data={name: value for name, value in data.items() if not name.startswith("_")},
        tables=[Table(id="versions", title=t("ledger.versions"), columns=columns, rows=rows)],
        title=judgement.id,
    )


def _due(asked: Asked) -> Answer:
    from shiome.workspace.ledger import asking

    t = asked.words
    found = asking.due(asked.workspace, as_of=asked.day, limit=asked.values["limit"])
    columns = [
        Column(key="due", title=t("ledger.due"), kind="date"),
        Column(key="days", title=t("ledger.days"), kind="number"),
        Column(key="proposition", title=t("ledger.proposition")),
        Column(key="band", title=t("ledger.band")),
    ]
    rows = [
        _row(asked, each.judgement)
        | {"due": each.last.isoformat(), "days": each.days, "_class": "warn" if each.overdue else ""}
        for each in found
    ]
    table = Table(id="due", title="", columns=columns, rows=rows, note=t("ledger.due_note"))
    return Answer(template="ledger/due.html", data={"count": len(rows)}, tables=[table])


def _scores(asked: Asked) -> Answer:
    from shiome.futures.ledger.picture import reliability
    from shiome.workspace.ledger import asking

    t = asked.words
    scores = asking.scores(asked.workspace, as_of=asked.day, standing=asked.values["standing"])
    calibration = asking.calibration(asked.workspace, as_of=asked.day, standing=asked.values["standing"])
    columns = [
        Column(key="who", title=t("ledger.holder")),
        Column(key="n", title=t("ledger.number"), kind="number"),
        Column(key="brier", title="Brier", kind="number"),
        Column(key="low", title=t("ledger.low"), kind="number"),
        Column(key="high", title=t("ledger.high"), kind="number"),
        Column(key="forecast", title=t("ledger.said"), kind="share"),
        Column(key="observed", title=t("ledger.happened"), kind="share"),
    ]
    rows = [
        {
            "who": t("ledger.all") if each is scores.overall else actor_name(asked, each.group.key),
            "n": each.group.n,
            "brier": each.group.brier,
            "low": each.group.interval.low if each.group.interval else None,
            "high": each.group.interval.high if each.group.interval else None,
            "forecast": each.group.forecast,
            "observed": each.group.observed.value,
        }
        for each in (scores.overall, *scores.groups)
    ]
    picture = Picture(
        id="calibration",
        title=t("ledger.calibration"),
        alternative=t("ledger.calibration_alternative", n=calibration.n),
        specification=lambda: reliability(calibration, asked.language),
        source=t("ledger.calibration_source", day=asked.day.isoformat()),
    )
    return Answer(
        template="ledger/scores.html",
        data={"n": calibration.n, "rate": scores.rate, "rows": rows},
        tables=[Table(id="scores", title=t("ledger.scores"), columns=columns, rows=rows, note=t("ledger.scores_note"))],
        pictures=[picture],
    )


SECTION = Section(
    name="ledger",
    pages=(
        Page(
            name="ledger",
            path="/ledger",
            about="Judgements, newest first.",
            handler=_list,
            parameters=(
                Parameter(
                    name="outcome", kind="choice", choices=get_args(Outcome), about="Only those that came out so."
                ),
                Parameter(name="offset", kind="number", low=0, high=1_000_000, default=0, about="Pass over so many."),
            ),
        ),
        Page(
            name="ledger.due",
            path="/ledger/due",
            about="Open judgements that fall due next.",
            handler=_due,
            parameters=(Parameter(name="limit", kind="number", low=1, high=200, default=20, about="The most rows."),),
            slow=True,
            part=True,
        ),
        Page(
            name="ledger.scores",
            path="/ledger/scores",
            about="Scores by holder, and calibration.",
            handler=_scores,
            parameters=(
                Parameter(name="standing", kind="flag", default=False, about="Score what stands as of the day too."),
            ),
            slow=True,
            part=True,
        ),
        Page(name="ledger.one", path="/ledger/{judgement}", about="One judgement.", handler=_one),
    ),
)
