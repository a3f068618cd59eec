"""CoNLL-U files as documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import DocumentRefused
from shiome.reading.text.document import TextDocument, read_text

TODAY = date(2026, 1, 1)


def _rows(*words: str) -> str:
    return "".join(f"{number}\t{word}\n" for number, word in enumerate((w.replace(" ", "\t") for w in words), start=1))


TREE = _rows(
    "Arnor Arnor PROPN NNP _ 2 nsubj _ _", "left leave VERB VBD _ 0 root _ SpaceAfter=No", ". . PUNCT . _ 2 punct _ _"
)
SECOND = _rows(
    "It it PRON PRP _ 2 nsubj _ _",
    "met meet VERB VBD _ 0 root _ _",
    "Mr. Mr. PROPN NNP _ 2 obj _ _",
    "Lee Lee PROPN NNP _ 3 flat _ SpaceAfter=No",
    ". . PUNCT . _ 2 punct _ _",
)


def read(text: str, name: str = "news.conllu") -> TextDocument:
    return read_text(text.encode(), file_name=name, today=TODAY)


def test_the_comments_text_is_the_text_and_spans_are_the_files() -> None:
    head = "# newdoc\n# date = 2025-05-02\n# title = Two visits\n# author = A. Writer\n"
    raw = f"{head}# text = Arnor left.\n{TREE}\n# text = It met Mr. Lee.\n{SECOND}\n"
    document = read(raw)
    assert document.clean.clean == "Arnor left. It met Mr. Lee."
    assert [sentence.text for sentence in document.sentences] == ["Arnor left.", "It met Mr. Lee."]
    assert [raw[s.raw_start : s.raw_end] for s in document.sentences] == ["Arnor left.", "It met Mr. Lee."]
    assert document.metadata.dated is not None
    assert document.metadata.dated.value == "2025-05-02"
    assert document.metadata.title is not None
    assert document.metadata.title.value == "Two visits"
    assert document.metadata.author is not None
    assert document.metadata.author.value == "A. Writer"
    assert sorted(document.trees) == [0, 12]
    assert len(document.blocks) == 1
    assert document.line_of(document.sentences[1].raw_start) == 10


def test_without_text_comments_the_forms_are_the_text() -> None:
    document = read(f"{TREE}\n{SECOND}")
    assert document.clean.clean == "Arnor left.\nIt met Mr. Lee."
    assert all(document.trees[s.start].text == s.text for s in document.sentences)
    start = document.clean.clean.index("Lee")
    assert document.raw[slice(*document.clean.to_raw(start, start + 3))] == "Lee"


def test_a_broken_tree_is_refused_with_its_line() -> None:
    with pytest.raises(DocumentRefused, match="line 2") as refused:
        read(TREE.replace("\t0\troot", "\t9\troot"))
    assert refused.value.code == "document.conllu"


def test_a_file_without_any_sentence_is_empty() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read("# newdoc\n\n# date = 2025-05-02\n")
    assert refused.value.code == "document.empty"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "# text = A b.",
                "# newpar",
                "# x",
                "1\tA\ta\tX\t_\t_\t0\troot",
                "2\tb\tb\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No",
                "1-2\tAb\t_\t_\t_\t_\t_\t_",
                "",
                " ",
                "# text =",
                "3\t\t\tX\t_\t_\t0\tx",
                "１\tA\ta\tX\t_\t_\t0\troot",
                "\r",
            ]
        ),
        max_size=14,
    )
)
def test_whatever_lines_come_a_file_is_read_or_refused(lines: list[str]) -> None:
    raw = "\n".join(lines)
    try:
        document = read(raw)
    except DocumentRefused:
        return
    for sentence in document.sentences:
        assert 0 <= sentence.raw_start < sentence.raw_end <= len(document.raw)
        tree = document.trees.get(sentence.start)
        assert tree is None or tree.text == sentence.text
