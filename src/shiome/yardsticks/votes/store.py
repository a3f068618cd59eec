"""The folder ``votes/``: Parquet files that a manifest names, so that a reader sees one loading or the next, never half of one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import numpy as np

from shiome.errors import NotKnown, StoreUnavailable, why
from shiome.yardsticks.votes.countries import Country, country_table
from shiome.yardsticks.votes.ideal.points import IdealPoints
from shiome.yardsticks.votes.refusals import missing_library
from shiome.yardsticks.votes.table import RollCalls, VoteTable

_MANIFEST = "manifest.json"
_ABOUT = "shiome.votes"
_CALL_COLUMNS = ("rcid", "session", "day", "important", "nuclear", "amend", "para")
_POINT_COLUMNS = ("cow", "session", "votes", "mean")


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    version: int = 1
    votes: str = ""
    calls: str = ""
    matches: tuple[tuple[int, int], ...] = ()
    countries: tuple[Country, ...] = ()
    """Members that the package does not know by itself."""


class _About(msgspec.Struct, frozen=True, kw_only=True):
    variant: str = ""
    source: str = ""
    complete: bool = True
    scale: tuple[float, float] | None = None


def save_votes(table: VoteTable, folder: Path) -> None:
    """Put a table in place of what the folder holds."""
    pa, pq = _arrow()
    mark = uuid4().hex[:12]
    votes, calls = f"votes-{mark}.parquet", f"rollcalls-{mark}.parquet"
    old = _manifest(folder) if (folder / _MANIFEST).exists() else None
    columns = {name: getattr(table.rollcalls, name) for name in _CALL_COLUMNS}
    columns["resolution"] = list(table.rollcalls.resolution)
    rcid = table.rollcalls.rcid[table.roll]
    _write(
        folder / votes,
        lambda path: pq.write_table(
            pa.table({"rcid": rcid, "cow": table.cow, "vote": table.vote}), path, compression="zstd"
        ),
    )
    _write(folder / calls, lambda path: pq.write_table(pa.table(columns), path, compression="zstd"))
    manifest = _Manifest(
        votes=votes,
        calls=calls,
        matches=tuple((int(first), int(second)) for first, second in table.matches),
        countries=tuple(c for c in table.countries.all if country_table().by_cow(c.cow) is None),
    )
    _write(folder / _MANIFEST, lambda path: path.write_bytes(msgspec.json.format(msgspec.json.encode(manifest))))
    for name in (old.votes, old.calls) if old else ():
        (folder / name).unlink(missing_ok=True)


def open_votes(store: Path | str) -> VoteTable:
    """The table that was loaded.

    Raises
    ------
    NotKnown
        ``votes.none``: nothing was loaded there.
    StoreUnavailable
        ``votes.store``: the folder cannot be read.
    """
    folder = Path(store)
    if not (folder / _MANIFEST).exists():
        raise NotKnown(
            "votes.none",
            f"there are no votes in {folder}",
            ja=f"{folder} に投票データがない",
            hint="load vote files first",
            hint_ja="先に投票ファイルを読み込む",
            failed=folder,
        )
    _, pq = _arrow()
    manifest, calls, votes = _consistent(folder, pq)
    read = {name: calls.column(name).to_numpy() for name in _CALL_COLUMNS}
    rcid = votes.column("rcid").to_numpy()
    return VoteTable(
        rollcalls=RollCalls(
            **{**read, "day": read["day"].astype("datetime64[D]")},
            resolution=tuple(calls.column("resolution").to_pylist()),
        ),
        roll=np.searchsorted(read["rcid"], rcid).astype(np.int32),
        cow=votes.column("cow").to_numpy(),
        vote=votes.column("vote").to_numpy(),
        matches=np.array(manifest.matches, dtype=np.int32).reshape(-1, 2),
        countries=country_table().with_more(manifest.countries),
    )


def _consistent(folder: Path, pq: Any) -> tuple[_Manifest, Any, Any]:
    """The manifest and the two tables it names; read again where a loading has replaced them in between."""
    manifest = _manifest(folder)
    while True:
        try:
            return manifest, pq.read_table(folder / manifest.calls), pq.read_table(folder / manifest.votes)
        except (OSError, ValueError) as error:
            newer = _manifest(folder)
            if newer == manifest:
                raise _broken(folder, error) from error
            manifest = newer


def save_ideal_points(points: IdealPoints, store: Path | str, *, name: str = "") -> Path:
    """Keep ideal points in the store, in place of those of the same name (their variant, where none is given)."""
    pa, pq = _arrow()
    folder = Path(store) / "ideal_points"
    columns: dict[str, Any] = {
        "cow": points.cow,
        "session": points.session,
        "votes": points.votes,
        "mean": points.mean,
        "quantiles": list(points.quantiles),
    }
    if points.draws is not None:
        columns["draws"] = list(points.draws.T.astype(np.float32))
    about = _About(variant=points.variant, source=points.source, complete=points.complete, scale=points.scale)
    table = pa.table(columns).replace_schema_metadata({_ABOUT: msgspec.json.encode(about)})
    path = folder / f"{name or points.variant}.parquet"
    _write(path, lambda aside: pq.write_table(table, aside, compression="zstd"))
    return path


def open_ideal_points(store: Path | str, *, name: str) -> IdealPoints:
    """Ideal points kept in the store under a name.

    Raises
    ------
    NotKnown
        ``votes.ideal``: there are none of that name; those that are there are listed.
    """
    path = Path(store) / "ideal_points" / f"{name}.parquet"
    if not path.exists():
        there = ", ".join(sorted(p.stem for p in path.parent.glob("*.parquet"))) or "none"
        raise NotKnown(
            "votes.ideal",
            f"there are no ideal points “{name}” in {store} (there: {there})",
            ja=f"{store} に理想点「{name}」がない（あるもの：{there}）",
            hint="estimate them or load a published table",
            hint_ja="推定するか、公表された表を読み込む",
            failed=path,
        )
    _, pq = _arrow()
    try:
        table = pq.read_table(path)
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error
    about = msgspec.json.decode((table.schema.metadata or {}).get(_ABOUT.encode(), b"{}"), type=_About)
    cow, session, votes, mean = (table.column(column).to_numpy() for column in _POINT_COLUMNS)
    draws = None
    if "draws" in table.column_names:
        draws = np.array(table.column("draws").to_pylist(), dtype=np.float32).T
    return IdealPoints(
        variant=about.variant,
        source=about.source,
        complete=about.complete,
        scale=about.scale,
        cow=cow,
        session=session,
        votes=votes,
        mean=mean,
        quantiles=np.array(table.column("quantiles").to_pylist(), dtype=np.float64),
        draws=draws,
    )


def _write(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file aside and move it into place."""
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(aside)
        aside.replace(path)
    except OSError as error:
        raise StoreUnavailable(
            "votes.store",
            f"{path} cannot be written: {why(error).en}",
            ja=f"{path} に書けない：{why(error).ja}",
            hint="check rights and free space; what was there before is unchanged",
            hint_ja="権限と空き容量を確かめる。前の内容は変わっていない",
            failed=path,
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _manifest(folder: Path) -> _Manifest:
    try:
        return msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=_Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise _broken(folder, error) from error


def _broken(path: Path, error: BaseException) -> StoreUnavailable:
    reason = why(error)
    return StoreUnavailable(
        "votes.store",
        f"the votes in {path} cannot be read: {reason.en}",
        ja=f"{path} の投票データを読めない：{reason.ja}",
        hint="remove the folder and load the vote files again",
        hint_ja="フォルダーを除き、投票ファイルを読み込み直す",
        failed=path,
    )


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as missing:
        raise missing_library("pyarrow") from missing
