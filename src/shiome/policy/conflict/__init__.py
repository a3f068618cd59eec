"""The graph model for conflict resolution: which states hold, for whom, against which answers, and what that rests on."""

from shiome.policy.conflict.analysis import Analysis, Dependence, analyse
from shiome.policy.conflict.chains import CHAINS, Chain
from shiome.policy.conflict.coalitions import CoalitionStability, coalition_stability
from shiome.policy.conflict.exchange import from_gmcr, to_gmcr
from shiome.policy.conflict.files import from_plain, read_conflict, to_plain, write_conflict
from shiome.policy.conflict.game import Game, build
from shiome.policy.conflict.inverse import Inverse, inverse
from shiome.policy.conflict.model import (
    Conflict,
    DecisionMaker,
    Doubtful,
    Metric,
    Option,
    Pairs,
    Ranking,
    Statements,
    Weights,
)
from shiome.policy.conflict.narration import explain, explain_all
from shiome.policy.conflict.paths import Path, Step, status_quo_paths
from shiome.policy.conflict.picture import Picture, draw, picture
from shiome.policy.conflict.published import Claim, Discrepancy, check
from shiome.policy.conflict.reports import (
    explain_inverse,
    inverse_json,
    picture_json,
    robustness_json,
    swaps_json,
)
from shiome.policy.conflict.robustness import Robustness, Swap, critical_swaps, robustness
from shiome.policy.conflict.stability import CONCEPTS, Concept, Stability, stability
from shiome.policy.conflict.unknown import ATTITUDES, UncertainStability, uncertain

__all__ = [
    "ATTITUDES",
    "CHAINS",
    "CONCEPTS",
    "Analysis",
    "Chain",
    "Claim",
    "CoalitionStability",
    "Concept",
    "Conflict",
    "DecisionMaker",
    "Dependence",
    "Discrepancy",
    "Doubtful",
    "Game",
    "Inverse",
    "Metric",
    "Option",
    "Pairs",
    "Path",
    "Picture",
    "Ranking",
    "Robustness",
    "Stability",
    "Statements",
    "Step",
    "Swap",
    "UncertainStability",
    "Weights",
    "analyse",
    "build",
    "check",
    "coalition_stability",
    "critical_swaps",
    "draw",
    "explain",
    "explain_all",
    "explain_inverse",
    "from_gmcr",
    "from_plain",
    "inverse",
    "inverse_json",
    "picture",
    "picture_json",
    "read_conflict",
    "robustness",
    "robustness_json",
    "stability",
    "status_quo_paths",
    "swaps_json",
    "to_gmcr",
    "to_plain",
    "uncertain",
    "write_conflict",
]
