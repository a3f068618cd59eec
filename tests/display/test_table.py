from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shiome
from shiome.display import Table, table
from shiome.errors import InputRefused
from shiome.records.model import Source
from shiome.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.create(tmp_path_factory.mktemp("display") / "ws")


def test_records_become_frames_of_all_three_libraries(workspace: Workspace) -> None:
    events = shiome.table(workspace.records("event"), language="ja")
    assert len(events) == workspace.store.count("event")
    assert {"id", "when", "known_from", "plover", "sources"} <= {*events.columns}
    pandas, polars, arrow = events.to_pandas(), events.to_polars(), events.to_arrow()
    assert len(pandas) == len(polars) == arrow.num_rows == len(events)
    assert list(pandas.columns) == polars.columns == arrow.column_names == list(events.columns)
    assert str(pandas["known_from"].dtype).startswith("datetime64")
    assert polars["known_from"].dtype.is_temporal()
    assert all(":L" in str(value) for value in events.column("sources"))


def test_texts_are_in_the_language_asked_for(workspace: Workspace) -> None:
    judgements = workspace.records("judgement")
    ja, en = (table(judgements, language=language).column("proposition") for language in ("ja", "en"))
    assert ja != en


def test_measurements_have_their_components_beside_them(workspace: Workspace) -> None:
    found = workspace.measure()
    one = table(found[0])
    assert {"when", "value", "low", "high", "n"} < {*one.columns}
    assert len(one.columns) == 5 + len({str(part.name["en"]) for part in found[0].components})
    every = table(found)
    assert {*every.column("yardstick")} == {each.id for each in found}


def test_pictures_of_measurements(workspace: Workspace, tmp_path: Path) -> None:
    found = workspace.measure()
    drawn = shiome.picture(found[0])
    assert drawn._repr_svg_().startswith("<svg")
    drawn.write(tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes()[:4] == b"\x89PNG"
    assert "<svg" in shiome.picture(found[:4], language="ja").svg()
    with pytest.raises(InputRefused):
        shiome.picture("a text")


@dataclass
class Pair:
    name: str
    day: date


def test_other_objects() -> None:
    assert table([Pair("a", date(2025, 1, 2))]).rows == ({"name": "a", "day": date(2025, 1, 2)},)
    assert table({"a": 1}).rows == ({"key": "a", "value": 1},)
    assert table([("a", 1)]).rows == ({"0": "a", "1": 1},)
    assert table(Table(({"a": 1},))).rows == ({"a": 1},)
    assert table([]).to_pandas().empty
    with pytest.raises(InputRefused):
        table(object())


def test_sources_are_cited_alike_in_records_and_in_shapes() -> None:
    source = Source(document="004", line=109, known_from=date(2025, 1, 2))
    shape = {"document": "004", "start": None, "end": None, "line": 109}
    assert table([{"sources": (source,)}, {"sources": [shape]}]).column("sources") == ("004:L109", "004:L109")
    assert table([{"sources": []}]).column("sources") == ("",)


def test_the_page_of_a_notebook_shows_the_first_rows_and_escapes() -> None:
    html = table([{"<b>": "<script>"}] * 30)._repr_html_()
    assert "<script>" not in html
    assert html.count("<tr>") == 21
    assert "10 more rows" in html


VALUES = st.one_of(
    st.none(), st.text(max_size=5), st.integers(-(2**40), 2**40), st.floats(allow_nan=False), st.booleans(), st.dates()
)


@given(rows=st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), max_size=6))
def test_any_mix_of_values_becomes_a_frame(rows: list[dict[str, object]]) -> None:
    made = table(rows)
    if made.columns:
        assert made.to_arrow().num_rows == len(rows)
        assert made.to_polars().height == len(rows)
    assert len(made.to_pandas()) == len(rows)
