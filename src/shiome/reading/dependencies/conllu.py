"""CoNLL-U in: tokens, tree, and where each token stands in the sentence's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from shiome.errors import InputRefused
from shiome.reading.dependencies.sentence import OLD_LABELS, Sentence, Token

_OLD_TAGS = {"CONJ": "CCONJ"}
_STEPPED_OVER = re.compile(r"\s*\d+[-.]\d+\s*$")
_WRITTEN: dict[str, tuple[str, ...]] = {
    "``": ('"', "“"),
    "''": ('"', "”"),
    "`": ("'", "‘"),
    "'": ("’",),
    "'s": ("’s",),
    "n't": ("n’t",),
    "-LRB-": ("(",),
    "-RRB-": (")",),
    "-LSB-": ("[",),
    "-RSB-": ("]",),
    "-LCB-": ("{",),
    "-RCB-": ("}",),
    "--": ("–", "—"),
    "...": ("…",),
}
"""What tokenisers write, and what the text may have instead."""


def read_conllu(text: str) -> Iterator[Sentence]:
    """Every sentence of a CoNLL-U text, in order.

    Labels of Universal Dependencies 1 are read as those of 2. The last columns may be missing, and the lines of one sentence may come
    without any comment; ranges (``3-4``) and empty nodes (``3.1``) are stepped over. The text of a sentence is its ``# text``
    comment, or its forms put together.

    Raises
    ------
    InputRefused
        ``conllu.columns``, ``conllu.number`` or ``conllu.head``, with the line, where the tree cannot be read.
    """
    rows: list[tuple[int, list[str]]] = []
    comments: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip():
            if rows:
                yield _sentence(rows, comments.get("text"), comments.get("sent_id", ""))
            rows, comments = [], {}
        elif line.startswith("#") and "\t" not in line:
            name, _, value = line[1:].partition("=")
            comments[name.strip()] = value.strip()
        else:
            rows.append((number, line.split("\t")))
    if rows:
        yield _sentence(rows, comments.get("text"), comments.get("sent_id", ""))


def parse_sentence(rows: str, text: str | None = None, identifier: str = "") -> Sentence:
    r"""One sentence from the lines of its tree, with offsets into ``text`` where that is given.

    An empty tree gives a sentence without tokens.

    >>> tree = "1\tArnor\tArnor\tPROPN\tNNP\t_\t2\tnsubj\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot"
    >>> [(token.form, token.start, token.end) for token in parse_sentence(tree, "Arnor  left.").tokens]
    [('Arnor', 0, 5), ('left', 7, 11)]
    """
    lines = [(number, line) for number, line in enumerate(rows.split("\n"), start=1) if line.strip()]
    split = [(number, line.strip("\r\n").split("\t")) for number, line in lines if "\t" in line or line[:1] != "#"]
    return _sentence(split, text, identifier)


def _sentence(rows: list[tuple[int, list[str]]], text: str | None, identifier: str) -> Sentence:
    words = [(number, row) for number, row in rows if not _STEPPED_OVER.match(row[0])]
    places: dict[str, int] = {}
    for number, row in words:
        if len(row) < 8:
            _refuse(
                "conllu.columns",
                number,
                f"{len(row)} columns where 10 (at least 8) are needed",
                "列が足りない（8列以上）",
            )
        if not row[0].strip().isdecimal():
            _refuse("conllu.number", number, f"{row[0]!r} is no token number", "トークン番号ではない")
        if row[0].strip() in places:
            _refuse("conllu.number", number, f"token {row[0]} comes twice", "同じ番号のトークンが二つある")
        places[row[0].strip()] = len(places)
    if text is None:
        text = "".join(row[1] + ("" if "SpaceAfter=No" in row[-1] else " ") for _, row in words).rstrip()
    spans = align([row[1] for _, row in words], text)
    tokens = tuple(_token(place, number, row, places, spans[place]) for place, (number, row) in enumerate(words))
    _check_tree(tokens, words)
    return Sentence(tokens, text, identifier)


def _token(place: int, number: int, row: list[str], places: dict[str, int], span: tuple[int, int]) -> Token:
    head = -1
    if row[6].strip() != "0":
        if row[6].strip() not in places:
            _refuse("conllu.head", number, f"head {row[6]!r} is no token of the sentence", "係り先のトークンがない")
        head = places[row[6].strip()]
    relation = row[7].strip()
    return Token(
        position=place,
        form=row[1],
        lemma=row[2],
        upos=_OLD_TAGS.get(row[3], row[3]),
        xpos=row[4],
        features="" if row[5] == "_" else row[5],
        head=head,
        relation=OLD_LABELS.get(relation, relation),
        start=span[0],
        end=span[1],
    )


def _check_tree(tokens: tuple[Token, ...], rows: list[tuple[int, list[str]]]) -> None:
    """Refuse a tree that runs in a circle."""
    settled = [False] * len(tokens)
    for token in tokens:
        path: list[int] = []
        node = token.position
        while node >= 0 and not settled[node]:
            if node in path:
                _refuse("conllu.head", rows[node][0], "the heads run in a circle", "係り先が循環している")
            path.append(node)
            node = tokens[node].head
        for node in path:
            settled[node] = True


def align(forms: list[str], text: str) -> list[tuple[int, int]]:
    """Where each form stands in the text: in order, an empty span where it does not.

    >>> align(["``", "Ties", "''", "fxll"], '"Ties" end')
    [(0, 1), (1, 5), (5, 6), (7, 7)]
    """
    spans: list[tuple[int, int]] = []
    cursor = 0
    for form in forms:
        while cursor < len(text) and text[cursor].isspace():
            cursor += 1
        span = _placed(form, text, cursor)
        spans.append(span or (cursor, cursor))
        cursor = spans[-1][1]
    return spans


def _placed(form: str, text: str, cursor: int) -> tuple[int, int] | None:
    spellings = (form, *_WRITTEN.get(form, ()))
    for spelling in spellings:
        if spelling and text.startswith(spelling, cursor):
            return cursor, cursor + len(spelling)
    # A tokeniser may have dropped or changed something: look a little ahead, but not for a word of one letter.
    reach = text[: cursor + 40]
    for spelling in spellings:
        at = reach.find(spelling, cursor) if len(spelling) > 1 else -1
        if at >= 0:
            return at, at + len(spelling)
    return None


def _refuse(code: str, number: int, what: str, ja: str) -> NoReturn:
    raise InputRefused(
        code,
        f"line {number} of the CoNLL-U text: {what}",
        ja=f"CoNLL-Uの{number}行目：{ja}",
        hint="give ten columns a line, heads within the sentence, and an empty line between sentences",
        hint_ja="1行10列とし、係り先は文の中に置き、文と文の間に空行を入れる",
    )
