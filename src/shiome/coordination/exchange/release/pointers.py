"""Places in an object: JSON pointers (RFC 6901) and what they lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from shiome.coordination.exchange.objects.refusals import refused

Path = tuple[str | int, ...]
"""A place as its steps: names of members, places in lists. The empty one is the whole."""


def path_of(pointer: str, value: Any) -> Path:
    """The path of a JSON pointer, which has to lead somewhere in the value.

    Raises
    ------
    InputRefused
        ``exchange.pointer``: it leads nowhere; a misspelt one would leave unprotected what it was meant for.

    >>> path_of("/a~1b/1", {"a/b": ["x", "y"]})
    ('a/b', 1)
    """
    if pointer and not pointer.startswith("/"):
        raise _leads_nowhere(pointer)
    path: list[str | int] = []
    for token in pointer.split("/")[1:]:
        step: str | int = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            step = int(token) if token.isascii() and token.isdigit() and str(int(token)) == token else -1
            if not 0 <= step < len(value):
                raise _leads_nowhere(pointer)
        elif not isinstance(value, dict) or step not in value:
            raise _leads_nowhere(pointer)
        path.append(step)
        value = value[step]
    return tuple(path)


def pointer_of(path: Path) -> str:
    """The JSON pointer of a path.

    >>> pointer_of(("a/b", 1))
    '/a~1b/1'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for step in path:
        value = value[step]
    return value


def children(value: Any) -> Iterator[tuple[str | int, Any]]:
    """The steps from a value, with what each leads to; none from what holds nothing."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place that holds no list or dictionary, with what stands there."""
    if isinstance(value, (dict, list)):
        for step, each in children(value):
            yield from leaves(each, (*path, step))
    else:
        yield path, value


def is_below(path: Path, other: Path) -> bool:
    """Whether a path is another, or leads from it."""
    return path[: len(other)] == other


def outermost(paths: Collection[Path]) -> list[Path]:
    """Those of some paths that none of the others leads to.

    >>> outermost({("a",), ("a", 0), ("b", 1)}) == outermost([("b", 1), ("a",)])
    True
    """
    return sorted(
        (path for path in paths if not any(path[:length] in paths for length in range(1, len(path)))), key=pointer_of
    )


def without(value: Any, gone: frozenset[Path], path: Path = ()) -> Any:
    """A value without the paths that are gone: a copy where something is gone, else the value itself."""
    if not any(is_below(each, path) for each in gone):
        return value
    if isinstance(value, dict):
        return {name: without(each, gone, (*path, name)) for name, each in value.items() if (*path, name) not in gone}
    if isinstance(value, list):
        places = [place for place in range(len(value)) if (*path, place) not in gone]
        return [without(value[place], gone, (*path, place)) for place in places]
    return value


def _leads_nowhere(pointer: str) -> Exception:
    return refused(
        "pointer",
        f"the field label {pointer!r} leads nowhere in the object",
        f"項目の区分 {pointer!r} に当たる箇所がない",
        hint="write a JSON pointer such as /name or /external_references/0",
        hint_ja="/name、/external_references/0 のような JSON ポインタを書く",
        failed=pointer,
    )
