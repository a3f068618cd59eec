"""The bodies that watch over the sanctions as one framework: members, tasks, contributions, hand-over, duties and gaps."""

from shiome.sanctions.framework.bodies import body_of, expanded, is_known_reader
from shiome.sanctions.framework.building import framework_of
from shiome.sanctions.framework.model import DutyState, Framework, FrameworkBody, Overlap, Route
from shiome.sanctions.framework.shapes import framework_shape, rows_of

__all__ = [
    "DutyState",
    "Framework",
    "FrameworkBody",
    "Overlap",
    "Route",
    "body_of",
    "expanded",
    "framework_of",
    "framework_shape",
    "is_known_reader",
    "rows_of",
]
