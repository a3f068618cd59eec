"""The page of plug-ins: what other packages add, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.plugins.packages import installed, write_package

MODULE = """
class Harbour:
    def recognises(self, file, start):
        return False

    def load(self, file, as_of):
        return None

def section(context):
    return None
"""
POINTS = {
    "shiome.loaders": {"harbour": "page_module:Harbour", "eu": "page_module:Harbour"},
    "shiome.feeds": {"log": "page_module:Harbour"},
    "shiome.sections": {"boats": "page_module:section", "gone": "page_module:nowhere"},
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_package(tmp_path / "site", "page-package", POINTS, {"page_module": MODULE}, version="2.1")
    return tmp_path / "site"


def test_each_part_is_listed_with_its_package_and_what_is_wrong(client: TestClient, site: Path) -> None:
    with installed(site):
        told = client.get("/en/systems/plugins?format=json").json()
    assert (told["total"], told["used"]) == (5, 2)
    parts = {part["name"]: part for part in told["plugins"]}
    assert {(part["package"], part["version"]) for part in parts.values()} == {("page-package", "2.1")}
    assert parts["harbour"]["label"] == "plugin:page-package/harbour@2.1"
    assert (parts["harbour"]["state"], parts["harbour"]["fault"]) == ("in use", "")
    assert {name for name, part in parts.items() if part["fault"]} == {"eu", "log", "gone"}
    assert "has no feed" in parts["log"]["fault"]
    assert "nowhere" in parts["gone"]["fault"]


def test_the_page_says_so_in_both_languages(client: TestClient, site: Path) -> None:
    with installed(site):
        ja, en = client.get("/ja/systems/plugins").text, client.get("/en/systems/plugins").text
        rows = client.get("/en/systems/plugins?format=csv&table=plugins").content.decode("utf-8-sig")
    assert "5 件のうち 2 件を使用中" in ja
    assert "出来事データ" in ja
    assert "2 of 5 in use" in en
    assert "page-package" in rows


def test_without_plugins_the_page_says_that_there_are_none(client: TestClient) -> None:
    told = client.get("/en/systems/plugins?format=json").json()
    assert (told["total"], told["plugins"]) == (0, [])
    assert "No other package adds anything here." in client.get("/en/systems/plugins").text
    assert 'href="/en/systems/plugins"' in client.get("/en/systems").text


def test_a_yardstick_with_a_name_of_the_region_is_a_fault(client: TestClient, tmp_path: Path) -> None:
    points = {"shiome.yardsticks": {"autonomy": "page_module:Harbour"}}
    module = MODULE.replace(
        "class Harbour:", "class Harbour:\n    name = about = direction = members = low = high = measure = None\n"
    )
    write_package(tmp_path / "site", "page-package", points, {"page_module": module})
    with installed(tmp_path / "site"):
        (part,) = client.get("/en/systems/plugins?format=json").json()["plugins"]
    assert "has a name that Shiome uses already" in part["fault"]
