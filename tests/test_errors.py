"""What the operating system refuses, in both languages."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.program import run

from shiome.errors import Why, why


@pytest.mark.parametrize(
    "number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EADDRINUSE]
)
def test_the_usual_refusals_are_told_in_japanese(number):
    told = why(OSError(number, os.strerror(number), "papers"))
    assert told.en == os.strerror(number)
    assert told.ja != told.en
    assert not any(letter.isascii() and letter.isalpha() for letter in told.ja)


def test_what_the_table_does_not_hold_stays_as_it_is():
    assert why(OSError(errno.EUCLEAN, "Structure needs cleaning")) == Why(
        "Structure needs cleaning", "Structure needs cleaning"
    )
    assert why(OSError("no number")) == Why("no number", "no number")
    assert why(ValueError()) == Why("ValueError", "ValueError")


@given(st.text(max_size=60), st.integers(-300, 300))
def test_why_is_one_line_that_says_something(text, number):
    for error in (OSError(number, text), ValueError(text)):
        for told in why(error):
            assert told
            assert told == " ".join(told.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["exchange", "verify", "{file}/nothing"], "フォルダーではない"),
        (["exchange", "verify", "{folder}/nothing"], "そのようなファイルやフォルダーはない"),
        (["exchange", "verify", "{folder}"], "ファイルではなくフォルダーである"),
        (["feeds", "load", "{folder}/nothing"], "そのようなファイルやフォルダーはない"),
        (["feeds", "load", "{folder}"], "ファイルではなくフォルダーである"),
        (["serve", "--settings", "{folder}/nothing"], "そのようなファイルやフォルダーはない"),
    ],
)
def test_a_command_says_it_in_the_language_of_the_reader(tmp_path: Path, arguments, told):
    file = tmp_path / "file"
    file.write_bytes(b"x")
    given_ = [each.format(file=file, folder=tmp_path) for each in arguments]
    ran = run(*given_, "--lang", "ja")
    assert ran.status == 1
    assert told in ran.err
    assert "No such" not in ran.err
    assert told not in run(*given_, "--lang", "en").err
