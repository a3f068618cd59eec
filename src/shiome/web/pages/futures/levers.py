"""What if: drivers are held in states, and the chances of the open questions change; the address carries what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.errors import QueryRefused
from shiome.records.model import in_language
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_names
from shiome.web.pages.futures.chances import Chance, Open, compared, open_questions, simulated_hits
from shiome.web.pages.futures.knowing import RUNS, at_name, joined, model_of
from shiome.web.telling import address_of, band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shiome.futures.model import FuturesModel


def page(asked: Asked) -> Answer:
    """The levers as a form: those that partners control first, then what can only be assumed."""
    model = model_of(asked)
    held = _held(model, asked.values["hold"])
    levers = [
        {
            "id": each.id,
            "name": asked.text(each.name),
            "by": actor_names(asked, each.controlled_by),
            "held": held.get(each.id, ""),
            "states": [
                {"id": state.id, "name": asked.text(state.name), "observed": state.id == each.observed}
                for state in each.states
            ],
        }
        for each in model.drivers
    ]
    data = {
        "held": _texts(held),
        "controlled": [each for each in levers if each["by"]],
        "assumed": [each for each in levers if not each["by"]],
    }
    return Answer(template="futures/levers.html", data=data)


def chances(asked: Asked) -> Answer:
    """Chances with and without what is held, run for run on the same random numbers; the largest change first."""
    model = model_of(asked)
    held = _held(model, asked.values["hold"])
    version = asked.desk.data_version()
    opened = open_questions(asked.desk, version, asked.day)
    plain = simulated_hits(asked.desk, version, asked.day, ())
    treated = simulated_hits(asked.desk, version, asked.day, tuple(held.items()))
    found = [(each, compared(before, after)) for each, before, after in zip(opened, plain, treated, strict=True)]
    found.sort(key=lambda pair: -abs(pair[1].change))
    data = {
        "held": [at_name(asked, model, driver, state) for driver, state in held.items()],
        "settings": _texts(held),
        "runs": RUNS,
        "questions": len(found),
    }
    rows = [_row(asked, each, chance, changed=bool(held)) for each, chance in found]
    return Answer(template="futures/chances.html", data=data, tables=[_table(asked, rows)])


def _texts(held: dict[str, str]) -> list[str]:
    return [f"{driver}={state}" for driver, state in held.items()]


def _held(model: FuturesModel, given: Sequence[str]) -> dict[str, str]:
    """What is held, in the order of the model, so that one set of levers is one answer.

    Raises
    ------
    QueryRefused
        ``futures.held``: a driver is held in two states.
    """
    found: dict[str, str] = {}
    for text in given:
        driver, state = model.at(text)
        if found.get(driver, state) != state:
            raise QueryRefused(
                "futures.held",
                f"{driver} cannot be held in {found[driver]} and in {state}",
                ja=f"{driver} を {found[driver]} と {state} の両方に固定することはできない",
                hint="hold it in one state",
                hint_ja="一つの状態を選ぶ",
                failed=text,
            )
        found[driver] = state
    return {each.id: found[each.id] for each in model.drivers if each.id in found}


def _row(asked: Asked, each: Open, chance: Chance, *, changed: bool) -> dict[str, Any]:
    given = asked.words("futures.given", condition=each.condition) if each.condition else ""
    both = changed and chance.without is not None and chance.held is not None
    return {
        "judgement": in_language(each.judgement, asked.language).proposition,
        "formula": f"{each.question.text()} {given}".strip(),
        "band": band(*each.judgement.band),
        "without": chance.without,
        "with": chance.held if changed else None,
        "change": _points(chance.change) if both else "",
        "error": f"{200 * chance.error:.1f}" if both else "",
        "_class": "changed" if both and abs(chance.change) > 2 * chance.error else "",
        "_href": address_of(asked, each.judgement),
        "_sources": joined([asked.evidence(each.judgement.sources)]),
    }


def _points(share: float) -> str:
    """A difference of shares in percentage points.

    >>> _points(0.034), _points(-0.1)
    ('+3.4', '-10.0')
    """
    return f"{100 * share:+.1f}"


def _table(asked: Asked, rows: list[dict[str, Any]]) -> Table:
    t = asked.words
    columns = [
        Column(key="judgement", title=t("futures.judgement")),
        Column(key="band", title=t("futures.author_band")),
        Column(key="without", title=t("futures.without"), kind="share"),
        Column(key="with", title=t("futures.with"), kind="share"),
        Column(key="change", title=t("futures.change")),
        Column(key="error", title=t("futures.error")),
        Column(key="formula", title=t("futures.formula"), kind="code"),
    ]
    return Table(id="chances", title="", columns=columns, rows=rows, note=t("futures.chances_note", runs=f"{RUNS:,}"))
