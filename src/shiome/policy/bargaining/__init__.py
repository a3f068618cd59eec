"""Bargaining: who could move whom, towards where, round by round, by the expected-utility model and by the spatial model."""

from shiome.policy.bargaining.bands import BandedCourse, Pull, banded_negotiate
from shiome.policy.bargaining.definitions import DEFINITIONS, Definition, definition
from shiome.policy.bargaining.draws import BandedForecast, Moved, banded_forecast, simulate
from shiome.policy.bargaining.forecast import Challenge, Forecast, Round, forecast
from shiome.policy.bargaining.inputs import Inputs, Missing, inputs, titled
from shiome.policy.bargaining.narration import Row, narrate, notes
from shiome.policy.bargaining.pictures import actor_charts, median_chart
from shiome.policy.bargaining.report import to_plain
from shiome.policy.bargaining.rules import Rules
from shiome.policy.bargaining.spatial import Course, Turn, negotiate
from shiome.policy.bargaining.table import Actor, Scale, Span, Table, shared_salience

__all__ = [
    "DEFINITIONS",
    "Actor",
    "BandedCourse",
    "BandedForecast",
    "Challenge",
    "Course",
    "Definition",
    "Forecast",
    "Inputs",
    "Missing",
    "Moved",
    "Pull",
    "Round",
    "Row",
    "Rules",
    "Scale",
    "Span",
    "Table",
    "Turn",
    "actor_charts",
    "banded_forecast",
    "banded_negotiate",
    "definition",
    "forecast",
    "inputs",
    "median_chart",
    "narrate",
    "negotiate",
    "notes",
    "shared_salience",
    "simulate",
    "titled",
    "to_plain",
]
