"""Words, dates and positions of a notice in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from shiome.tables import shipped_table
from shiome.vocabulary.months import MONTHS

NoticeLanguage = Literal["ja", "en", "ko"]
LANGUAGES: tuple[NoticeLanguage, ...] = get_args(NoticeLanguage)
_ORDER = ("en", "ja", "ko")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z)?)?)?$")


class Words:
    """The words of one language; call it with a key."""

    def __init__(self, language: NoticeLanguage) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with values put in."""
        text = _table()[key][self.language]
        return text.format(**values) if values else text

    def told(self, texts: Mapping[str, str]) -> str:
        """A text of a case in this language; in another one, which is then named, where it has none in this."""
        if texts.get(self.language):
            return texts[self.language]
        for language in _ORDER:
            if texts.get(language):
                return f"{texts[language]} [{self('only_in', language=self(f'language.{language}'))}]"
        return ""

    def join(self, parts: list[str]) -> str:
        """Parts as an enumeration."""
        return ("、" if self.language == "ja" else ", ").join(part for part in parts if part)

    def day(self, text: str) -> str:
        """An EDTF date or a time in UTC as one writes it; what is more than a plain date stays as it is.

        >>> Words("en").day("2024-02-24T05:30:00Z"), Words("ja").day("2024-02"), Words("ko").day("2024-02-24")
        ('24 February 2024, 05:30 UTC', '2024年2月', '2024년 2월 24일')
        """
        found = _DATE.match(text)
        if found is None:
            return text
        year, month, day, clock = found.groups()
        if self.language == "en":
            parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
            written = " ".join(part for part in parts if part)
            return f"{written}, {clock} UTC" if clock else written
        marks = ("年", "月", "日", "", "（UTC）") if self.language == "ja" else ("년", "월", "일", " ", " (UTC)")
        pieces = [f"{int(value)}{mark}" for value, mark in zip((year, month, day), marks, strict=False) if value]
        written = marks[3].join(pieces)
        return f"{written} {clock}{marks[4]}" if clock else written

    def span(self, start: str, end: str) -> str:
        """From one date or time to another."""
        first, last = self.day(start), self.day(end)
        if not end or first == last:
            return first
        one, two = _DATE.match(start), _DATE.match(end)
        if one and two and one[4] and two[4] and one.group(1, 2, 3) == two.group(1, 2, 3):
            return first.replace(one[4], f"{one[4]}–{two[4]}")
        return f"{first} – {last}"

    def period(self, since: str, until: str) -> str:
        """For how long something held; open where an end is not known, empty where neither is."""
        if since == until:
            return self.day(since) if since else ""
        return f"{self.day(since)} – {self.day(until)}".strip()

    def place(self, lat: float, lon: float) -> str:
        """A position in degrees and minutes.

        >>> Words("en").place(30.5, -125.25)
        '30°30.0′N 125°15.0′W'
        >>> Words("ja").place(-0.999999, 179.9999999)
        '南緯1度00.0分 東経180度00.0分'
        """
        if self.language == "ja":
            return f"{'北緯' if lat >= 0 else '南緯'}{_angle(lat, '度', '分')} {'東経' if lon >= 0 else '西経'}{_angle(lon, '度', '分')}"
        if self.language == "ko":
            return f"{'북위' if lat >= 0 else '남위'} {_angle(lat, '도', '분')} {'동경' if lon >= 0 else '서경'} {_angle(lon, '도', '분')}"
        return f"{_angle(lat, '°', '′')}{'N' if lat >= 0 else 'S'} {_angle(lon, '°', '′')}{'E' if lon >= 0 else 'W'}"


def _angle(value: float, degree: str, minute: str) -> str:
    tenths = round(abs(value) * 600)
    return f"{tenths // 600}{degree}{tenths % 600 / 10:04.1f}{minute}"


@cache
def _table() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = shipped_table(__package__, "words.yaml")
    return read
