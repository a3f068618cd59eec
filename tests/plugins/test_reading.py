import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.plugins.packages import installed, write_package

from shiome.plugins import GROUPS, read, usable

YARDSTICK = """
class Tide:
    name = about = direction = {"ja": "潮", "en": "Tide"}
    members = ()
    low, high = 0.0, 1.0

    def measure(self, knowledge):
        raise LookupError("no tide table")
"""


def one(folder: Path, entry: str, target: str, code: str, *, group: str = "shiome.sections") -> None:
    write_package(folder, "Some-Package", {group: {entry: target}}, {"some_module": code})


def test_what_is_installed_is_found_with_package_and_version(tmp_path: Path) -> None:
    one(tmp_path, "page", "some_module:page", "def page(context): return None")
    assert [plugin for plugin in read("shiome.sections") if plugin.package == "Some-Package"] == []
    with installed(tmp_path):
        (found,) = (plugin for plugin in read("shiome.sections") if plugin.package == "Some-Package")
        assert (found.name, found.version, found.fault) == ("page", "1.0", None)
        assert found.label == "plugin:Some-Package/page@1.0"
        assert found.made(None) is None
    assert [plugin for plugin in read("shiome.sections") if plugin.package == "Some-Package"] == []


@pytest.mark.parametrize(
    ("entry", "target", "code", "group", "code_of_fault", "said"),
    [
        ("page", "some_module:page", "import nowhere_at_all", "shiome.sections", "plugin.import", "nowhere_at_all"),
        ("page", "some_module:page", "raise SystemExit(3)", "shiome.sections", "plugin.import", "SystemExit: 3"),
        ("page", "some_module:other", "", "shiome.sections", "plugin.import", "other"),
        ("page", "some_module:page", "page = 3", "shiome.sections", "plugin.shape", "cannot be called"),
        ("list", "some_module:List", "class List: load = 1", "shiome.loaders", "plugin.shape", "no recognises"),
        ("tide", "some_module:Tide", YARDSTICK.replace("measure", "other"), "shiome.yardsticks", "plugin.shape", "measure"),
        ("No Name", "some_module:page", "page = print", "shiome.sections", "plugin.name", "a-z"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_with_package_entry_point_and_mend(
    tmp_path: Path, entry: str, target: str, code: str, group: str, code_of_fault: str, said: str
) -> None:
    one(tmp_path, entry, target, code, group=group)
    with installed(tmp_path):
        (found,) = (plugin for plugin in read(group) if plugin.package == "Some-Package")
        assert found.fault is not None
        assert found not in usable(read(group))
        for language in ("en", "ja"):
            line = found.fault.line(language)
            assert "\n" not in line
            for part in (entry, "Some-Package", target, "pip uninstall Some-Package", code_of_fault):
                assert part in line
        assert said in found.fault.line()


def test_a_name_that_is_taken_stays_with_who_has_it(tmp_path: Path) -> None:
    for package in ("bbb", "aaa"):
        point = {"shiome.sections": {"page": f"{package}_module:page"}}
        write_package(tmp_path, package, point, {f"{package}_module": f"def page(context): return {package!r}"})
    with installed(tmp_path):
        first, second = (plugin for plugin in read("shiome.sections") if plugin.name == "page")
        assert (first.package, first.fault) == ("aaa", None)
        assert second.fault is not None
        assert second.fault.code == "plugin.taken"
        assert "aaa" in second.fault.message
        every = read("shiome.sections", taken=["page"])
        assert [plugin.fault.code for plugin in every if plugin.fault and plugin.name == "page"] == ["plugin.taken"] * 2


def test_a_broken_part_takes_no_name(tmp_path: Path) -> None:
    write_package(tmp_path, "aaa", {"shiome.sections": {"page": "nowhere:page"}}, {})
    write_package(tmp_path, "bbb", {"shiome.sections": {"page": "bbb_module:page"}}, {"bbb_module": "page = print"})
    with installed(tmp_path):
        assert [plugin.package for plugin in usable(read("shiome.sections")) if plugin.name == "page"] == ["bbb"]


def test_nothing_is_looked_for_before_it_is_asked_for(tmp_path: Path) -> None:
    one(tmp_path, "page", "some_module:page", "raise RuntimeError('read too early')")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv = ['shiome', '--help']\n"
    program += "import shiome, shiome.plugins\nfrom shiome.cli.app import app\n"
    program += "print('some_module' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_command_lists_what_works_and_what_does_not(tmp_path: Path) -> None:
    one(tmp_path / "a", "page", "some_module:page", "def page(context): return None")
    write_package(tmp_path / "b", "broken", {"shiome.coders": {"bad": "no_such_module:Coder"}}, {})
    with installed(tmp_path / "a"), installed(tmp_path / "b"):
        shapes = {(shape["package"], shape["name"]): shape for shape in run("plugins", "--json").json}
        assert shapes["Some-Package", "page"]["fault"] == ""
        assert shapes["Some-Package", "page"]["label"] == "plugin:Some-Package/page@1.0"
        assert "no_such_module" in shapes["broken", "bad"]["fault"]
        told = run("plugins", "--lang", "ja")
        assert told.status == 0
        assert "使えない" in told.out
        assert told.err.count("plugin.import") == 1


def test_every_group_has_its_name_in_both_languages() -> None:
    assert {*GROUPS} == {
        "shiome.coders",
        "shiome.loaders",
        "shiome.feeds",
        "shiome.yardsticks",
        "shiome.sections",
    }
    assert all(kind.name and kind.ja for kind in GROUPS.values())
