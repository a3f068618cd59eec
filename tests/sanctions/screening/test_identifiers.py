from hypothesis import given
from hypothesis import strategies as st

from shiome.sanctions.screening.dates import agree, iso
from shiome.sanctions.screening.identifiers import alterations, bare, digits_of_imo, imo_kind, is_mmsi, tampered

SIX = st.lists(st.integers(0, 9), min_size=6, max_size=6)


@given(SIX)
def test_exactly_one_last_digit_makes_a_ship_number(digits):
    stem = "".join(map(str, digits))
    assert sum(imo_kind(stem + str(last)) in ("ship", "both") for last in range(10)) == 1
    assert sum(imo_kind(stem + str(last)) in ("company", "both") for last in range(10)) == 1


@given(SIX, st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_seen_unless_its_weight_hides_it(digits, place, step):
    stem = "".join(map(str, digits))
    last = next(str(one) for one in range(10) if imo_kind(stem + str(one)) in ("ship", "both"))
    changed = stem[:place] + str((digits[place] + step) % 10) + stem[place + 1 :]
    hidden = step * (7 - place) % 10 == 0
    assert (imo_kind(changed + last) in ("ship", "both")) == hidden


@given(st.from_regex(r"[0-9]{7}", fullmatch=True))
def test_alterations_are_the_numbers_that_tampering_could_give(number):
    for one in alterations(number):
        assert tampered(number, one)
        assert tampered(one, number)
    assert not tampered(number, number)


def test_numbers_as_they_are_written():
    assert digits_of_imo("IMO: 9074729") == "9074729"
    assert imo_kind("5571322") == "company"
    assert imo_kind("907472") == "invalid"
    assert is_mmsi("445123456")
    assert not is_mmsi("999123456")
    assert bare("PS-381 420.397") == "PS381420397"


def test_dates_as_lists_write_them():
    assert iso("between 1964 and 1965") == ("1964", "1965")
    assert iso("17.8.1975") == ("1975-08-17",)
    assert iso("nobody knows") == ()


@given(st.dates(), st.dates())
def test_agreement_of_dates_is_symmetric_and_bounded(one, other):
    a, b = one.isoformat(), other.isoformat()
    assert agree(a, b) == agree(b, a)
    assert 0 <= agree(a, b) <= 1
    assert agree(a, a) == 1
