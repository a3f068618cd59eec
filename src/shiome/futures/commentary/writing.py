"""Commentary on a scenario as readable sentences: first in short, then driver by driver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from shiome.futures.commentary.standing import Joint, Point, joints, weakest
from shiome.futures.commentary.words import Speech, Texts, Titles, number
from shiome.futures.consistency.bands import Banded
from shiome.futures.model.matrices import BACKGROUND, banded
from shiome.futures.model.model import At, FuturesModel
from shiome.vocabulary.languages import INTERFACE_LANGUAGES

POINTS = 3
"""Points that a sentence names on either side; the joints hold them all."""
NAMED = 4
"""Drivers that the short paragraph names."""


@dataclass(frozen=True, slots=True)
class DriverComment:
    """One driver of the scenario: what stands behind the words, and the words."""

    joint: Joint
    text: Texts


@dataclass(frozen=True, slots=True)
class Commentary:
    """A scenario in words."""

    scenario: Mapping[str, str]
    margin: float
    """The smallest lead of any driver: below 0 it is inconsistent; infinite where nothing decides any."""
    short: Texts
    """One paragraph: what this future is, what holds it together, its weakest joint."""
    drivers: tuple[DriverComment, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON takes it; a lead without a rival is None."""
        return {
            "scenario": dict(self.scenario),
            "margin": _finite(self.margin),
            "short": self.short,
            "drivers": [_plain(each) for each in self.drivers],
        }


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _plain(comment: DriverComment) -> dict[str, Any]:
    joint = comment.joint
    return {
        "driver": joint.at.driver,
        "state": joint.at.state,
        "rival": joint.rival,
        "margin": _finite(joint.margin),
        "standing": joint.standing,
        "steady": joint.steady,
        "for": [_plain_point(point) for point in joint.points_for],
        "against": [_plain_point(point) for point in joint.points_against],
        "changes": [{"driver": c.source.driver, "state": c.source.state, "margin": c.margin} for c in joint.changes],
        "text": comment.text,
    }


def _plain_point(point: Point) -> dict[str, Any]:
    return {
        "driver": point.source.driver,
        "state": point.source.state,
        "balance": point.balance,
        "claims": list(point.claims),
        "hedge": point.hedge,
        "documents": list(point.documents),
    }


def comment(
    model: FuturesModel, scenario: Mapping[str, str], *, bands: Banded | None = None, titles: Titles | None = None
) -> Commentary:
    """Say what speaks for and against each state of a scenario.

    Parameters
    ----------
    scenario:
        One state of each driver.
    bands:
        The matrix; that of the model unless given.
    titles:
        Names of documents; without them, sentences tell their number.

    Raises
    ------
    InputRefused
        ``consistency.incomplete``, ``consistency.unknown``: the scenario does not name one state of each driver.
    """
    found = joints(model, banded(model) if bands is None else bands, scenario)
    speeches = [Speech(model, language, titles or {}) for language in INTERFACE_LANGUAGES]
    least = weakest(found)
    return Commentary(
        scenario={joint.at.driver: joint.at.state for joint in found},
        margin=float("inf") if least is None else least.margin,
        short={speech.language: _short(speech, found) for speech in speeches},
        drivers=tuple(
            DriverComment(joint, {speech.language: _driver(speech, joint) for speech in speeches}) for joint in found
        ),
    )


def _driver(speech: Speech, joint: Joint) -> str:
    at = speech.at(joint.at)
    if joint.standing in ("open", "alone"):
        return speech.say(joint.standing, at=at)
    rival = speech.state(At(joint.at.driver, joint.rival))
    sentences = [speech.say(joint.standing, at=at, rival=rival, margin=number(abs(joint.margin)))]
    for side, points in (("for", joint.points_for), ("against", joint.points_against)):
        said = speech.listed([_point(speech, point, rival) for point in points[:POINTS]])
        sentences.append(speech.say(side, points=said) if said else speech.say(f"{side}_none"))
    sentences += _objection(speech, joint)
    sentences += _turning(speech, joint, rival)
    return speech.say("gap").join(sentences)


