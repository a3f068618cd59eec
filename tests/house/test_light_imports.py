"""What is heavy is loaded where it is used, so that ``import shiome`` and ``shiome --help`` answer at once."""

import subprocess
import sys

import pytest

HEAVY = (
    "sqlalchemy",
    "alembic",
    "typst",
    "pypdfium2",
    "jinja2",
    "yaml",
    "sudachipy",
    "numpy",
    "rich",
    "pyarrow",
    "duckdb",
    "ibis",
    "vl_convert",
    "scipy",
    "numba",
    "pandas",
)


@pytest.mark.parametrize(
    "program", ["import shiome", "import sys; sys.argv = ['shiome', '--help']\nfrom shiome.cli.app import app"]
)
def test_nothing_heavy_is_imported(program):
    check = f"{program}\nimport sys; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
