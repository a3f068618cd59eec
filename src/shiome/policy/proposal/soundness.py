"""What makes a proposal impossible: unknown words, quantities out of range, steps that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Measure, Proposal

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Unsound:
    """One thing wrong with a proposal, and where."""

    code: str
    place: Place
    en: str
    ja: str


def unsound(proposal: Proposal, catalogue: Catalogue) -> list[Unsound]:
    """Everything wrong with a proposal, in the order of its measures; empty where it can be tested."""
    if not catalogue.measures:
        what, ja = "the region has no catalogue of measures", "この領域に措置の目録がない"
        return [Unsound("proposal.catalogue", (), what, ja)]
    found = list(_header(proposal, catalogue))
    for number, measure in enumerate(proposal.measures):
        found += _measure(measure, ("measures", number), catalogue)
        found += _ties(proposal, number)
    if not found:
        found += [*_contradictions(proposal, catalogue), *_too_much(proposal, catalogue), *_circles(proposal)]
    return found


def _header(proposal: Proposal, catalogue: Catalogue) -> Iterator[Unsound]:
    from shiome.vocabulary.edtf import is_edtf

    for field in ("title", "about", "language"):
        yield from _texts(getattr(proposal, field), (field,), needed=field == "title")
    if proposal.end_state not in catalogue.end_states:
        yield _unknown(("end_state",), "end-state", "最終目標", proposal.end_state, list(catalogue.end_states))
    if proposal.date and not is_edtf(proposal.date):
        what = f"{proposal.date!r} is not an EDTF date"
        yield Unsound("proposal.date", ("date",), what, f"{proposal.date!r} は EDTF の日付ではない")
    if not proposal.measures:
        yield Unsound("proposal.empty", ("measures",), "it has no measures", "措置が一つもない")


def _texts(texts: dict[str, str], place: Place, *, needed: bool = False) -> Iterator[Unsound]:
    missing = [language for language in ("ja", "en") if not texts.get(language, "").strip()]
    if missing and (texts or needed):
        names = " and ".join(missing)
        yield Unsound("proposal.text", place, f"no text in {names}", f"{names} の文がない")


def _measure(measure: Measure, place: Place, catalogue: Catalogue) -> Iterator[Unsound]:
    yield from _texts(measure.wording, (*place, "wording"))
    if measure.type not in catalogue.measures:
        yield _unknown((*place, "type"), "measure", "措置", measure.type, list(catalogue.measures))
        return
    kind = catalogue.kind(measure)
    if measure.party not in catalogue.pack.entries("actors"):
        yield _unknown((*place, "party"), "party", "当事者", measure.party, list(kind.parties))
    elif measure.party not in kind.parties:
        allowed = ", ".join(kind.parties)
        what = f"{measure.type} is a measure of {allowed}, not of {measure.party}"
        ja = f"{measure.type} は {allowed} の措置であり、{measure.party} のものではない"
        yield Unsound("proposal.party", (*place, "party"), what, ja)
    if measure.verification not in catalogue.verifications:
        known = list(catalogue.verifications)
        yield _unknown((*place, "verification"), "verification", "検証", measure.verification, known)
    yield from _domain(measure, place, catalogue)
    yield from _quantity(measure, place, catalogue)
    yield from _timing(measure, place)


def _domain(measure: Measure, place: Place, catalogue: Catalogue) -> Iterator[Unsound]:
    kind, here = catalogue.kind(measure), (*place, "domain")
    if kind.over == "none":
        if measure.domain:
            yield Unsound("proposal.domain", here, f"{kind.id} has no domain", f"{kind.id} に対象分野はない")
        return
    if not measure.domain:
        yield Unsound("proposal.domain", here, f"{kind.id} needs a domain", f"{kind.id} には対象分野が要る")
    weapons = [*catalogue.capabilities, *catalogue.range_classes]
    known = weapons if kind.over == "capabilities" else list(kind.domains)
    for number, word in enumerate(measure.domain):
        if word not in known:
            yield _unknown((*here, number), "domain", "対象分野", word, known)


def _quantity(measure: Measure, place: Place, catalogue: Catalogue) -> Iterator[Unsound]:
    kind, given, here = catalogue.kind(measure), measure.quantity, (*place, "quantity")
    if given is None:
        return
    if kind.quantity == "none":
        yield Unsound("proposal.quantity", here, f"{kind.id} has no quantity", f"{kind.id} に数量はない")
    elif not kind.least <= given <= kind.most:
        what = f"{given:g} is outside {kind.least:g} to {kind.most:g}"
        yield Unsound("proposal.quantity", here, what, f"{given:g} は {kind.least:g}～{kind.most:g} の外にある")


def _timing(measure: Measure, place: Place) -> Iterator[Unsound]:
    timing, here = measure.timing, (*place, "timing")
    if timing.start < 0 or timing.start > 1200:
        ja = f"{timing.start} か月目は 0～1200 の外にある"
        yield Unsound("proposal.timing", (*here, "from"), f"month {timing.start} is outside 0 to 1200", ja)
    if timing.months is not None and timing.months < 1:
        ja = "期間は 1 か月以上とする"
        yield Unsound("proposal.timing", (*here, "months"), "a measure lasts one month or more", ja)


def _ties(proposal: Proposal, number: int) -> Iterator[Unsound]:
    measure = proposal.measures[number]
    known = [each.id for each in proposal.measures]
    if measure.id in known[:number]:
        what = f"two measures are called {measure.id!r}"
        yield Unsound("proposal.duplicate", ("measures", number, "id"), what, f"{measure.id!r} が二つある")
    for field in ("reciprocity", "after"):
        for index, other in enumerate(getattr(measure, field)):
            place: Place = ("measures", number, field, index)
            if other == measure.id:
                what, ja = f"{measure.id} is tied to itself", f"{measure.id} が自らと結びついている"
                yield Unsound("proposal.tie", place, what, ja)
            elif other not in known:
                what = f"{measure.id} is tied to {other!r}, which is not in the proposal"
                ja = f"{measure.id} が結びつく {other!r} は提案にない"
                yield Unsound("proposal.tie", place, what, ja)


def _contradictions(proposal: Proposal, catalogue: Catalogue) -> Iterator[Unsound]:
    for number, one in enumerate(proposal.measures):
        for other in proposal.measures[:number]:
            if one.party == other.party and _contradict(one, other, catalogue):
                what = f"{one.id} ({one.type}) contradicts {other.id} ({other.type})"
                ja = f"{one.id}（{one.type}）は {other.id}（{other.type}）と矛盾する"
                yield Unsound("proposal.contradiction", ("measures", number), what, ja)
        for index, before in enumerate(one.after):
            earlier = proposal.measure(before)
            if earlier is not None and one.timing.start < earlier.timing.start:
                what = f"{one.id} begins in month {one.timing.start}, before {before} on which it waits"
                ja = f"{one.id} は前提の {before} より先の {one.timing.start} か月目に始まる"
                yield Unsound("proposal.contradiction", ("measures", number, "after", index), what, ja)


def _contradict(one: Measure, other: Measure, catalogue: Catalogue) -> bool:
    if other.type not in catalogue.kind(one).contradicts and one.type not in catalogue.kind(other).contradicts:
        return False
    apart = one.domain and other.domain and not catalogue.items(one.domain) & catalogue.items(other.domain)
    return not apart and one.timing.overlaps(other.timing)


def _too_much(proposal: Proposal, catalogue: Catalogue) -> Iterator[Unsound]:
    """More of an item done away with than there is of it."""
    given: dict[tuple[str, str], float] = {}
    for number, measure in enumerate(proposal.measures):
        if catalogue.kind(measure).action != "reduce":
            continue
        share = catalogue.share(measure)
        for item in sorted(catalogue.items(measure.domain)):
            total = given[measure.party, item] = given.get((measure.party, item), 0.0) + share
            if total > 1 + 1e-9:
                what = f"{measure.id} brings the reductions of {item} to {total:.0%}, more than there is"
                ja = f"{measure.id} により {item} の削減が計 {total:.0%} となり、今ある分を超える"
                yield Unsound("proposal.contradiction", ("measures", number), what, ja)
                break


def _circles(proposal: Proposal) -> Iterator[Unsound]:
    """The first circle of preconditions."""
    seen: set[str] = set()
    for start in proposal.measures:
        path = _circle(proposal, start.id, [], seen)
        if path:
            number = [each.id for each in proposal.measures].index(path[0])
            way = " -> ".join(path)
            ja = f"前提が一巡する：{way}"
            yield Unsound("proposal.circle", ("measures", number, "after"), f"preconditions run in a circle: {way}", ja)
            return


def _circle(proposal: Proposal, name: str, path: list[str], seen: set[str]) -> list[str]:
    if name in path:
        return [*path[path.index(name) :], name]
    measure = proposal.measure(name)
    if measure is None or name in seen:
        return []
    for before in measure.after:
        if found := _circle(proposal, before, [*path, name], seen):
            return found
    seen.add(name)
    return []


def _unknown(place: Place, en: str, ja: str, given: str, known: Sequence[str]) -> Unsound:
    import difflib

    near = difflib.get_close_matches(given, known, n=1) or list(known)
    listed = ", ".join(near[:12])
    code = f"proposal.{'end_state' if en == 'end-state' else en}"
    return Unsound(code, place, f"there is no {en} {given!r}; try {listed}", f"{ja} {given!r} はない。候補：{listed}")
