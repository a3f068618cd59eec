import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import RegionRefused
from shiome.region.citations import Citation, parse_citation

documents = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True)


@given(
    documents, st.integers(1, 9999), st.integers(0, 50), st.none() | st.tuples(st.integers(0, 500), st.integers(1, 500))
)
def test_round_trip(document, line, more, close):
    column, length = close or (None, None)
    citation = Citation(document, line, line + more, column, length)
    assert parse_citation(str(citation)) == citation


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_in_one_line(text):
    refusal = ""
    try:
        citation = parse_citation(text)
        assert 1 <= citation.line <= citation.last_line
    except RegionRefused as error:
        refusal = str(error)
    assert "\n" not in refusal


@pytest.mark.parametrize("text", ["000:3", "000:L0", "000:L5-3", "000:L3@4", "000:L3@4+0", ":L3", "000:L3\n"])
def test_refused(text):
    with pytest.raises(RegionRefused):
        parse_citation(text)
