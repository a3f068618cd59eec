"""Small vote files and tables made for the tests."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

from shiome.yardsticks.votes.table import VoteTable, table_of

HEADING = "rcid,session,vote,ccode,importantvote,date,unres,nu"
MEMBERS = (2, 20, 200, 365, 710, 731, 732, 740)
"""Numbers of eight members; the first four are among those with starting values of their own."""


def numbered(path: Path, *, sessions: tuple[int, ...] = (60, 61), calls: int = 4, seed: int = 0) -> Path:
    """A file of numbered votes; roll calls are numbered from 1000 times the session."""
    rng = np.random.default_rng([seed, *sessions])
    lines = [HEADING]
    for session in sessions:
        for call in range(calls):
            rcid = session * 1000 + call
            for member in MEMBERS:
                vote = rng.choice([1, 1, 2, 3, 8])
                lines.append(f'{rcid},{session},{vote},{member},{call % 2},"10/{call + 1}/{session + 1945}",R/{call},0')
    return written(path, lines)


def written(path: Path, lines: list[str]) -> Path:
    text = "\n".join(lines) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def simulated(
    *, sessions: tuple[int, ...] = (50, 51, 52, 53), calls: int = 30, seed: int = 1
) -> tuple[VoteTable, dict]:
    """Votes drawn from the model itself, and the ideal points behind them by member and session."""
    rng = np.random.default_rng(seed)
    members = [2, 20, 200, 365, 666, 710, 731, 732, 740, 750, 900, 220, 230, 640, 651, 140]
    base = {2: 2.0, 20: 1.3, 200: 1.5, 666: 1.8, 365: -0.8}
    truth, votes, where = {}, [], {}
    for member in members:
        place = base.get(member, float(rng.normal(-0.5, 0.7)))
        for session in sessions:
            place += float(rng.normal(0, 0.1))
            truth[member, session] = place
    for session in sessions:
        for call in range(calls):
            rcid = session * 1000 + call
            where[rcid] = session
            slope = float(rng.normal(1.2, 0.6))
            first = float(rng.normal(0, 0.8))
            second = first + float(rng.uniform(0.3, 1.2))
            for member in members:
                latent = slope * truth[member, session] + float(rng.normal())
                votes.append((rcid, member, 1 if latent < first else 2 if latent < second else 3))
    return table_of(votes, where, attributes={rcid: {"important": 1} for rcid in where}), truth
