"""Where the source documents and published data stand: beside the checkout, or where the environment says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared"


def sources() -> Path:
    """Folder of the source documents; skips the test where there is none."""
    folder = Path(os.environ.get("SHIOME_SOURCES", BESIDE / "sources"))
    if not folder.is_dir():
        pytest.skip(f"no source documents at {folder}: set SHIOME_SOURCES")
    return folder
