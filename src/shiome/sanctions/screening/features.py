"""What beside the name speaks for or against a match: identifiers, ship numbers, dates of birth, countries."""

from __future__ import annotations

from collections.abc import Iterable

from shiome.sanctions.screening.dates import agree
from shiome.sanctions.screening.identifiers import bare, digits_of_imo, imo_kind, tampered
from shiome.sanctions.screening.model import Entity, Query, Reason
from shiome.sanctions.screening.scripts.text import fold, runs

IDENTIFIERS: tuple[tuple[str, float], ...] = (
    ("cryptoWallet", 0.98),
    ("passportNumber", 0.95),
    ("idNumber", 0.95),
    ("registrationNumber", 0.95),
    ("imoNumber", 0.95),
    ("callSign", 0.85),
)
"""Properties that hold identifiers, and the score that an equal one alone carries."""
SAME_IMO, SAME_MMSI, ALTERED_IMO = 0.97, 0.95, 0.75
_SHORTEST = 5


def identifiers(query: Query, entity: Entity) -> tuple[float, list[Reason]]:
    """The score that equal identifiers carry, and the reasons."""
    asked = {bare(one) for one in query.identifiers if len(bare(one)) >= _SHORTEST}
    score = 0.0
    reasons: list[Reason] = []
    for prop, weight in IDENTIFIERS:
        for value in entity.get(prop):
            if bare(value) in asked:
                score = max(score, weight)
                reasons.append(Reason("identifier", weight, f"same {prop}: {value}", f"{prop} が同じ：{value}"))
    return score, reasons


def ship_numbers(query: Query, entity: Entity, name_score: float) -> tuple[float, float, list[Reason]]:
    """What ship numbers say: the score they carry, a correction of the name's score, and the reasons."""
    score, correction = 0.0, 0.0
    reasons: list[Reason] = []
    asked = [digits_of_imo(one) or one.strip() for one in query.imo if one.strip()]
    listed = [*entity.get("imoNumber"), *entity.get("registrationNumber")]
    for number in asked:
        fails = imo_kind(number) == "invalid"
        note, note_ja = (
            (" (fails its check digit: kept as evidence)", "（検査数字が合わない：証拠として残す）")
            if fails
            else ("", "")
        )
        if number in listed:
            score = max(score, SAME_IMO)
            reasons.append(
                Reason("imo", SAME_IMO, f"same IMO number {number}{note}", f"IMO 番号が同じ：{number}{note_ja}")
            )
        elif near := [one for one in listed if tampered(number, one)]:
            score = max(score, ALTERED_IMO)
            text = f"IMO number {number}{note} differs from {near[0]} by a digit that is easily altered"
            ja = f"IMO 番号 {number}{note_ja} は {near[0]} と紛れやすい数字一つだけ違う"
            reasons.append(Reason("imo_altered", ALTERED_IMO, text, ja))
        elif entity.get("imoNumber") and not fails and name_score > 0:
            correction = min(correction, -0.2)
            reasons.append(
                Reason("imo_differs", -0.2, f"another IMO number: {entity.get('imoNumber')[0]}", "IMO 番号が違う")
            )
    for number in query.mmsi:
        if number.strip() in entity.get("mmsi"):
            score = max(score, SAME_MMSI)
            reasons.append(Reason("mmsi", SAME_MMSI, f"same MMSI {number}", f"MMSI が同じ：{number}"))
    return score, correction, reasons


def _letters(texts: Iterable[str]) -> set[str]:
    return {
        run.text for text in texts for run in runs(text) if len(run.text) > 3 or run.kind in ("han", "kana", "hangul")
    }


def circumstances(query: Query, entity: Entity) -> tuple[float, list[Reason]]:
    """Corrections by birth dates, places and countries: a likeness confirms a little, a contradiction takes away more."""
    change = 0.0
    reasons: list[Reason] = []
    born = entity.get("birthDate")
    if query.birth_dates and born:
        best, one = max((agree(asked, listed), listed) for asked in query.birth_dates for listed in born)
        weight = 0.05 if best >= 1 else 0.03 if best >= 0.6 else 0.0 if best > 0 else -0.15
        verb, ja = (
            ("agrees", "合う") if best >= 0.6 else ("is near", "近い") if best > 0 else ("contradicts", "合わない")
        )
        change += weight
        reasons.append(Reason("birth_date", weight, f"date of birth {verb}: {one}", f"生年月日が{ja}：{one}"))
    if query.places and _letters(query.places) & _letters((*entity.get("birthPlace"), *entity.get("address"))):
        change += 0.03
        reasons.append(Reason("place", 0.03, "a place agrees", "地名が合う"))
    told = {fold(one) for prop in ("nationality", "country", "flag") for one in entity.get(prop)}
    if query.countries and told:
        same = bool(told & {fold(one) for one in query.countries})
        weight = 0.02 if same else -0.05
        change += weight
        reasons.append(
            Reason(
                "country",
                weight,
                "a country agrees" if same else "no country agrees",
                "国が合う" if same else "国が合わない",
            )
        )
    return change, reasons
