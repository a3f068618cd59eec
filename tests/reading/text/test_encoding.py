from __future__ import annotations

import pytest

from shiome.errors import DocumentRefused
from shiome.reading.text.encoding import decode

JA = "両国は21日、合同訓練を再開した。さらに対話も続けるという。"
ZH = "双方21日在北京举行了会谈，讨论了地区安全问题。这是今年的第三次。"
KO = "양국은 21일 연합 훈련을 재개했다. 대화도 계속하겠다고 밝혔다."
RU = "Стороны провели переговоры. Министр заявил, что встреча состоится весной."


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (JA, "utf-8", "utf-8"),
        (JA, "utf-8-sig", "utf-8-bom"),
        (JA, "utf-16", "utf-16-le"),
        (JA, "cp932", "cp932"),
        (JA, "euc_jp", "euc_jp"),
        (ZH, "gb18030", "gb18030"),
        (KO, "cp949", "cp949"),
        (RU, "koi8_r", "koi8_r"),
        (RU, "cp1251", "cp1251"),
        ("The café — closed — said “no”.", "cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("repeat", [1, 12])
def test_each_encoding_is_told_from_the_others(text: str, encoding: str, name: str, repeat: int) -> None:
    whole = "\n".join([text] * repeat)
    decoded = decode(whole.encode(encoding), file_name="a.txt")
    assert (decoded.text, decoded.encoding) == (whole, name)


def test_utf_16_of_the_other_order() -> None:
    assert decode(b"\xfe\xff" + JA.encode("utf-16-be"), file_name="a.txt").text == JA


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n", file_name="a.txt").text == "a\r\nb\rc\n"


def refused(data: bytes) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as caught:
        decode(data, file_name="a.txt")
    return caught.value


def test_mixed_encodings_are_refused_with_byte_and_line() -> None:
    first = JA.encode() + b"\n"
    refusal = refused(first + JA.encode("cp932"))
    assert refusal.code == "document.encoding"
    assert f"byte {len(first)} (line 2)" in refusal.message
    assert "2 行" in refusal.ja


def test_a_stray_line_of_utf_8_in_an_older_encoding_is_found() -> None:
    start = (JA + "\n").encode("euc_jp") * 30
    refusal = refused(start + "訓練".encode() * 3 + b"\n" + start)
    assert refusal.code == "document.encoding"
    assert "(line 31)" in refusal.message


@pytest.mark.parametrize(
    "data", [JA.encode() + b"\xff\xfe\xff", b"\x81\x20\xff" * 9, b"\xef\xbb\xbfabc\xff", b"\xff\xfea"]
)
def test_bytes_that_no_encoding_explains_are_refused(data: bytes) -> None:
    assert refused(data).code == "document.encoding"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe\x20\x00", "　\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refused(data).code == "document.empty"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF",
        b"text\x00text",
        bytes(range(1, 32)) * 4,
        b"\xff\xfea\x00\x00\x00",
    ],
)
def test_a_binary_is_refused(data: bytes) -> None:
    assert refused(data).code == "document.binary"
