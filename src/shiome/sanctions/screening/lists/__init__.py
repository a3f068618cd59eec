"""Loaders of the published lists: each turns a file into a snapshot of FollowTheMoney-shaped entities."""

from shiome.sanctions.screening.lists.loading import load_list, load_lists

__all__ = ["load_list", "load_lists"]
