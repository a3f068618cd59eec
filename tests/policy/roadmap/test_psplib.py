"""Project files of PSPLIB: read as they are printed, refused where they do not hold together."""

import pytest

from shiome.errors import InputRefused
from shiome.policy.roadmap.psplib import read_sm
from shiome.policy.roadmap.solver import solve

FILE = """\
************************************************************************
file with basedata            : made_up.bas
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  5
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       2    1
  4      1     2       0    1
  5      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
************************************************************************
"""


def written(folder, text=FILE):
    file = folder / "made_up.sm"
    file.write_text(text, encoding="latin-1")
    return file


def test_a_project_is_read_and_solved(tmp_path):
    tasks = read_sm(written(tmp_path))
    assert tasks.durations == {"1": 0, "2": 3, "3": 4, "4": 2, "5": 0}
    assert [c.capacity for c in tasks.constraints if c.uses] == [3, 1]
    assert solve(tasks).values == (9,)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("RESOURCEAVAILABILITIES:", "AVAILABLE:", "there is no part"),
        ("   2        1          1           4\n", "   2        1          2           4\n", "as many successors"),
        ("   4        1          1           5\n", "   4        1          1           9\n", "other activities"),
        ("  3      1     4       2    1\n", "  3      1     4       2\n", "do not fit"),
        ("    3    1\n", "\n", "no numbers"),
    ],
)
def test_what_does_not_hold_together_is_refused(tmp_path, before, after, says):
    assert before in FILE
    with pytest.raises(InputRefused, match=says) as caught:
        read_sm(written(tmp_path, FILE.replace(before, after)))
    assert caught.value.code == "roadmap.psplib"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefused, match="cannot be read"):
        read_sm(tmp_path / "none.sm")
