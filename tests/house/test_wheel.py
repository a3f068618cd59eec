"""What a wheel carries is what the package holds: pages, assets, catalogues, region, migrations, and nothing besides."""

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "shiome"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


def test_every_file_of_the_package_is_in_it_and_no_other(wheel):
    held = {
        f"shiome/{file.relative_to(PACKAGE).as_posix()}"
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    carried = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert carried == held


def test_what_runs_without_a_network_is_there(wheel):
    names = {*wheel.namelist()}
    assert {
        "shiome/py.typed",
        "shiome/outlook/templates/outlook.typ",
        "shiome/outlook/templates/outlook.html",
        "shiome/outlook/messages/ja.yaml",
        "shiome/web/templates/base.html",
        "shiome/web/static/css/shell.css",
        "shiome/web/static/js/shell.js",
        "shiome/web/static/vendor/htmx.js",
        "shiome/web/static/vendor/cytoscape.js",
        "shiome/web/static/vendor/maplibre-gl.js",
        "shiome/web/static/vendor/coastlines.json",
        "shiome/web/static/vendor/licences/htmx.org.txt",
        "shiome/regions/peninsula/region.yaml",
        "shiome/records/migrations/versions/__init__.py",
    } <= names
    kinds = Counter(name.rpartition(".")[2] for name in names)
    assert kinds["yaml"] > 100
    assert kinds["html"] > 50


def test_its_metadata(wheel):
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    folder = metadata.removesuffix("METADATA")
    assert f"{folder}licenses/LICENSE" in wheel.namelist()
    assert "shiome = shiome.cli:main" in wheel.read(f"{folder}entry_points.txt").decode()
    text = wheel.read(metadata).decode()
    assert "Requires-Dist: noto-cjk-sans-jp-regular" in text  # the fonts of PDF files and pictures
    assert "\nLicense-Expression: Apache-2.0\n" in text


def test_no_path_of_the_machine_is_in_it(wheel):
    for name in wheel.namelist():
        assert str(ROOT).encode() not in wheel.read(name), name
