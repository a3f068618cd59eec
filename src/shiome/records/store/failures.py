"""What databases complain about, said in one line.

Both drivers have their own words for a full disk; here they become :class:`~shiome.errors.StoreUnavailable` (the database
cannot serve) or :class:`~shiome.errors.RecordRefused` (the data break a rule), each with a stable code.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from shiome.errors import RecordRefused, ShiomeError, StoreUnavailable

_UNAVAILABLE: dict[str, tuple[str, str, str, str]] = {
    "store.locked": (
        "{where} is in use by another writer",
        "{where} に別の書き込みが続いている",
        "try again when the other command has ended",
        "他のコマンドが終わってから、もう一度実行する",
    ),
    "store.readonly": (
        "{where} cannot be written: the file, its folder or the account is read-only",
        "{where} に書き込めない（ファイル、フォルダーまたはアカウントが読み取り専用）",
        "allow writing there or choose another place",
        "書き込みを許すか、別の場所を選ぶ",
    ),
    "store.full": (
        "the disk of {where} is full",
        "{where} のディスクに空きがない",
        "free some space and repeat; nothing of this step was stored",
        "空きを作って繰り返す（この操作の内容は何も保存されていない）",
    ),
    "store.missing": (
        "there is no record store at {where}",
        "{where} に記録庫がない",
        "create one with: shiome init",
        "shiome init で作る",
    ),
    "store.damaged": (
        "{where} is not a record store or is damaged",
        "{where} は記録庫でないか、壊れている",
        "restore it from a backup or start anew with: shiome init",
        "控えから戻すか、shiome init で作り直す",
    ),
    "store.unreachable": (
        "the database server of {where} does not answer",
        "{where} のサーバーが応答しない",
        "start the server, or correct host, port, user or password in the address",
        "サーバーを起動するか、アドレスのホスト・ポート・利用者・パスワードを直す",
    ),
    "store.failed": (
        "the database at {where} reports: {detail}",
        "{where} のデータベースの報告: {detail}",
        "nothing of this step was stored",
        "この操作の内容は何も保存されていない",
    ),
}

_SQLITE: tuple[tuple[str, str], ...] = (
    ("is locked", "store.locked"),
    ("database is busy", "store.locked"),
    ("readonly", "store.readonly"),
    ("or disk is full", "store.full"),
    ("disk i/o error", "store.full"),
    ("not a database", "store.damaged"),
    ("malformed", "store.damaged"),
    ("no such table", "store.missing"),
    ("unable to open", "store.missing"),
)
_POSTGRES: dict[str, str] = {
    "55P03": "store.locked",
    "40P01": "store.locked",
    "25006": "store.readonly",
    "42501": "store.readonly",
    "53100": "store.full",
    "3D000": "store.missing",
    "42P01": "store.missing",
    "08": "store.unreachable",
    "57P": "store.unreachable",
    "28": "store.unreachable",
    "53300": "store.unreachable",
}
_RULES: tuple[tuple[str, str, str, str], ...] = (
    (
        "overlap",
        "record.overlap",
        "two versions of one record would hold at the same time",
        "一つの記録の二つの版が同じ時に有効になる",
    ),
    (
        "append only",
        "record.fixed",
        "what is stored is not changed or deleted, only closed",
        "保存済みの内容は変更も削除もできず、閉じるだけである",
    ),
)


def unavailable(code: str, where: str, *, detail: str = "") -> StoreUnavailable:
    """The error with that code about the store at ``where``."""
    message, ja, hint, hint_ja = _UNAVAILABLE[code]
    values = {"where": where, "detail": detail}
    return StoreUnavailable(
        code, message.format(**values), ja=ja.format(**values), hint=hint, hint_ja=hint_ja, failed=where
    )


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn whatever the driver raises inside into an error of Shiome about the store at ``where``."""
    try:
        yield
    except DBAPIError as error:
        raise translate(error.orig or error, where) from error
    except sqlite3.Error as error:
        raise translate(error, where) from error
    except Exception as error:
        if isinstance(error, ShiomeError) or not hasattr(error, "sqlstate"):
            raise
        raise translate(error, where) from error


def translate(error: BaseException, where: str) -> ShiomeError:
    """The error of Shiome for an error of a driver."""
    words = " ".join(str(error).split())
    rule = _rule(words)
    if rule is not None:
        return rule
    code = _sqlite_code(words) if isinstance(error, sqlite3.Error) else _postgres_code(error, words)
    return unavailable(code, where, detail=words[:200])


def _sqlite_code(words: str) -> str:
    lowered = words.lower()
    return next((code for part, code in _SQLITE if part in lowered), "store.failed")


def _postgres_code(error: BaseException, words: str) -> str:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # A connection that never came about carries no state, only the server's or the library's words.
        return "store.missing" if "does not exist" in words and "database" in words else "store.unreachable"
    return next((code for prefix, code in _POSTGRES.items() if state.startswith(prefix)), "store.failed")


def _rule(words: str) -> ShiomeError | None:
    for part, code, message, ja in _RULES:
        if f"shiome: {part}" in words or (part == "overlap" and "records_no_overlap" in words):
            return RecordRefused(
                code,
                message,
                ja=ja,
                hint="close the version that holds, then append the next",
                hint_ja="有効な版を閉じてから次の版を加える",
            )
    return None
