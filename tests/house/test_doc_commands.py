"""Every command that a page of the docs or a README prints is a command of the program, with options that it has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for page in (*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"))
    if "reference" not in page.parts and "_build" not in page.parts
)
_FENCE = re.compile(r"^```(?:console|sh|bash)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEXT = {";", "|", "&&", "||", "&"}


def commands(text: str) -> Iterator[list[str]]:
    """The words of each command of the program in the page's blocks, without comments."""
    for block in _FENCE.finditer(text):
        for line in block.group(1).replace("\\\n", " ").splitlines():
            line = line.removeprefix("$ ").strip()
            if not line.startswith("shiome "):
                continue
            lexer = shlex.shlex(line, posix=True, punctuation_chars=";|&")
            lexer.whitespace_split = True
            yield from _split(list(lexer))


def _split(words: list[str]) -> Iterator[list[str]]:
    found: list[str] = []
    for word in (*words, ";"):
        if word not in _NEXT:
            found.append(word)
            continue
        if found[:1] == ["shiome"]:
            yield found[1:]
        found = []


@cache
def program() -> Any:
    from shiome.cli.app import app

    return typer.main.get_command(app)


def faults(words: list[str]) -> Iterator[str]:
    """What the program would not know of it."""
    command, rest = program(), list(words)
    while rest and hasattr(command, "commands") and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    if hasattr(command, "commands") and not command.invoke_without_command and rest != ["--help"]:
        yield f"no command: {' '.join(words)}"
        return
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for word in rest:
        option = word.split("=", 1)[0]
        if re.fullmatch(r"--?[a-z][a-z-]*", option) and option not in known | {"--help", "-h"}:
            yield f"no option {option}: {' '.join(words)}"
    takes_words = any(parameter.param_type_name == "argument" for parameter in command.params)
    if hasattr(command, "commands") and rest and not rest[0].startswith("-") and not takes_words:
        yield f"no command: {' '.join(words)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_its_commands_are_those_of_the_program(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [fault for words in commands(text) for fault in faults(words)] == []


def test_a_slip_is_seen() -> None:
    text = (
        "```\nshiome ledger dew\nshiome measure --plott x.svg ; shiome nothing\n$ shiome ledger due -n 3 # --no\n```\n"
    )
    assert [len(list(faults(words))) for words in commands(text)] == [1, 1, 1, 0]
