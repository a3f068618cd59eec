"""Every error that Shiome raises on purpose.

```
ShiomeError                    code, message (ja, en), hint, the object that failed
├── InputRefused               exit status 1: what was given cannot be used
│   ├── DocumentRefused        an unreadable, empty, binary, undated or future document
│   ├── RegionRefused          a pack that does not hold together
│   ├── PluginFailed           a part of another package that cannot be loaded, or failed at its work
│   ├── QueryRefused           a filter, date or search that cannot be understood
│   └── RecordRefused          a record that breaks a rule of the store
├── StoreUnavailable           a database that is locked, read-only, full, or of another version
├── NotKnown                   an identifier that nothing answers to
└── MissingExtra               an optional library is not installed
```

Each error is one line: what is wrong, where, and how to mend it. :func:`why` says what the operating system refused, in both languages.
"""

from __future__ import annotations

import errno
from typing import Any, NamedTuple

_SYSTEM: dict[int, str] = {
    errno.ENOENT: "そのようなファイルやフォルダーはない",
    errno.EACCES: "権限がない",
    errno.EPERM: "許されていない操作である",
    errno.EROFS: "読み取り専用である",
    errno.EISDIR: "ファイルではなくフォルダーである",
    errno.ENOTDIR: "フォルダーではない",
    errno.EEXIST: "すでに存在する",
    errno.ENOTEMPTY: "フォルダーが空ではない",
    errno.ENOSPC: "空き容量がない",
    errno.EDQUOT: "割り当てられた容量を使い切っている",
    errno.EFBIG: "ファイルが大きすぎる",
    errno.ENAMETOOLONG: "名前が長すぎる",
    errno.ELOOP: "シンボリックリンクが循環している",
    errno.EBUSY: "ほかで使用中である",
    errno.EMFILE: "開いているファイルが多すぎる",
    errno.ENFILE: "開いているファイルが多すぎる",
    errno.ENOMEM: "メモリーが足りない",
    errno.EIO: "入出力の誤りが起きた",
    errno.EXDEV: "別の装置にまたがっている",
    errno.EINVAL: "値が正しくない",
    errno.EADDRINUSE: "そのアドレスはすでに使われている",
    errno.EADDRNOTAVAIL: "そのアドレスはこの機械のものではない",
    errno.ECONNREFUSED: "接続を拒まれた",
    errno.ECONNRESET: "接続を切られた",
    errno.ETIMEDOUT: "時間内に応答がない",
    errno.EHOSTUNREACH: "相手に届かない",
    errno.ENETUNREACH: "ネットワークに届かない",
}
"""What the operating system says, in Japanese."""


class Why(NamedTuple):
    """Why something failed, in the words of the operating system or of a library."""

    en: str
    ja: str


def why(error: BaseException) -> Why:
    """Why something failed, in one line of each language; the words of a library are English in both.

    >>> why(FileNotFoundError(errno.ENOENT, "No such file or directory", "papers"))
    Why(en='No such file or directory', ja='そのようなファイルやフォルダーはない')
    >>> why(ValueError("unexpected end"))
    Why(en='unexpected end', ja='unexpected end')
    """
    said = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
    number = error.errno if isinstance(error, OSError) else None
    return Why(said, _SYSTEM.get(number, said) if number is not None else said)


class ShiomeError(Exception):
    """Base of all errors; prints as one line.

    Parameters
    ----------
    code:
        Stable identifier such as ``document.empty``; documented in ``docs/reference/errors.md``.
    message:
        What is wrong and where, in English.
    ja:
        The same in Japanese; the English text stands in where it is absent.
    hint:
        How to mend it (English); ``hint_ja`` likewise in Japanese.
    failed:
        The object that failed: a path, a record, a citation.

    >>> print(ShiomeError("demo.code", "demo.txt is empty", hint="give a file with text"))
    demo.txt is empty; give a file with text [demo.code]
    """

    exit_status = 1

    def __init__(
        self,
        code: str,
        message: str,
        *,
        ja: str | None = None,
        hint: str = "",
        hint_ja: str | None = None,
        failed: Any = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = " ".join(message.split())
        self.ja = " ".join((ja or message).split())
        self.hint = " ".join(hint.split())
        self.hint_ja = " ".join((hint_ja or hint).split())
        self.failed = failed

    def line(self, language: str = "en") -> str:
        """The whole error as one line in ``language`` (``en`` or ``ja``)."""
        message, hint, stop = (self.ja, self.hint_ja, "。") if language == "ja" else (self.message, self.hint, "; ")
        joined = f"{message}{stop}{hint}" if hint else message
        return f"{joined} [{self.code}]"

    def __str__(self) -> str:
        return self.line()


class InputRefused(ShiomeError):
    """What was given cannot be used; nothing was stored."""


class DocumentRefused(InputRefused):
    """A document that cannot be read, dated or stored."""


class RegionRefused(InputRefused):
    """A region pack that does not hold together."""


class PluginFailed(InputRefused):
    """A part of another package that cannot be loaded, or failed at its work."""


class QueryRefused(InputRefused):
    """A filter, a date or a search that cannot be understood."""


class RecordRefused(InputRefused):
    """A record that breaks a rule of the store."""


class StoreUnavailable(ShiomeError):
    """The database is locked, read-only, full, missing or of another version."""


class NotKnown(ShiomeError):
    """An identifier that nothing answers to."""


class MissingExtra(ShiomeError):
    """An optional library is needed; the hint names the extra to install."""
