"""Pages that a reader can follow word for word: the files and commands they print, and what the commands are said to answer.

A file is a paragraph with nothing but its name in backquotes, and the fenced block below it. Commands stand in ``console`` blocks
after ``$``; the lines below a command are lines of its answer, in their order, with ``…`` for what is left out. A command that the page
shows being refused carries the comment ``# exits with 1``.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tests.cli.program import Ran, run

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?:^|\n)`([\w./-]+)`\s*$")
_REFUSED = "# exits with 1"
_DRAWN = ("simulate", "forecast", "backtest", "--follows")
"""Words of commands that draw at random: their figures may differ in the last place from one processor to the next."""

_WIDTH = "120"
"""Columns of the terminal in which the pages were written."""


@dataclass(frozen=True)
class Written:
    """A file that the page asks its reader to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Typed:
    """A command, and the lines of its answer that the page prints."""

    line: str
    answer: tuple[str, ...]
    status: int

    def run(self, values: Mapping[str, str]) -> Ran:
        """Run it in the present folder, with values for the variables that the page leaves to its reader."""
        line = self.line.replace(_REFUSED, "").strip()
        for name, value in values.items():
            line = line.replace(f'"${name}"', shlex.quote(value))
        words = shlex.split(line)
        if words[0] == "shiome":
            with mock.patch.dict(os.environ, {"COLUMNS": _WIDTH}):  # what runs the tests may have set another
                return run(*words[1:])
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    def not_answered(self, ran: Ran) -> list[str]:
        """Lines that the page prints and the program did not, each looked for after the one before it."""
        drawn = any(word in self.line for word in _DRAWN)
        answered = [_plain(line, drawn=drawn) for line in (*ran.out.splitlines(), *ran.err.splitlines())]
        missing = []
        for shown in self.answer:
            pattern = ".*".join(re.escape(_plain(part, drawn=drawn)) for part in shown.split("…"))
            at = next((place for place, line in enumerate(answered) if re.fullmatch(pattern, line)), None)
            if at is None:
                missing.append(shown)
            else:
                answered = answered[at + 1 :]
        return missing


def steps(page: Path) -> Iterator[Written | Typed]:
    """What the page asks its reader to write and to type, from the top."""
    text = page.read_text(encoding="utf-8")
    for block in _FENCE.finditer(text):
        kind, body = block.groups()
        name = _NAME.search(text[: block.start()])
        if kind == "console":
            yield from _typed(body.splitlines())
        elif name is not None:
            yield Written(name.group(1), body)


def _typed(lines: Iterable[str]) -> Iterator[Typed]:
    line, answer = "", list[str]()
    for each in (*lines, "$ "):
        if each.startswith("$ "):
            if line:
                yield Typed(line, tuple(answer), 1 if _REFUSED in line else 0)
            line, answer = each[2:], []
        elif each.strip(" …"):
            answer.append(each)


def _plain(line: str, *, drawn: bool) -> str:
    """A line without its spacing, and without its figures where they are drawn."""
    joined = " ".join(line.split())
    return re.sub(r"\d+", "#", joined) if drawn else joined


def follow(page: Path, *, values: Mapping[str, str], answers: bool, leaving_out: str | None = None) -> list[str]:
    """Do in the present folder what the page says; what went otherwise than it says, line by line.

    Parameters
    ----------
    page:
        The page.
    values:
        Values for the variables that the page leaves to its reader.
    answers:
        Whether the answers are looked at, or only whether each command was done.
    leaving_out:
        Beginning of commands that are passed over.
    """
    wrong = []
    for step in steps(page):
        if isinstance(step, Written):
            Path(step.name).parent.mkdir(parents=True, exist_ok=True)
            Path(step.name).write_text(step.text, encoding="utf-8")
            continue
        if leaving_out and step.line.startswith(leaving_out):
            continue
        ran = step.run(values)
        if ran.status != step.status:
            wrong.append(f"{step.line}: status {ran.status}: {ran.err.strip()}")
        elif answers:
            wrong += [f"{step.line}: not answered: {line}" for line in step.not_answered(ran)]
    return wrong
