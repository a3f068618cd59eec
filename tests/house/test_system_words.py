"""What the operating system refuses is told in both languages, from one table."""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "shiome"


def test_the_words_of_the_system_pass_through_the_table():
    told = [file.relative_to(SOURCE) for file in SOURCE.rglob("*.py") if "strerror" in file.read_text("utf-8")]
    assert told == [Path("errors.py")]
