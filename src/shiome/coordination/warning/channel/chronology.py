"""Events of a record as proposed records of a workspace, so that chronology and yardsticks can take them up once a person accepts them."""

from __future__ import annotations

from shiome.coordination.warning.alerts import words
from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent, moment
from shiome.coordination.warning.channel.recording import MARK, Record
from shiome.errors import InputRefused
from shiome.records.model import Event
from shiome.vocabulary.plover import EventType

CODER = "warning@1"
_TEXT = {
    "ja": "【模擬】{time}、弾道飛翔体（{range_class}）の発射が探知された（{partners}）。",
    "en": "[SIMULATED] {time}: launch of an object on a ballistic path ({range_class}) detected ({partners}).",
    "ko": "[모의] {time}, 탄도 비행체({range_class}) 발사가 탐지되었다({partners}).",
}
_NOTE = {
    "ja": "模擬データによる演習の記録であり、実際の出来事ではない。",
    "en": "From the record of an exercise with simulated data; it did not happen.",
    "ko": "모의 데이터를 사용한 연습의 기록이며, 실제 사건이 아니다.",
}


def proposed_events(
    record: Record, *, simulated: bool, actors: tuple[str, ...] = (), plover: EventType = "NONE"
) -> tuple[Event, ...]:
    """One record for each launch that was told and not withdrawn, as its last version has it.

    Parameters
    ----------
    simulated:
        That made-up events are wanted; without it nothing of a record is given, for all of it is made up.
    actors:
        Whom the exercise takes for the source.

    Raises
    ------
    InputRefused
        ``warning.simulated``.
    """
    if not simulated:
        raise InputRefused(
            "warning.simulated",
            "the record is simulated, and a workspace is for what happened",
            ja="記録は模擬のものであり、ワークスペースは実際の出来事のためのものである",
            hint="give --simulated, best with a workspace of its own for the exercise",
            hint_ja="演習専用のワークスペースに --simulated を付けて行う",
        )
    last: dict[str, LaunchEvent] = {}
    for _, _, message in record.messages():
        if isinstance(message, LaunchEvent) and (
            message.event not in last or message.version > last[message.event].version
        ):
            last[message.event] = message
        elif isinstance(message, Cancel):
            last.pop(message.event, None)
    return tuple(_event(message, actors, plover) for message in last.values())


def _event(message: LaunchEvent, actors: tuple[str, ...], plover: EventType) -> Event:
    began = moment(message.began)
    latitude, longitude = message.origin
    text = {
        language: pattern.format(
            time=began.strftime("%Y-%m-%d %H:%M UTC"),
            range_class=words.CLASSES[message.range_class][language],
            partners=words.SEPARATOR[language].join(message.partners),
        )
        for language, pattern in _TEXT.items()
    }
    return Event(
        id=f"simulated.{message.event}", when=began.date().isoformat(), known_from=began.date(), coder=CODER,
        confidence=max(message.chances.values(), default=0.5), status="proposed", text=text, note=_NOTE | {"mark": MARK},
        source=actors, plover=plover, reality="hypothetical", place=f"{latitude:.2f}, {longitude:.2f}",
    )  # fmt: skip
