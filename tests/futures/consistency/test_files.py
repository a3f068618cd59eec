"""ScenarioWizard's files there and back, and what is wrong with broken ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from tests.futures.consistency.strategies import matrices, matrix_of

from shiome.errors import InputRefused
from shiome.futures.consistency.exact import solve
from shiome.futures.consistency.files import read_scw, read_sl, write_scw, write_sl
from shiome.futures.consistency.matrix import CrossImpact

PROJECT = """$ ScenarioWizard 4.0
weather.scw
&Sky
 -clear
 -grey
&Mood
 -bright
 -dull
#
&
 # a note & a sign

&


#
#
FFFFFF
#
#
 0 , 0 , 2 ,-2\x20
 0 , 0 ,-1 , 1\x20
 1 ,-1 , 0 , 0\x20
 0 , 0 , 0 , 0\x20
#
# 0-0
"why # not"
"""


@given(matrix=matrices())
@settings(max_examples=40, deadline=None)
def test_projects_and_solutions_there_and_back(matrix: CrossImpact) -> None:
    with TemporaryDirectory() as folder:
        project, solutions = Path(folder, "m.scw"), Path(folder, "m.sl")
        write_scw(matrix, project)
        again = read_scw(project)
        assert again.descriptors == matrix.descriptors
        assert np.array_equal(again.impacts, matrix.impacts)
        found = solve(matrix, engine="numpy").scenarios[:20]
        write_sl(matrix, found, solutions, weights=range(1, len(found) + 1))
        read = read_sl(matrix, solutions)
        assert np.array_equal(read.scenarios, found)
        assert read.weights == tuple(range(1, len(found) + 1))


def test_a_project_as_the_program_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "weather.scw"
    path.write_text(PROJECT)
    matrix = read_scw(path)
    assert [(each.name, each.variants) for each in matrix.descriptors] == [
        ("Sky", ("clear", "grey")),
        ("Mood", ("bright", "dull")),
    ]
    assert matrix.impacts.tolist() == [[0, 0, 2, -2], [0, 0, -1, 1], [1, -1, 0, 0], [0, 0, 0, 0]]


def test_names_in_the_programs_own_code_page(tmp_path: Path) -> None:
    path = tmp_path / "old.scw"
    path.write_bytes(PROJECT.replace("Mood", "Gemüt").encode("cp1252"))
    assert read_scw(path).descriptors[1].name == "Gemüt"


def test_solutions_as_the_program_writes_them(tmp_path: Path) -> None:
    matrix = matrix_of([2, 2], [[0, 0, 2, -2], [0, 0, -1, 1], [1, -1, 0, 0], [0, 0, 0, 0]])
    path = tmp_path / "weather.sl"
    path.write_text('$ ScenarioWizard 3.0\nSolution set\n 2 \n\n" 1 1",3,2,0,3,""\n" 2 2",1.677722E+07,0,0,1,"storm"\n')
    read = read_sl(matrix, path)
    assert read.scenarios.tolist() == [[0, 0], [1, 1]]
    assert read.weights == (3, 16777220)
    write_sl(matrix, read.scenarios, path, weights=[3, 1])
    assert path.read_text().splitlines()[4:] == ['" 1 1",3,2,0,3,""', '" 2 2",1,0,0,1,""']


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("&Mood", "&Sky", "weather.scw:6: descriptor Sky is named twice"),
        ("&Sky\n", "", "weather.scw:3: variant clear belongs to no descriptor"),
        (" 1 ,-1 , 0 , 0 ", " 1 , x , 0 , 0 ", "weather.scw:23: a judgement is not a whole number"),
        (" 1 ,-1 , 0 , 0 ", " 1 ,-1 , 0 ", "3 numbers in row 3 for 4 variants"),
        (" 1 ,-1 , 0 , 0 \n", "", "3 rows for 4 variants"),
        (PROJECT, "", "0 rows for 0 variants"),
    ],
)
def test_a_broken_project_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "weather.scw"
    path.write_text(PROJECT.replace(old, new))
    with pytest.raises(InputRefused, match=said) as caught:
        read_scw(path)
    assert caught.value.code == "consistency.file"


@pytest.mark.parametrize("row", ['" 1 3"', '" 1"', '" 0 1"', '"1 a"'])
def test_solutions_of_another_matrix_are_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "x.sl"
    path.write_text(f'\n{row},1,0,0,0,""\n')
    with pytest.raises(InputRefused, match=r"x\.sl:2: the scenario is not one of this matrix"):
        read_sl(matrix_of([2, 2], np.zeros((4, 4))), path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"none\.scw: cannot be read"):
        read_scw(tmp_path / "none.scw")


def test_what_the_program_cannot_hold_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.scw"
    with pytest.raises(InputRefused, match="whole numbers"):
        write_scw(matrix_of([1, 1], [[0, 0.5], [0, 0]]), path)
    with pytest.raises(InputRefused, match="a name is empty"):
        write_scw(CrossImpact.of({"two\nlines": ["a"]}, [[0]]), path)
    assert not path.exists()
