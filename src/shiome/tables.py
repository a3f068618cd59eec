"""Tables that ship within the package: YAML files beside the code that uses them."""

from __future__ import annotations

from importlib import resources
from typing import Any


def shipped_table(package: str, *path: str) -> Any:
    """What a YAML file of the package holds.

    Parameters
    ----------
    package:
        Module, or the package it is in, beside which the file lies: ``__package__``.
    path:
        Folders below it, and the name of the file.
    """
    import yaml  # who needs no table need not pay for it

    # libyaml reads ten times as fast as PyYAML's own reader, which stands in where PyYAML was built without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files(package).joinpath(*path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
