"""Scenarios in plain words: what speaks for and against each of their states, short names, and families of near-identical ones."""

from shiome.futures.commentary.grouping import Family, ScenarioName, distinguish, families
from shiome.futures.commentary.standing import Change, Joint, Point, joints, weakest
from shiome.futures.commentary.words import Titles
from shiome.futures.commentary.writing import Commentary, DriverComment, comment

__all__ = [
    "Change",
    "Commentary",
    "DriverComment",
    "Family",
    "Joint",
    "Point",
    "ScenarioName",
    "Titles",
    "comment",
    "distinguish",
    "families",
    "joints",
    "weakest",
]
