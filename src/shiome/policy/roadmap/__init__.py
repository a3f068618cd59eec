"""Roadmaps: a schedule of reciprocal steps that puts each ally's own threat first, and whether anybody gains by leaving it."""

from shiome.policy.roadmap.checking import Check, Holding, Limits, check_incentives, limits, smallest_discount
from shiome.policy.roadmap.draws import Robustness, robustness
from shiome.policy.roadmap.fallback import Branch, branch_of, branches
from shiome.policy.roadmap.mending import Mend, Reordered, mends, reorder_until_held
from shiome.policy.roadmap.model import Road, Schedule
from shiome.policy.roadmap.planning import Plans, plans, preferred, shortest
from shiome.policy.roadmap.reading import read_roadmap, roadmap_of
from shiome.policy.roadmap.report import RoadmapReport, as_data, gantt_of, mend_line, plan_roadmap, rows_of

__all__ = [
    "Branch",
    "Check",
    "Holding",
    "Limits",
    "Mend",
    "Plans",
    "Reordered",
    "Road",
    "RoadmapReport",
    "Robustness",
    "Schedule",
    "as_data",
    "branch_of",
    "branches",
    "check_incentives",
    "gantt_of",
    "limits",
    "mend_line",
    "mends",
    "plan_roadmap",
    "plans",
    "preferred",
    "read_roadmap",
    "reorder_until_held",
    "roadmap_of",
    "robustness",
    "rows_of",
    "shortest",
    "smallest_discount",
]
