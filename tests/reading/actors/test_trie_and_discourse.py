from hypothesis import given
from hypothesis import strategies as st

from shiome.reading.actors.mentions import Discourse
from shiome.reading.actors.scripts import lowered
from shiome.reading.actors.trie import Trie


@given(
    st.lists(st.text(alphabet="abあ亜", min_size=1, max_size=4), max_size=12), st.text(alphabet="abあ亜", max_size=12)
)
def test_the_longest_form_is_found_wherever_one_stands(forms: list[str], text: str) -> None:
    trie = Trie((form, form) for form in forms)
    for start in range(len(text)):
        standing = [form for form in forms if text.startswith(form, start)]
        match = trie.longest(text, start)
        if not standing:
            assert match is None
        else:
            longest = max(standing, key=len)
            assert match is not None
            assert match[0] == start + len(longest)
            assert set(match[1]) == {longest}


@given(st.text())
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_the_last_pair_named_together_goes_before_those_named_last() -> None:
    memory = Discourse()
    memory.note(("A", "B"), ("A", "B"))
    memory.note(("C",), ("C",))
    assert memory.refer(2) == ("A", "B")
    assert memory.refer(1) == ("C",)
    assert memory.refer(3) == ("A", "B", "C")
    assert Discourse().refer(2) == ()
