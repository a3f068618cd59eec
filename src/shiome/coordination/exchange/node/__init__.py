"""A partner node: what it holds, gives to whom, takes from whom, and the logs of it."""

from shiome.coordination.exchange.node.client import PartnerClient
from shiome.coordination.exchange.node.identity import Folder, Identity, Limits
from shiome.coordination.exchange.node.node import Node
from shiome.coordination.exchange.node.pages import Page, Question
from shiome.coordination.exchange.node.partners import ROLES, Partner, Role
from shiome.coordination.exchange.node.planning import Planned
from shiome.coordination.exchange.node.publishing import Published, Terms
from shiome.coordination.exchange.node.receiving import Intake, Refusal
from shiome.coordination.exchange.node.refused import RefusalRow, RefusedBytes
from shiome.coordination.exchange.node.stored import StoredView
from shiome.coordination.exchange.node.syncing import Synchronised, client_for, synchronise
from shiome.coordination.exchange.node.taking import Took
from shiome.coordination.exchange.node.work import Delivery

__all__ = [
    "ROLES",
    "Delivery",
    "Folder",
    "Identity",
    "Intake",
    "Limits",
    "Node",
    "Page",
    "Partner",
    "PartnerClient",
    "Planned",
    "Published",
    "Question",
    "Refusal",
    "RefusalRow",
    "RefusedBytes",
    "Role",
    "StoredView",
    "Synchronised",
    "Terms",
    "Took",
    "client_for",
    "synchronise",
]
