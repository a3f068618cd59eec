"""EDTF dates as readers write them: ``2025-09`` is 2025年9月 or September 2025."""

from __future__ import annotations

import re
from datetime import date

from shiome.vocabulary.months import MONTHS

_DAY = re.compile(r"^(?P<year>-?\d{3}[\dX]|\d{2}XX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?P<mark>[?~%]?)$")
_SEASONS = {
    "21": ("春", "spring"),
    "22": ("夏", "summer"),
    "23": ("秋", "autumn"),
    "24": ("冬", "winter"),
    "33": ("第1四半期", "the first quarter of"),
    "34": ("第2四半期", "the second quarter of"),
    "35": ("第3四半期", "the third quarter of"),
    "36": ("第4四半期", "the fourth quarter of"),
    "40": ("前半", "the first half of"),
    "41": ("後半", "the second half of"),
}


def reader_date(edtf: str, language: str) -> str:
    """An EDTF date in words; what is not understood is returned as it stands, and nothing for no date.

    >>> reader_date("2025-09", "ja"), reader_date("2025-09", "en")
    ('2025年9月', 'September 2025')
    >>> reader_date("../2024-12-06", "en"), reader_date("2024-12-02/2024-12-03", "ja")
    ('by 6 December 2024', '2024年12月2日～3日')
    >>> reader_date("2025-01/..", "en")
    'since January 2025'
    >>> reader_date("2024-33/2025-35", "ja"), reader_date("2025-33/2025-34", "en")
    ('2024年第1四半期～2025年第3四半期', 'the first quarter of 2025 – the second quarter of 2025')
    """
    start, slash, end = edtf.strip().partition("/")
    if not slash:
        return _one(start, language)
    known_start, known_end = start not in ("", ".."), end not in ("", "..")
    if known_start and known_end:
        return _between(start, end, language)
    if known_end:
        return f"{_one(end, language)}まで" if language == "ja" else f"by {_one(end, language)}"
    if known_start:
        return f"{_one(start, language)}以降" if language == "ja" else f"since {_one(start, language)}"
    return ""


def reader_day(day: date, language: str) -> str:
    """A day in words.

    >>> reader_day(date(2025, 12, 31), "en")
    '31 December 2025'
    """
    return _one(day.isoformat(), language)


def month_of(edtf: str, language: str) -> str:
    """The month, for short labels: ``2025-05-21`` is 2025年5月 or May 2025.

    >>> month_of("2025-05-21", "en")
    'May 2025'
    """
    match = _DAY.match(edtf.split("/")[0] if not edtf.startswith("..") else edtf.split("/")[-1])
    if match is None:
        return reader_date(edtf, language)
    return _one("-".join(part for part in (match["year"], match["month"]) if part), language)


def _one(edtf: str, language: str) -> str:
    match = _DAY.match(edtf)
    if match is None:
        return edtf
    year, month, day = match["year"], match["month"], match["day"]
    text = _ja(year, month, day) if language == "ja" else _en(year, month, day)
    if not match["mark"]:
        return text
    return f"{text}ごろ" if language == "ja" else f"about {text}"


def _ja(year: str, month: str | None, day: str | None) -> str:
    text = f"{year[:3]}0年代" if re.fullmatch(r"\d{3}X", year) else f"{year}年"
    if month in _SEASONS:
        return text + _SEASONS[month][0]
    if month is None or month == "XX":
        return text
    text += f"{int(month)}月"
    return text if day is None or day == "XX" else f"{text}{int(day)}日"


def _en(year: str, month: str | None, day: str | None) -> str:
    text = f"the {year[:3]}0s" if re.fullmatch(r"\d{3}X", year) else year
    if month in _SEASONS:
        return f"{_SEASONS[month][1]} {text}"
    if month is None or month == "XX" or not 1 <= int(month) <= 12:
        return text
    named = f"{MONTHS[int(month) - 1]} {text}"
    return named if day is None or day == "XX" else f"{int(day)} {named}"


def _between(start: str, end: str, language: str) -> str:
    """Both ends, what they share said once."""
    first, last = start.split("-"), end.split("-")
    plain = all(re.fullmatch(r"\d+", part) for part in (*first, *last)) and len(first) == len(last)
    plain = plain and not {*first[1:2], *last[1:2]} & _SEASONS.keys()
    if not plain or first == last:
        whole = _one(start, language)
        return whole if first == last else _dash(whole, _one(end, language), language)
    if language == "ja":
        shared = 0 if first[0] != last[0] else 1 if first[:2] != last[:2] else 2
        rest = ("年", "月", "日")
        tail = "".join(f"{int(part)}{rest[n]}" for n, part in enumerate(last) if n >= shared)
        return f"{_one(start, 'ja')}～{tail}"
    if len(first) == 3 and first[:2] == last[:2]:
        return f"{int(first[2])}–{_one(end, 'en')}"
    if first[0] == last[0] and len(first) > 1:
        return f"{_one(start, 'en').rsplit(' ', 1)[0]} – {_one(end, 'en')}"
    return _dash(_one(start, "en"), _one(end, "en"), language)


def _dash(first: str, last: str, language: str) -> str:
    return f"{first}～{last}" if language == "ja" else f"{first} – {last}"
