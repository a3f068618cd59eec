"""Transformations: what one verb makes of the event told in its complement.

``~ a (b . ATTACK) SAY = a b 112``: where *a* says that *b* attacked somebody, *a* accuses *b*. ``a`` and ``b`` are actors, ``.`` is
anybody or nobody, ``_`` nobody, and ``Q`` the code of the complement whatever it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(
    r"^~\s*(?P<speaker>\S+)\s*\(\s*(?P<doer>\S+)\s+(?P<object>\S+)\s+(?P<inner>\S+?)\s*\)\s*(?P<outer>\S+)\s*=\s*"
    r"(?P<source>\S+)\s+(?P<target>\S+)\s+(?P<code>\S+)\s*$"
)


class Transformation(NamedTuple):
    """One rule; all names are as written, verbs in capitals."""

    speaker: str
    doer: str
    object: str
    inner: str
    outer: str
    source: str
    target: str
    code: str

    def apply(
        self, outer: str, inner: str, *, speaker: str, doer: str, object_: str, code: str
    ) -> tuple[str, str, str] | None:
        """Source, target and code that the rule makes of the actors, or ``None`` where it does not apply.

        ``outer`` and ``inner`` are the verbs' names, ``code`` the complement's own code.
        """
        if outer != self.outer or (self.inner != "Q" and inner != self.inner) or (self.inner == "Q" and not code):
            return None
        bound: dict[str, str] = {}
        for name, actor in ((self.speaker, speaker), (self.doer, doer), (self.object, object_)):
            if name == ".":
                continue
            if name == "_":
                if actor:
                    return None
            elif not actor or bound.setdefault(name, actor) != actor:
                return None
        if len(set(bound.values())) < len(bound):
            return None
        source, target = bound.get(self.source, ""), bound.get(self.target, "")
        if not source or not target:
            return None
        return source, target, code if self.code == "Q" else self.code


def parse_transformation(text: str) -> Transformation:
    """Read one ``~`` line.

    Raises
    ------
    ValueError
        Where the line has another form.

    >>> parse_transformation("~ a (b . ATTACK) SAY = a b 112").code
    '112'
    """
    found = _LINE.match(text)
    if found is None:
        raise ValueError("a transformation of another form")
    rule = Transformation(**found.groupdict())
    return rule._replace(inner=rule.inner.upper(), outer=rule.outer.upper(), code=rule.code.upper())
