from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sanctions.casework.cases import DAY, OPENING, case, identity

from shiome.errors import InputRefused
from shiome.sanctions.casework import case_of, from_watch, grown, ownership_of, read_parts, version_of
from shiome.sanctions.casework.log import appended, read_log
from shiome.sanctions.casework.model import Holding
from shiome.sanctions.casework.numbers import imo_holds
from shiome.sanctions.casework.shapes import case_rows, case_shape
from shiome.sanctions.watch.events import Event, Reason


def log(*parts):
    return appended((), (OPENING, *parts), on=DAY, by="person:kato")


@given(st.lists(st.text(min_size=1), max_size=5), st.data())
def test_a_log_reads_back_and_any_change_shows(values, data):
    lines = log(*(identity(value) for value in values))
    assert [entry.part.value for entry in read_log(lines, case="c")[1:]] == values
    if len(lines) > 1:
        number = data.draw(st.integers(0, len(lines) - 2))
        forged = lines[number].replace("person:kato", "person:sato")
        for changed in ((*lines[:number], *lines[number + 1 :]), (*lines[:number], forged, *lines[number + 1 :])):
            with pytest.raises(InputRefused, match="not the line that was written"):
                read_log(changed, case="c")


def test_a_version_begins_with_the_lines_of_the_one_before():
    first = version_of("c1", log(), on=DAY, by="person:kato")
    second = grown(first, (identity(),), on=DAY, by="person:sato")
    assert second.chronology[: len(first.chronology)] == first.chronology
    assert (second.parties, second.marking, second.title) == (("v",), "TLP:AMBER REL TO ecc", "A transfer")
    assert case_of(second).entries[-1].by == "person:sato"


def test_genuine_and_fraudulent_values_stand_side_by_side():
    made = case(
        identity("9074729", field="imo", verdict="genuine"),
        identity("9074728", field="imo", side="physical", verdict="fraudulent"),
    )
    shown = [(part["part"]["verdict"], part["check_holds"]) for part in case_shape(made, "en")["parts"][1:]]
    assert shown == [("genuine", True), ("fraudulent", False)]


def test_the_name_of_a_subject_is_its_genuine_one():
    made = case(identity("TRUE", verdict="genuine"), identity("FALSE", verdict="fraudulent"))
    assert (made.name("v"), made.name("nobody")) == ("TRUE", "nobody")


@pytest.mark.parametrize(("text", "holds"), [("9074729", True), ("IMO9074729", True), ("9074728", False), ("x", False)])
def test_check_digit(text, holds):
    assert imo_holds(text) is holds


def hold(subject, holder, role="owner", **dates):
    return Holding(subject=subject, holder=holder, role=role, **dates)


def test_the_graph_finds_who_is_behind_and_what_is_shared():
    made = case(
        hold("a", "x", since="2018", until="2020"),
        hold("b", "x"),
        hold("x", "y"),
        hold("y", "x"),
        hold("a", "m", "manager"),
    )
    graph = ownership_of(made)
    assert graph.behind("a") == ("x", "y")
    assert graph.shared() == {"x": ("a", "b", "y")}
    assert ownership_of(made, as_of=date(2021, 1, 1)).behind("a") == ()
    assert ownership_of(made, as_of=date(2020, 12, 31)).behind("a") == ("x", "y")


EVENT = Event(
    "transfer", 0, 7_200_000, (200000001, 200000002), 30.0, 125.0, 0.8,
    (Reason("transfer.duration", "二時間", "two hours", 0.5),), (Reason("benign.help", "救助", "help"),),
)  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_event_of_the_watch_becomes_parts(language):
    parts = from_watch(EVENT.as_json(language), simulated=True)
    made = case(*parts)
    happening = made.chronology[0][1]
    assert (happening.kind, happening.subjects) == ("transfer", ("mmsi:200000001", "mmsi:200000002"))
    # In whichever language it was printed, a case keeps both.
    assert happening.reasons == ({"ja": "二時間", "en": "two hours"},)
    assert made.simulated
    assert case_rows(made, language)[-1][2] == "happening"


@pytest.mark.parametrize("change", [{"type": "party"}, {"lat": 100}, {"vessels": ["x"]}, {"score": None, "start": 1}])
def test_what_is_no_event_is_refused(change):
    with pytest.raises(InputRefused, match="no event of the watch"):
        from_watch(EVENT.as_json() | change)


def test_a_file_is_refused_with_its_line(tmp_path):
    file = tmp_path / "parts.yaml"
    file.write_text("- {type: legal, basis: a}\n- type: assessment\n  statement: {en: x}\n  step: 9\n")
    with pytest.raises(InputRefused, match=r"parts.yaml, line 4: .*<= 5"):
        read_parts(file, lambda part: None)
    file.write_text("a: 1\n")
    with pytest.raises(InputRefused, match="line 1: a list of parts"):
        read_parts(file, lambda part: None)
    with pytest.raises(InputRefused, match="cannot be read"):
        read_parts(tmp_path / "none.yaml", lambda part: None)
