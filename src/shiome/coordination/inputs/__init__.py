"""Inputs by addressee: arguments, the channels that reach it, what was said, and where the day is on an argument's side."""

from shiome.coordination.inputs.bank import addressee_called, argument_called, bank_of
from shiome.coordination.inputs.channels import HOPS, links_of, reach, ways
from shiome.coordination.inputs.entering import argument_entered, said_entered
from shiome.coordination.inputs.following import WINDOW, followed
from shiome.coordination.inputs.model import (
    Followed,
    Link,
    OwnArgument,
    Put,
    Said,
    Slot,
    Standpoint,
    Way,
    Withdrawal,
    counts,
)
from shiome.coordination.inputs.openings import standpoints
from shiome.coordination.inputs.shapes import InputShapes

__all__ = [
    "HOPS",
    "WINDOW",
    "Followed",
    "InputShapes",
    "Link",
    "OwnArgument",
    "Put",
    "Said",
    "Slot",
    "Standpoint",
    "Way",
    "Withdrawal",
    "addressee_called",
    "argument_called",
    "argument_entered",
    "bank_of",
    "counts",
    "followed",
    "links_of",
    "reach",
    "said_entered",
    "standpoints",
    "ways",
]
