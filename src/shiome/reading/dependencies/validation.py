"""Validation records of the PETRARCH family: sentences with a dependency parse and the events they should give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple

from shiome.errors import InputRefused
from shiome.reading.dependencies.coder import CoderOptions
from shiome.reading.dependencies.conllu import parse_sentence
from shiome.reading.dependencies.sentence import Sentence
from shiome.reading.dictionaries.source import read_text

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DICTIONARY = re.compile(r"<(\w+file)>\s*([^<]*?)\s*</\1>")
_TAG = re.compile(
    r"<(?P<name>Config|Sentence|EventCoding|Text|Parse)\b(?P<attributes>[^>]*)>"
    r"(?:(?<=<Text>)(?P<content>.*?)</Text>|(?<=<Parse>)(?P<tree>.*?)</Parse>)?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")

Triple = tuple[str, str, str]


class GoldRecord(NamedTuple):
    """A sentence, its day, the options set for it, and its events (source, target, code)."""

    identifier: str
    sentence: Sentence
    day: date | None
    options: CoderOptions
    events: tuple[Triple, ...]


class GoldFile(NamedTuple):
    """Records of one file and the dictionaries that its environment names, by kind (``Verbfile`` …)."""

    dictionaries: dict[str, tuple[str, ...]]
    records: tuple[GoldRecord, ...]


def read_gold(path: Path) -> GoldFile:
    """Read a file of validation records whose parses are in CoNLL-U.

    ``<Config>`` elements hold for all records after them, as in the family's own runners. The files are not always well-formed
    XML (an empty ``<Sentence/>`` may be closed once more), so they are read tag by tag.

    Raises
    ------
    InputRefused
        ``dictionary.unreadable`` where there is no such file, ``validation.empty`` where it holds no record.
    """
    text = _COMMENT.sub("", read_text(path))
    named = {tag: _names(value) for tag, value in _DICTIONARY.findall(text)}
    records = tuple(_record(parts, options) for parts, options in _read_parts(text))
    if not records:
        raise InputRefused(
            "validation.empty",
            f"no validation record in {path}",
            ja=f"{path}に検証記録がない",
            hint="give a file of <Sentence> records with <Text> and <Parse>",
            hint_ja="<Text>と<Parse>を持つ<Sentence>の記録を与える",
            failed=path,
        )
    return GoldFile(named, records)


class _Parts:
    """A record while its tags are being read."""

    def __init__(self, head: dict[str, str]) -> None:
        self.head = head
        self.events: list[dict[str, str]] = []
        self.text = ""
        self.parse = ""


def _read_parts(text: str) -> Iterator[tuple[_Parts, CoderOptions]]:
    """Records with the options that hold for them."""
    options = CoderOptions()
    parts: _Parts | None = None
    for tag in _TAG.finditer(text):
        attributes = {name: unescape(first or second) for name, first, second in _ATTRIBUTE.findall(tag["attributes"])}
        if tag["name"] in ("Config", "Sentence"):
            if parts is not None:
                yield parts, options
            parts = _Parts(attributes) if tag["name"] == "Sentence" else None
            if tag["name"] == "Config":
                options = _with_option(options, attributes.get("option", ""), attributes.get("value", ""))
        elif parts is None:
            continue
        elif tag["name"] == "EventCoding":
            parts.events.append(attributes)
        elif tag["name"] == "Text":
            parts.text = unescape(tag["content"] or "")
        else:
            parts.parse = unescape(tag["tree"] or "")
    if parts is not None:
        yield parts, options


def _record(parts: _Parts, options: CoderOptions) -> GoldRecord:
    identifier = parts.head.get("id", "")
    return GoldRecord(
        identifier=identifier,
        sentence=parse_sentence(parts.parse, parts.text, identifier),
        day=_day(parts.head.get("date", "")),
        options=options,
        events=_triples(parts.events),
    )


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def read_events(path: Path) -> list[tuple[Triple, ...]]:
    """The events of each record of a file, in order, whatever its parses are.

    Raises
    ------
    InputRefused
        ``dictionary.unreadable`` where there is no such file.
    """
    return [_triples(parts.events) for parts, _ in _read_parts(_COMMENT.sub("", read_text(path)))]


def _triples(events: list[dict[str, str]]) -> tuple[Triple, ...]:
    """Source, target and code of the events that have one, each once."""
    found = [(event.get("sourcecode", ""), event.get("targetcode", ""), event.get("eventcode", "")) for event in events]
    return tuple(dict.fromkeys(triple for triple in found if triple[2]))


def _with_option(options: CoderOptions, name: str, value: str) -> CoderOptions:
    if name == "require_dyad":
        return options._replace(require_dyad=value.strip().lower() == "true")
    if name == "new_actor_length" and value.strip().isdecimal():
        return options._replace(new_actor_length=int(value))
    return options


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None
