import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.yardsticks.votes.materials import simulated, written

from shiome.errors import InputRefused, NotKnown
from shiome.yardsticks.votes import (
    IdealPoints,
    distances,
    estimate,
    extend,
    load_ideal_points,
    open_ideal_points,
    positions,
    read_ideal_points,
    save_ideal_points,
    variants_beside,
)

BY_SESSION = "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname"
ROWS = ["1,2,70,10,2.0,1.0,1.5,1.6,2.0,2.4,2.5,3.0,USA,United States"]
ROWS += [
    "2,732,70,12,0.5,-0.4,0.1,0.2,0.5,0.8,0.9,1.4,KOR,South Korea",
    "3,732,72,9,1.0,0,0.5,0.6,1,1.4,1.5,2,KOR,South Korea",
]
QUANTILES = ("qo", "q5", "q10", "q50", "q90", "q95", "q100")
BY_YEAR = "ccode,iso3c,countryname,year,idealpointfp,idealpointall,idealpointlegacy,nvotesfp,nvotesall,nvotesLegacy,"
BY_YEAR += ",".join(f"{name}{ending}" for ending in ("fp", "all") for name in QUANTILES)


def points(mean: list[float], half: float = 0.5, draws: np.ndarray | None = None) -> IdealPoints:
    """The same session of as many members, with intervals of a given half width."""
    centre = np.array(mean)
    return IdealPoints(
        variant="all",
        source="test",
        cow=np.array([2, 365, 732, 740][: len(mean)]),
        session=np.full(len(mean), 70),
        votes=np.arange(10, 10 + len(mean)),
        mean=centre,
        quantiles=centre[:, None] + half * np.array([-2, -1, -0.8, 0, 0.8, 1, 2]),
        draws=draws,
    )


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 1))
def test_distances_are_symmetric_and_lie_within_their_bounds(first, second, half):
    made = points([first, second], half)
    series = distances(made, ("USA", "RUS"))
    assert series == distances(made, ("RUS", "USA"))
    (point,) = series.points
    assert point.value == pytest.approx(abs(first - second))
    assert 0 <= point.low <= point.value <= point.high
    assert (point.when, point.n, point.inputs) == ("2015", 10, ("votes:session=70",))
    assert distances(made, ("USA", "USA")).values == (0.0,)


def test_bounds_of_a_distance_far_from_0_are_those_of_a_normal_difference():
    (point,) = distances(points([2.0, -2.0], 0.3), ("USA", "RUS")).points
    assert (point.low, point.high) == pytest.approx((4 - 0.3 * 2**0.5, 4 + 0.3 * 2**0.5), abs=1e-3)


def test_draws_give_the_bounds_where_they_are_there():
    draws = np.stack([np.linspace(0, 1, 101), np.zeros(101)], axis=1).astype(np.float32)
    (point,) = distances(points([0.5, 0.0], draws=draws), ("USA", "RUS")).points
    assert (point.low, point.high) == pytest.approx((0.05, 0.95))


def test_a_published_table_by_session(tmp_path):
    read = read_ideal_points(written(tmp_path / "IdealpointestimatesAll_x.csv", [BY_SESSION, *ROWS]))
    assert list(read) == ["all"]
    row = read["all"].row("KOR", 70)
    assert (row.mean, row.low, row.high, row.votes) == (0.5, 0.1, 0.9, 12)
    series = positions(read["all"], "KOR")
    assert series.values == (0.5, None, 1.0)
    assert [point.when for point in series] == ["2015", "2016", "2017"]
    assert read["all"].row("USA", 72) is None
    assert distances(read["all"], ("KOR", "USA")).values == (1.5,)


def test_a_published_table_names_its_variant_in_its_columns(tmp_path):
    heading = (
        BY_SESSION.replace("%", "%Important").replace("NVotes", "NVotesImportant").replace("Point", "PointImportant")
    )
    read = read_ideal_points(written(tmp_path / "x.csv", [heading, *ROWS]))
    assert list(read) == ["important"]


