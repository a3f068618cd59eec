"""Records of every kind, as hypothesis draws them: every field of every kind by its type."""

from __future__ import annotations

from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from shiome.records.model import KINDS, Record

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(-(10**9), 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    NoneType: st.none(),
}
NAMES = ("ja", "en")


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type; dictionaries within dictionaries hold something, as an empty one is the same as none."""
    if hint in SCALARS:
        return SCALARS[hint]
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return st.sampled_from(arguments)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([of_type(each) for each in arguments])
    if get_origin(hint) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(of_type(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*(of_type(each) for each in arguments))
    if get_origin(hint) is dict:
        inner = of_type(arguments[1])
        filled = inner.filter(bool) if get_origin(arguments[1]) is dict else inner
        return st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, filled))
    return of_struct(hint)


def of_struct(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Structures with every field drawn."""
    return st.builds(kind, **{field.name: of_type(field.type) for field in msgspec.structs.fields(kind)})


def of_kind(kind: str) -> st.SearchStrategy[Record]:
    """Records of one kind."""
    return of_struct(KINDS[kind])
