"""Tables to bargain over, given and drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from shiome.policy.bargaining import Actor, Scale, Span, Table

SCALE = Scale("levy", 0, 100, {"ja": "課徴金", "en": "levy"})
SECOND = Scale("quota", -1, 1)


def actor(name: str, capability: float, position: float, salience: float) -> Actor:
    """An actor on one issue with certain numbers."""
    return Actor(name, Span.at(capability), (Span.at(position),), (Span.at(salience),))


def council() -> Table:
    """Five actors of the project's own making, none of which has a range."""
    return Table(
        (SCALE,),
        (
            actor("north", 40, 10, 0.9),
            actor("east", 25, 35, 0.5),
            actor("mid", 10, 50, 0.3),
            actor("west", 30, 80, 0.7),
            actor("south", 60, 95, 0.4),
        ),
    )


def doubtful() -> Table:
    """The same with ranges around everything."""
    return Table(
        (SCALE,),
        tuple(
            Actor(
                each.id,
                Span(each.capability.value * 0.8, each.capability.value, each.capability.value * 1.3),
                (Span(each.positions[0].value - 5, each.positions[0].value, each.positions[0].value + 4),),
                (Span(each.salience[0].value - 0.1, each.salience[0].value, each.salience[0].value + 0.1),),
                {"ja": f"主体{each.id}", "en": each.id.title()},
            )
            for each in council().actors
        ),
    )


@st.composite
def tables(draw: st.DrawFn, *, issues: int = 1, alike: bool = False) -> Table:
    """Two to six actors whose saliences over all issues sum to at most 1; with ``alike`` all at one place."""
    count = draw(st.integers(2, 6))
    scales = (SCALE, SECOND)[:issues]
    one = [draw(st.integers(0, 20)) / 20 for _ in scales]
    actors = []
    for number in range(count):
        shares = one if alike else [draw(st.integers(0, 20)) / 20 for _ in scales]
        actors.append(
            Actor(
                f"a{number}",
                Span.at(draw(st.integers(1, 40)) / 2),
                tuple(Span.at(s.low + (s.high - s.low) * p) for s, p in zip(scales, shares, strict=True)),
                tuple(Span.at(draw(st.integers(1, 20)) / 20 / issues) for _ in scales),
            )
        )
    return Table(scales, tuple(actors))
