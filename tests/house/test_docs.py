"""Docs are tested: what the program has and the docs do not say fails here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_reference_pages_follow_the_code():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_command_has_help_and_an_example():
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    sections = page.split("\n## ")[1:]
    assert len(sections) >= 12
    for section in sections:
        name = section.splitlines()[0].strip("`")
        assert "Example:" in section, name
        assert len(section.splitlines()[2]) > 10, name


def test_every_option_and_pack_field_has_a_meaning():
    for page in ("commands.md", "pack.md"):
        for line in (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8").splitlines():
            if line.startswith("| `"):
                assert re.search(r"\| *[^ |][^|]* *\|$", line), (page, line)


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_first_screen_of_the_readme_has_both_commands(readme):
    first = "\n".join((ROOT / readme).read_text(encoding="utf-8").splitlines()[:20])
    assert "make outlook" in first
    assert "make test" in first


def test_measurements_have_their_commands():
    page = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8")
    for section in page.split("\n## ")[1:]:
        assert "```" in section, section.splitlines()[0]
