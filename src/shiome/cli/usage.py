"""Mistakes of usage in Japanese: an option that is not there, a value outside of its choices, an argument that is missing."""

from __future__ import annotations

import re
import sys
from typing import Any

_VALUE = r"Invalid value for (?P<what>.+?): (?:Value error, )?"
_TOLD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (
            _VALUE + r"(?P<value>'.*') is not one of (?P<choices>.+?)\.?",
            "{what} に {value} は使えない。{choices} のいずれかを指定する",
        ),
        (_VALUE + r"Input should be a valid integer\b.*", "{what} には整数を指定する"),
        (_VALUE + r"Input should be a valid number\b.*", "{what} には数を指定する"),
        (_VALUE + r"Input should be greater than or equal to (?P<bound>\S+)", "{what} には {bound} 以上の数を指定する"),
        (_VALUE + r"Input should be less than or equal to (?P<bound>\S+)", "{what} には {bound} 以下の数を指定する"),
        (
            r"Missing argument (?P<what>'[^']+')\. Choose from:(?P<choices>.+)",
            "引数 {what} がない。{choices} のいずれかを指定する",
        ),
        (r"Missing argument (?P<what>'[^']+')\.", "引数 {what} がない"),
        (r"Missing option (?P<what>.+)\.", "オプション {what} がない"),
        (
            r"No such option: (?P<what>\S+) \(Possible options: (?P<choices>.+)\)",
            "{what} というオプションはない。近いのは {choices}",
        ),
        (r"No such option: (?P<what>\S+)", "{what} というオプションはない"),
        (
            r"No such command (?P<what>'.+?')\. Did you mean (?P<choices>.+)\?",
            "{what} という命令はない。近いのは {choices}",
        ),
        (r"No such command (?P<what>'.+')\.", "{what} という命令はない"),
        (r"Missing command\.", "命令がない"),
        (r"Got unexpected extra argument\(s\) \((?P<what>.*)\)", "余分な引数がある（{what}）"),
        (r"Option (?P<what>'.+') requires an argument\.?", "オプション {what} には値が要る"),
        (r"Option (?P<what>'.+') does not take a value\.", "オプション {what} は値を取らない"),
    )
)
"""What the library of the command line says, and how it is said in Japanese."""


def in_japanese(message: str) -> str | None:
    """A mistake in Japanese; ``None`` for a message that is not known.

    >>> in_japanese("Invalid value for '--lang': Value error, 'fr' is not one of 'ja', 'en'.")
    "'--lang' に 'fr' は使えない。'ja'、'en' のいずれかを指定する"
    """
    for pattern, told in _TOLD:
        found = pattern.fullmatch(message.strip())
        if found is not None:
            parts = found.groupdict()
            if "choices" in parts:
                parts["choices"] = "、".join(re.split(r",\s*", parts["choices"].strip()))
            return told.format(**parts)
    return None


def show(error: Any, language: str) -> None:
    """Write a mistake of usage, an error of the command line's library, to standard error."""
    told = in_japanese(error.format_message()) if language == "ja" else None
    if told is None:
        error.show()
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        usage = context.get_usage().replace("Usage:", "使い方:", 1)
        sys.stderr.write(f"{usage}\n詳しくは「{context.command_path} {context.help_option_names[0]}」\n\n")
    sys.stderr.write(f"誤り: {told}\n")