def _point(speech: Speech, point: Point, rival: str) -> str:
    verbs = {
        "supports": point.balance > 0 and point.chosen > 0,
        "hinders": point.balance < 0 and point.chosen < 0,
        "holds_back": point.balance > 0 and point.rival < 0,
        "draws_to": point.balance < 0 and point.rival > 0,
    }
    said = speech.say("verbs").join(speech.say(key, rival=rival) for key, holds in verbs.items() if holds)
    grounds = ""
    if point.claims:
        told = {"claims": speech.counted("claims", len(point.claims)), "hedge": speech.hedge(point.hedge)}
        grounds = speech.say("grounds", documents=speech.documents(point.documents), **told)
    for cell in point.cells:
        if cell.override is not None:
            grounds += speech.say("override", by=cell.override.by, reason=cell.override.reason)
    return speech.say(
        "point", source=speech.at(point.source), verbs=said, weight=f"{point.balance:+g}", grounds=grounds
    )


def _objection(speech: Speech, joint: Joint) -> list[str]:
    objection = joint.objection
    if objection is None:
        return []
    sentences = []
    if joint.standing == "fails":
        minus, plus = (sum(p.balance for p in each) for each in (joint.points_against, joint.points_for))
        against = _some(speech, [speech.at(point.source) for point in joint.points_against])
        key = "reason" if joint.points_for else "reason_only"
        sentences.append(speech.say(key, against=against, minus=number(minus), plus=number(plus)))
    else:
        sentences.append(speech.say("objection", source=speech.at(objection.source)))
    texts = [support.text.get(speech.language, "") for cell in objection.cells for support in cell.supports]
    if any(texts):
        sentences.append(speech.say("claim", text=next(text for text in texts if text).rstrip("。.")))
    return sentences


def _turning(speech: Speech, joint: Joint, rival: str) -> list[str]:
    fails = joint.standing == "fails"
    ends = ("would_not_hold" if joint.steady else "would_hold") if fails else "steady" if joint.steady else "unsteady"
    ending = "won" if fails else "lost"
    by_driver: dict[str, At] = {}
    for each in joint.changes:
        by_driver.setdefault(each.source.driver, each.source)
    changes = list(by_driver.values())[:2]
    if not changes:
        return [speech.say(ends, rival=rival), speech.say(f"change_none_{ending}")]
    said = [speech.say("change", driver=speech.driver(each.driver), state=speech.state(each)) for each in changes]
    return [speech.say(ends, rival=rival), speech.say(f"change_{ending}", changes=speech.say("change_or").join(said))]


def _short(speech: Speech, found: Sequence[Joint]) -> str:
    sentences = [_future(speech, found)]
    links = [(point, joint) for joint in found for point in joint.points_for if point.source.driver != BACKGROUND]
    strongest = sorted(links, key=lambda each: -each[0].balance)[:2]
    if strongest:
        said = [speech.say("link", source=speech.at(p.source), target=speech.at(joint.at)) for p, joint in strongest]
        sentences.append(speech.say("together", points=speech.say("join").join(said)))
    sentences += _weakest(speech, found)
    undecided = [joint.at.driver for joint in found if joint.standing == "open"]
    if undecided:
        sentences.append(speech.say("undecided", list=_some(speech, [speech.driver(each) for each in undecided])))
    return speech.say("gap").join(sentences)


def _future(speech: Speech, found: Sequence[Joint]) -> str:
    observed = {driver.id: driver.observed for driver in speech.model.drivers if driver.observed}
    if not observed:
        return speech.say("states", list=_some(speech, [speech.at(joint.at) for joint in found]))
    changed = [joint.at for joint in found if observed.get(joint.at.driver, joint.at.state) != joint.at.state]
    if not changed:
        return speech.say("same")
    return speech.say(
        "differs", list=_some(speech, [speech.at(each) for each in changed]), same=len(observed) - len(changed)
    )


def _some(speech: Speech, names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return speech.listed([*names[:NAMED], *([speech.say("more", count=rest)] if rest > 0 else [])])


def _weakest(speech: Speech, found: Sequence[Joint]) -> list[str]:
    least = weakest(found)
    if least is None:
        return []
    key = {"holds": "weakest", "tie": "weakest_tie", "fails": "weakest_fails"}[least.standing]
    rival = speech.state(At(least.at.driver, least.rival))
    failing = sum(joint.standing == "fails" for joint in found)
    margin = number(abs(least.margin))
    sentences = [speech.say(key, at=speech.at(least.at), rival=rival, margin=margin, count=failing)]
    if least.objection is not None:
        sentences.append(speech.say("weakest_objection", source=speech.at(least.objection.source)))
    return sentences
