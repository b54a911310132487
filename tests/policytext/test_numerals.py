from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.numerals import chinese_number, parse_number, plain_number, scaled_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("一千二百万", "12000000"), ("1.1亿", "110000000"), ("１２，３４５", "12345"), ("二〇〇五", "2005"),
        ("百分之五十", "50"), ("千分之五", "0.5"), ("十五", "15"), ("两千零六", "2006"), ("一点五", "1.5"),
        ("3 591", "3591"), ("一亿三千万", "130000000"),
    ],
)  # fmt: skip
def test_a_printed_number_has_its_value(printed: str, value: str) -> None:
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize("word", ["", "若干", "百度", "abc"])
def test_what_is_no_number_gives_none(word: str) -> None:
    assert parse_number(word) is None


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_read_back_as_written(value: int) -> None:
    assert parse_number(chinese_number(value)) == value


@given(st.integers(1, 10**10))
def test_thousands_separators_and_scales_change_nothing(value: int) -> None:
    assert parse_number(f"{value:,}") == value
    assert parse_number(scaled_number(Decimal(value))) == value


def test_a_plain_number_has_no_exponent_and_no_idle_zeros() -> None:
    assert plain_number(Decimal("1.2E+3")) == "1200"
    assert plain_number(Decimal("3.50")) == "3.5"
