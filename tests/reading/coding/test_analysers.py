import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from tests.reading.coding.sentences import code

from shiome.errors import MissingExtra
from shiome.reading.coding import analysers
from shiome.reading.coding.analysers import analyser_name, choose_analysers, in_use, reading_with


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without analysers."""

    def missing(name: str) -> ModuleType:
        if name in analysers.LIBRARIES.values():
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(analysers, "import_module", missing)
    monkeypatch.setattr(analysers, "is_installed", lambda language: False)


@pytest.mark.usefixtures("bare")
def test_what_is_asked_for_and_missing_is_said() -> None:
    for language, library in analysers.LIBRARIES.items():
        with pytest.raises(MissingExtra, match=library) as caught:
            choose_analysers([language])
        assert "shiome[languages]" in caught.value.hint


@pytest.mark.usefixtures("bare")
def test_without_them_the_rules_read_alone() -> None:
    assert choose_analysers() == frozenset()
    (event,) = code("북한은 러시아에 포탄을 보냈다.", "ko").events
    assert (event.source, event.recipient, event.plover) == (("PRK",), ("RUS",), "AID")


def test_they_help_only_within_the_block() -> None:
    assert not in_use("ko")
    with reading_with(frozenset({"ko"})):
        assert in_use("ko")
        assert not in_use("ru")
        with reading_with(frozenset()):
            assert not in_use("ko")
    assert not in_use("ko")
    assert analysers.korean_verbs("북한은 말했다.") is None
    assert analysers.chinese_words("朝鲜表示") is None
    assert analysers.russian_parses("заявил") is None


def test_the_name_tells_library_and_version() -> None:
    for language, library in analysers.LIBRARIES.items():
        name, _, version = analyser_name(language).partition("-")
        assert name == library
        assert version[0].isdigit()


def test_offsets_are_those_of_the_text_whatever_stands_before() -> None:
    text = "😀😀 중국은 국경을 맞댄 북한을 도왔다."
    with reading_with(frozenset({"ko"})):
        found = analysers.korean_verbs(text)
    assert found is not None
    assert text.index("맞댄") in [start for start, _, _ in found.verbs]


def test_loading_them_is_silent_and_leaves_no_file(tmp_path: Path) -> None:
    script = (
        "from shiome.reading.coding import analysers as a\n"
        "with a.reading_with(frozenset({'ko', 'zh', 'ru'})):\n"
        "    assert a.korean_verbs('북한은 말했다.') and a.chinese_words('朝鲜表示反对') and a.russian_parses('заявил')\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
