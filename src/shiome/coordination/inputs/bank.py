"""The bank of arguments: what may be put to whom, appealing to which interest, resting on what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shiome.coordination.inputs.model import OwnArgument, Put, Slot, counts
from shiome.coordination.sources import cited
from shiome.errors import NotKnown
from shiome.region.asof import entries_as_of, known_on
from shiome.region.pack import Pack
from shiome.region.schema.context import Argument
from shiome.region.schema.inputs import Addressee


def bank_of(pack: Pack, own: Sequence[OwnArgument], *, as_of: date) -> tuple[Slot, ...]:
    """Every addressee of the pack in its order, with the arguments known on a day; those that persons keep come after the pack's.

    An addressee without arguments stays, so that the gap is seen. Actors that arguments name and no addressee stands for come last.
    """
    arguments = [*_of_pack(pack, as_of), *(_own(each) for each in own if counts(each, as_of))]
    slots = []
    placed: set[str] = set()
    for entry in pack.entries("addressees", Addressee).values():
        mine = tuple(each for each in arguments if each.addressee in (entry.id, *entry.actors))
        placed |= {each.id for each in mine}
        known = known_on(pack, entry.cite)
        is_known = known is None or known <= as_of
        slots.append(Slot(entry, known=is_known, arguments=mine, sources=cited(pack, entry.cite, as_of=as_of)))
    rest = [each for each in arguments if each.id not in placed]
    for actor in dict.fromkeys(each.addressee for each in rest):
        named = pack.subjects["actors"].get(actor)
        name = getattr(named, "name", None) or {"en": actor}
        entry = Addressee(id=actor, name=name, actors=(actor,), about={})
        mine = tuple(each for each in rest if each.addressee == actor)
        slots.append(Slot(entry, known=True, arguments=mine, sources=()))
    return tuple(slots)


def addressee_called(pack: Pack, name: str) -> tuple[str, ...]:
    """The identifier of an addressee and the actors it stands for, by either.

    Raises
    ------
    NotKnown
        ``inputs.addressee``: there is neither such an addressee nor such an actor.
    """
    known = pack.entries("addressees", Addressee)
    entry = known.get(name) or next((each for each in known.values() if name in each.actors), None)
    if entry is not None:
        return (entry.id, *entry.actors)
    if name in pack.subjects["actors"]:
        return (name,)
    raise NotKnown(
        "inputs.addressee",
        f"{name!r} is no addressee",
        ja=f"{name!r} という相手はない",
        hint=f"use one of: {', '.join(known)}; or an actor (see 'shiome region show actors')",
        hint_ja=f"次のいずれか、または主体の識別子を指定する：{'、'.join(known)}",
        failed=name,
    )


def argument_called(slots: Sequence[Slot], identifier: str) -> Put:
    """The argument of that identifier.

    Raises
    ------
    NotKnown
        ``inputs.argument``.
    """
    for slot in slots:
        for each in slot.arguments:
            if each.id == identifier:
                return each
    raise NotKnown(
        "inputs.argument",
        f"there is no argument {identifier!r} on that day",
        ja=f"その日の時点で {identifier!r} という論拠はない",
        hint="see 'shiome inputs' for those there are",
        hint_ja="「shiome inputs」で一覧を見る",
        failed=identifier,
    )


def _of_pack(pack: Pack, as_of: date) -> list[Put]:
    return [
        Put(
            id=entry.id,
            addressee=entry.addressee,
            interest=entry.interest,
            text=entry.text,
            channel=entry.channel,
            by=entry.by,
            topics=entry.topics,
            sources=cited(pack, entry.cite, as_of=as_of),
            told="",
            note=entry.note,
            own=False,
            entered_by="",
        )
        for entry in entries_as_of(pack, "arguments", as_of).values()
        if isinstance(entry, Argument)
    ]


def _own(each: OwnArgument) -> Put:
    return Put(
        id=each.id,
        addressee=each.addressee,
        interest={each.language: each.interest},
        text={each.language: each.text},
        channel={each.language: each.channel} if each.channel else {},
        by=each.by,
        topics=each.topics,
        sources=each.sources,
        told=each.told,
        note={},
        own=True,
        entered_by=each.entered_by,
    )
