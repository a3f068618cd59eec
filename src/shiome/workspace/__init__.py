"""A workspace: one region, one store, and what is done with them."""

from shiome.workspace.workspace import Workspace

__all__ = ["Workspace"]
