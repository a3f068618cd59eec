"""Every point at which other packages and Python reach in is documented."""

import importlib
import re
from pathlib import Path

import pytest

import shiome
from shiome.plugins import GROUPS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = (DOCS / "how-to" / "plugins.md", DOCS / "ja" / "plugins.md")


@pytest.mark.parametrize("file", PAGES, ids=["en", "ja"])
def test_every_group_and_what_it_needs_is_documented(file):
    page = file.read_text(encoding="utf-8")
    for group, kind in GROUPS.items():
        assert f"`{group}`" in page
        assert all(re.search(rf"`{name}\b", page) for name in kind.needs), group


@pytest.mark.parametrize("file", PAGES, ids=["en", "ja"])
def test_every_contract_that_is_named_is_there(file):
    page = file.read_text(encoding="utf-8")
    contracts = re.findall(r"`(shiome\.[a-z_.]+)\.([A-Z]\w+)`", page)
    assert len(contracts) >= len(GROUPS)
    for module, name in contracts:
        assert getattr(importlib.import_module(module), name).__doc__


def test_every_public_name_is_documented():
    page = (DOCS / "how-to" / "python.md").read_text(encoding="utf-8")
    assert all(f"`shiome.{name}" in page for name in shiome.__all__)
