"""RFC 8785: the sort order and the numbers of its appendices, and a slow, obvious implementation beside ours."""

from __future__ import annotations

import json
import math
import struct
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shiome.coordination.exchange.objects import canonical, read_canonical
from shiome.coordination.exchange.objects.numbers import LARGEST, number_text
from shiome.errors import InputRefused

EXACT = Context(prec=1200)
TEXT = st.text(st.characters(exclude_categories=("Cs",)))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-LARGEST, LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def obvious(value) -> str:
    """The same by the letter of the standard, character by character."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return obvious_number(value)
    if isinstance(value, str):
        return '"' + "".join(obvious_character(each) for each in value) + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(obvious(each) for each in value) + "]"
    units = {name: struct.unpack(f">{len(name.encode('utf-16-be')) // 2}H", name.encode("utf-16-be")) for name in value}
    ordered = sorted(value, key=lambda name: units[name])
    return "{" + ",".join(f"{obvious(name)}:{obvious(value[name])}" for name in ordered) + "}"


def obvious_character(each: str) -> str:
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return short.get(each) or (f"\\u{ord(each):04x}" if ord(each) < 32 else each)


def obvious_number(value: float) -> str:
    """ECMA-262, Number::toString, step by step: k digits s, such that the value is s times 10 to the n - k."""
    if value == 0:
        return "0"
    if value < 0:
        return "-" + obvious_number(-value)
    exact = Decimal(value)
    for size in range(1, 18):
        unit = Decimal(1).scaleb(exact.adjusted() - size + 1)
        near = [exact.quantize(unit, rounding, EXACT) for rounding in (ROUND_FLOOR, ROUND_CEILING)]
        found = [each for each in near if float(each) == value]
        if found:
            break
    shortest = min(found, key=lambda each: (abs(each - exact), each.as_tuple().digits[-1] % 2))
    digits = "".join(map(str, shortest.as_tuple().digits)).rstrip("0")
    exponent = shortest.adjusted()
    k, n = len(digits), exponent + 1
    if k <= n <= 21:
        return digits + "0" * (n - k)
    if 0 < n <= 21:
        return f"{digits[:n]}.{digits[n:]}"
    if -6 < n <= 0:
        return "0." + "0" * -n + digits
    power = f"e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return digits + power if k == 1 else f"{digits[0]}.{digits[1:]}{power}"


@given(VALUES)
@example({"\U0001f600": 1, "\uff08": 2, "a": 3})
@example([2**-24, 2**-1074, 2.0**70, 9.5, 1e21, 1e-7, 5e-324, -0.0, 123456789012345680000.0])
def test_ours_is_the_obvious_one(value):
    assert canonical(value).decode() == obvious(value)


@given(st.integers(0, 2**64 - 1))
def test_numbers_of_any_bits(bits):
    value = struct.unpack(">d", struct.pack(">Q", bits))[0]
    if math.isfinite(value):
        assert number_text(value) == obvious_number(value)
        assert float(number_text(value)) == value


@given(VALUES)
def test_what_is_canonical_is_read_back(value):
    data = canonical(value)
    back = read_canonical(data)
    assert canonical(back) == data
    assert obvious(back) == data.decode()


@settings(max_examples=40)
@given(st.dictionaries(TEXT, VALUES, min_size=2, max_size=4), st.randoms())
def test_the_order_in_which_members_were_written_does_not_matter(value, random):
    members = list(value.items())
    random.shuffle(members)
    assert canonical(dict(members)) == canonical(value)


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_appendix_b(bits, text):
    value = struct.unpack(">d", bytes.fromhex(bits))[0]
    assert number_text(value) == text
    assert canonical([value]).decode() == f"[{text}]"


def test_members_stand_in_the_order_of_their_utf_16_units():
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"]
    found = list(json.loads(canonical(dict.fromkeys(names, 0))))
    assert found == ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, float("nan")]}, "/a/1"),
        ({"a": {"b": float("inf")}}, "/a/b"),
        ([2**53], "/0"),
        ([-(2**53)], "/0"),
        ({"a": "\ud800"}, "/a"),
        ({"a": {1: 2}}, "/a"),
        ({"a": {"\udfff": 2}}, "/a"),
        ({"a": {1, 2}}, "/a"),
        ([b"x"], "/0"),
        (object(), "/"),
    ],
)
def test_what_json_does_not_carry_is_refused_with_its_place(value, where):
    with pytest.raises(InputRefused) as refusal:
        canonical(value)
    assert refusal.value.code == "exchange.canonical"
    assert refusal.value.message.startswith(f"{where}: ")


def test_what_is_nested_without_end_is_refused():
    value: list = []
    value.append(value)
    with pytest.raises(InputRefused, match="deeply"):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1} ',
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":-0}',
        b'{"a":"\\u0061"}',
        b'{"a":"\\/"}',
        b'{"a":NaN}',
        b'{"a":1e400}',
        b'{"a":9007199254740993}',
        b'{"a":1234567890123456789012345}',
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\\ud800"}',
        b'{"\xef\xbc\x88":1,"\xf0\x9f\x98\x80":2}',
        b"[" * 100_000,
        b'["\xf0\x9f\x98\x80",' + b"[" * 100_000,
    ],
)
def test_other_bytes_are_refused(data):
    with pytest.raises(InputRefused) as refusal:
        read_canonical(data)
    assert refusal.value.code == "exchange.shape"


@given(VALUES, st.integers(0, 10**6), st.binary(min_size=1, max_size=3))
def test_changed_bytes_are_refused_or_mean_something_else(value, place, inserted):
    data = canonical(value)
    changed = data[: place % (len(data) + 1)] + inserted + data[place % (len(data) + 1) :]
    try:
        other = read_canonical(changed)
    except InputRefused:
        return
    assert canonical(other) == changed != data


@pytest.mark.parametrize("text", ["100000000000000000000", "9007199254740992", "9007199254740994", "-9007199254740992"])
def test_long_whole_numbers_are_the_doubles_they_stand_for(text):
    assert canonical(read_canonical(f"[{text}]".encode())) == f"[{text}]".encode()
