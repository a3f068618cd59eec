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

Each error is one line: what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from typing import Any


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
