from __future__ import annotations

import pytest

from shiome.errors import InputRefused
from shiome.reading.dependencies import parse_sentence, read_conllu

TWO = """# sent_id = one
# text = He didn't go.
1\tHe\the\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tneg\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
4.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t4:x\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tShips\tship\tNOUN\tNNS\t_\t2\tnsubjpass\t_\t_
2\tsank\tsink\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def test_sentences_come_with_their_offsets_and_second_version_labels():
    first, second = read_conllu(TWO)
    assert first.identifier == "one"
    assert [first.text[token.start : token.end] for token in first.tokens] == ["He", "did", "n't", "go", "."]
    assert [token.relation for token in first.tokens] == ["nsubj", "aux", "advmod:neg", "root", "punct"]
    assert second.text == "Ships sank."
    assert second.tokens[0].relation == "nsubj:pass"


def test_windows_line_ends_are_read_alike():
    assert [s.text for s in read_conllu(TWO.replace("\n", "\r\n"))] == [s.text for s in read_conllu(TWO)]


def test_brackets_and_quotes_of_the_tokeniser_are_found_in_the_text():
    rows = "\n".join(
        f"{number}\t{form}\t_\tPUNCT\t_\t_\t{0 if number == 1 else 1}\tdep\t_\t_"
        for number, form in enumerate(["``", "ties", "''", "-LRB-", "now", "-RRB-"], start=1)
    )
    text = "“ties” (now)"
    found = [text[token.start : token.end] for token in parse_sentence(rows, text).tokens]
    assert found == ["“", "ties", "”", "(", "now", ")"]


def test_a_word_the_text_does_not_have_gets_an_empty_span():
    token = parse_sentence("1\tabsent\t_\tNOUN\t_\t_\t0\troot", "something else").tokens[0]
    assert token.start == token.end


def test_the_tree_can_be_walked():
    sentence = next(iter(read_conllu(TWO)))
    assert sentence.children[3] == (0, 1, 2, 4)
    assert sentence.ancestors(0) == [3]
    assert sentence.subtree(3) == [0, 1, 2, 3, 4]
    assert sentence.span([0, 3]) == (0, 12)
    assert sentence.dependents(3, "aux", "advmod") == [1, 2]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("1\ta\ta\tX\t_\t_\t0", "conllu.columns"),
        ("x\ta\ta\tX\t_\t_\t0\troot", "conllu.number"),
        ("1\ta\ta\tX\t_\t_\t0\troot\n1\tb\tb\tX\t_\t_\t0\troot", "conllu.number"),
        ("1\ta\ta\tX\t_\t_\t9\tdep", "conllu.head"),
        ("1\ta\ta\tX\t_\t_\t2\tdep\n2\tb\tb\tX\t_\t_\t1\tdep", "conllu.head"),
    ],
)
def test_a_tree_that_is_none_is_refused_in_one_line(rows, code):
    with pytest.raises(InputRefused) as refused:
        parse_sentence(rows)
    assert refused.value.code == code
    assert "line" in refused.value.message
    assert "\n" not in refused.value.line("ja")


def test_an_empty_tree_has_no_tokens():
    assert parse_sentence("", "Nothing parsed.").tokens == ()
    assert list(read_conllu("\n\n# only a comment\n")) == []
