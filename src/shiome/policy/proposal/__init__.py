"""Proposals put to the test: what each leaves whom exposed to, what it gives and for what, and whether it holds.

``catalogue`` takes from a pack what proposals are tested by; ``read_proposal`` reads a file; ``assess`` gives a verdict for each
criterion and party; ``side_by_side`` compares; ``smallest_change`` finds what turns a verdict; ``follows`` asks the futures engine.
"""

from __future__ import annotations

from shiome.policy.proposal.assessing import assess
from shiome.policy.proposal.catalogue import Catalogue, catalogue
from shiome.policy.proposal.changing import Change, failing, smallest_change
from shiome.policy.proposal.comparing import Row, side_by_side
from shiome.policy.proposal.following import Follows, follows
from shiome.policy.proposal.model import Measure, Proposal, Timing
from shiome.policy.proposal.reading import examine, proposal_from, read_proposal
from shiome.policy.proposal.verdicts import Report, Source, Verdict

__all__ = [
    "Catalogue",
    "Change",
    "Follows",
    "Measure",
    "Proposal",
    "Report",
    "Row",
    "Source",
    "Timing",
    "Verdict",
    "assess",
    "catalogue",
    "examine",
    "failing",
    "follows",
    "proposal_from",
    "read_proposal",
    "side_by_side",
    "smallest_change",
]
