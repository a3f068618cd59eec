"""The node of a workspace, as commands open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Node

FOLDER = "exchange"
"""Folder of the workspace that holds the node's files."""


def node_folder(workspace: Path) -> Path:
    """Where a workspace keeps its node."""
    return workspace / FOLDER


def open_node(workspace: Path) -> Node:
    """The node of a workspace.

    Raises
    ------
    StoreUnavailable
        ``exchange.missing``: it has none.
    """
    from shiome.coordination.exchange.node import Node

    return Node.open(node_folder(workspace))