def test_a_published_table_by_year_has_three_variants(tmp_path):
    full = ",".join(["-1", "-.5", "-.4", ".1", ".5", ".6", "1"] * 2)
    rows = [BY_YEAR, f"2,USA,United States,2015.0,.1,.2,.3,5.0,6.0,7.0,{full}", "732,,,2015.0,,,.5,,,9.0" + "," * 14]
    read = read_ideal_points(written(tmp_path / "x.csv", rows))
    assert {variant: len(table) for variant, table in read.items()} == {"final_passage": 1, "all": 1, "legacy": 2}
    assert read["final_passage"].row("USA", 70).low == -0.5
    assert read["legacy"].row("KOR", 70).low is None
    assert distances(read["legacy"], ("KOR", "USA")).points[0].low is None
    beside = variants_beside(read, ("KOR", "USA"))
    assert [len(series.points) for series in beside.values()] == [0, 0, 1]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("9,2,70,1,1,1,1,1,1,1,1,1,USA,x", "line 5: the member 2 has session 70 already in line 2"),
        ("9,2,71,1,x,1,1,1,1,1,1,1,USA,x", "line 5: idealpoint is “x”, not a number"),
        ("9,2,71,1,1,5,1,1,1,1,1,1,USA,x", "line 5: its quantiles are not in order"),
        ("9,71,2015,1,1,1,1,1,1,1,1,1,USA,x", "line 5: its member, session or ideal point is out of range"),
        ("9,2,71,1,1,1,1,1,1,1,1,USA,x", "line 5: the row has 13 values, the heading 14"),
    ],
)
def test_a_bad_published_table_is_one_line_and_nothing_is_stored(tmp_path, row, part):
    good = written(tmp_path / "good.csv", [BY_SESSION, *ROWS])
    bad = written(tmp_path / "bad.csv", [BY_SESSION, *ROWS, row])
    with pytest.raises(InputRefused) as refused:
        load_ideal_points([good, bad], tmp_path / "votes")
    assert part in str(refused.value)
    assert not (tmp_path / "votes").exists()
    with pytest.raises(InputRefused, match="the column session"):
        read_ideal_points(written(tmp_path / "x.csv", [BY_SESSION.replace("session", "s"), *ROWS]))


def test_published_tables_are_kept_by_name(tmp_path):
    file = written(tmp_path / "IdealpointestimatesAll_x.csv", [BY_SESSION, *ROWS])
    assert load_ideal_points([file], tmp_path) == ("published-all-idealpointestimatesall_x",)
    kept = open_ideal_points(tmp_path, name="published-all-idealpointestimatesall_x")
    assert kept.source == file.name
    assert kept.row("KOR", 72).mean == 1.0
    with pytest.raises(NotKnown, match="there: published-all-idealpointestimatesall_x"):
        open_ideal_points(tmp_path, name="other")


def test_estimates_are_kept_whole(tmp_path):
    made = estimate(simulated(calls=8)[0], iterations=10, burn=5, thin=2)
    save_ideal_points(made, tmp_path)
    kept = open_ideal_points(tmp_path, name="all")
    for name in ("cow", "session", "votes", "mean", "quantiles", "draws"):
        assert (getattr(kept, name) == getattr(made, name)).all()
    assert (kept.scale, kept.complete, kept.variant) == (made.scale, True, "all")


def test_a_published_table_is_extended():
    table = simulated()[0]
    whole = estimate(table, iterations=300, burn=150, thin=3)
    old = whole.session < 53
    published = IdealPoints(
        variant="all",
        source="published",
        cow=whole.cow[old],
        session=whole.session[old],
        votes=whole.votes[old],
        mean=whole.mean[old],
        quantiles=whole.quantiles[old],
    )
    joined = extend(published, table, iterations=300, burn=150, thin=3)
    assert 0.8 < joined.scale[1] < 1.2
    assert np.corrcoef(joined.mean[~old], whole.mean[~old])[0, 1] > 0.95
