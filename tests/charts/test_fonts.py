import pytest

from shiome.charts.fonts import characters, check_glyphs, font_folders
from shiome.errors import InputRefused


@pytest.fixture(scope="module")
def files():
    return [(file, 0) for folder in font_folders() for file in folder.glob("*.otf")]


def test_the_fonts_that_come_along_cover_the_languages(files):
    assert len(files) == 2
    for file, index in files:
        known = characters(file, index)
        assert {ord(c) for c in "潮目あア한글汉字Яяéß–—’“”→□1aZ"} <= known
        assert ord("😀") not in known
        assert len(known) > 40_000


def test_missing_characters_are_named_in_one_line(files):
    with pytest.raises(InputRefused) as refused:
        check_glyphs(["会談 😀", "العربية"], files)
    line = str(refused.value)
    assert "😀 (U+1F600)" in line
    assert "U+0627" in line
    assert "\n" not in line
    assert "書体" in refused.value.line("ja")


def test_white_space_and_invisible_marks_need_no_glyph(files):
    check_glyphs(["a b\u3000c\u200b\ufe0f\n"], files)
