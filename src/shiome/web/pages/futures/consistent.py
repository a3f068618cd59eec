"""Combinations of states that hold together, in families, with what speaks for and against each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.pages.futures.knowing import at_name, claim_sources, joined, model_of, seen_state

if TYPE_CHECKING:
    from shiome.futures.analyses.consistent import Consistent
    from shiome.futures.commentary import Commentary, Family, Joint, Point

TOLD = 4
"""Families that are commented on, the largest first."""
DRAWS = 200
"""Matrices drawn from the bands."""


def page(asked: Asked) -> Answer:
    """The frame; finding the scenarios is a part."""
    return Answer(template="futures/consistent.html", data={"drivers": len(model_of(asked).drivers)})


def kinds(asked: Asked) -> Answer:
    """The families with their commentary, and the drivers on which they differ."""
    from shiome.futures.analyses.consistent import consistent, weighted
    from shiome.futures.commentary import comment

    found = consistent(model_of(asked))
    told = found.families[:TOLD]
    scenarios = found.scenarios()
    comments = [comment(found.model, scenarios[family.head], bands=found.bands) for family in told]
    chances = {each.scenario: each.probability for each in weighted(found, draws=DRAWS).weights} if told else {}
    shares = [chances.get(tuple(row), 0.0) for row in found.solutions.scenarios.tolist()] if told else []
    data = {
        "count": found.count,
        "families": len(found.families),
        "draws": DRAWS,
        "unsettled": [asked.text(found.model.driver(name).name) for name in found.unsettled],
        "told": [
            _family(asked, number, family, commentary, [shares[member] for member in family.members])
            for number, (family, commentary) in enumerate(zip(told, comments, strict=True))
        ],
    }
    tables = [_reasons(asked, found, number, each) for number, each in enumerate(comments)]
    return Answer(template="futures/families.html", data=data, tables=[_differences(asked, found, told), *tables])


def letter(number: int) -> str:
    """By which a family is called.

    >>> letter(0), letter(3)
    ('A', 'D')
    """
    return chr(ord("A") + number)


def _family(
    asked: Asked, number: int, family: Family, commentary: Commentary, shares: Sequence[float]
) -> dict[str, Any]:
    return {
        "letter": letter(number),
        "name": asked.text(family.name),
        "size": len(family.members),
        "low": min(shares),
        "high": max(shares),
        "short": asked.text(commentary.short),
    }


def _reasons(asked: Asked, found: Consistent, number: int, commentary: Commentary) -> Table:
    """What speaks for and against each state of a family's head; the weakest first."""
    t = asked.words
    joints = sorted((each.joint for each in commentary.drivers), key=lambda joint: joint.margin)
    words = {each.joint.at.driver: asked.text(each.text) for each in commentary.drivers}
    passages = claim_sources(asked, (claim for joint in joints for claim in _claims(joint)))
    rows = [
        {
            "state": at_name(asked, found.model, *joint.at),
            "standing": t(f"futures.standing_{joint.standing}"),
            "for": _points(asked, found, joint.points_for),
            "against": _points(asked, found, joint.points_against),
            "words": words[joint.at.driver],
            "_href": asked.link(f"/futures/drivers/{joint.at.driver}"),
            "_sources": joined(passages.get(claim, []) for claim in _claims(joint)),
        }
        for joint in joints
        if joint.standing not in ("open", "alone")
    ]
    columns = [
        Column(key="state", title=t("futures.state")),
        Column(key="standing", title=t("futures.standing")),
        Column(key="for", title=t("futures.for")),
        Column(key="against", title=t("futures.against")),
        Column(key="words", title=t("futures.words")),
    ]
    return Table(
        id=f"reasons-{letter(number)}",
        title=t("futures.reasons", letter=letter(number)),
        columns=columns,
        rows=rows,
    )


def _claims(joint: Joint) -> list[str]:
    return list(dict.fromkeys(claim for p in (*joint.points_for, *joint.points_against) for claim in p.claims))


def _points(asked: Asked, found: Consistent, points: Sequence[Point]) -> str:
    return asked.words("futures.and").join(
        f"{at_name(asked, found.model, *point.source)} ({point.balance:+g})"
        for point in points
        if point.source.driver in found.model.by_id
    )


def _differences(asked: Asked, found: Consistent, told: Sequence[Family]) -> Table:
    """The commonest state of each family where they differ, beside the one last observed."""
    t, every = asked.words, found.scenarios()
    rows = []
    for driver in found.model.drivers:
        common = [
            Counter(every[member][driver.id] for member in family.members).most_common(1)[0][0] for family in told
        ]
        if len(set(common)) > 1:
            states = {letter(number): asked.text(driver.state(state).name) for number, state in enumerate(common)}
            rows.append(
                {
                    "driver": asked.text(driver.name),
                    "observed": seen_state(asked, driver),
                    **states,
                    "_href": asked.link(f"/futures/drivers/{driver.id}"),
                }
            )
    columns = [Column(key="driver", title=t("futures.driver")), Column(key="observed", title=t("futures.observed"))]
    columns += [Column(key=letter(number), title=letter(number)) for number in range(len(told))]
    return Table(id="differences", title=t("futures.differences"), columns=columns, rows=rows)
