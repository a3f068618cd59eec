from __future__ import annotations

import pytest

from shiome.reading.dictionaries.transformations import parse_transformation


def test_actors_are_bound_by_their_letters():
    rule = parse_transformation("~ a (b . ATTACK ) SAY = a b 112")
    assert rule.apply("SAY", "ATTACK", speaker="AVA", doer="BOR", object_="", code="190") == ("AVA", "BOR", "112")
    assert rule.apply("SAY", "HELP", speaker="AVA", doer="BOR", object_="", code="070") is None
    assert rule.apply("SAY", "ATTACK", speaker="AVA", doer="AVA", object_="BOR", code="190") is None
    assert rule.apply("SAY", "ATTACK", speaker="", doer="BOR", object_="", code="190") is None


def test_nobody_must_be_nobody_and_q_is_the_code_itself():
    wish = parse_transformation("~ a (_ b ATTACK) WANT = a b 138")
    assert wish.apply("WANT", "ATTACK", speaker="AVA", doer="", object_="BOR", code="190") == ("AVA", "BOR", "138")
    assert wish.apply("WANT", "ATTACK", speaker="AVA", doer="CAR", object_="BOR", code="190") is None
    same = parse_transformation("~ a (a b Q) SAY = a b Q")
    assert same.apply("SAY", "HELP", speaker="AVA", doer="AVA", object_="BOR", code="070") == ("AVA", "BOR", "070")
    assert same.apply("SAY", "HELP", speaker="AVA", doer="AVA", object_="BOR", code="") is None


def test_another_form_is_refused():
    with pytest.raises(ValueError, match="another form"):
        parse_transformation("~ a b = c")
