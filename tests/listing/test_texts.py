"""What occurs in a text, however it is written."""

import pytest

from clientapp.listing.request import EMPTY
from clientapp.listing.texts import PhoneFilter, TextFilter
from clientapp.listing.tokens import contains

from .rows import MODEL

EMAIL = TextFilter("email", "Email", MODEL.email, searched=True)
NUMBER = TextFilter("number", "Number", MODEL.number, may_be_empty=False)
PHONE = PhoneFilter("phone", "Phone", MODEL.phone, searched=True)


def test_text_is_found_whatever_its_case_accents_and_punctuation() -> None:
    assert EMAIL.holds("Zoë.Müller@GMail.com", [contains("@gmail")])
    assert EMAIL.holds("Zoë.Müller@GMail.com", [contains("ZOEMUL")])
    assert EMAIL.holds("100% sure_thing", [contains("sure thing")])
    assert not EMAIL.holds("gmail", [contains("g m")])
    assert EMAIL.holds("hotmail", [contains("x"), contains("hot")])
    assert not EMAIL.holds("hotmail", [contains("hot")], negated=True)


def test_nothing_contains_nothing() -> None:
    assert not EMAIL.holds(None, [contains("a")])
    assert EMAIL.holds(None, [contains("a")], negated=True)
    assert not EMAIL.holds(None, [contains("a"), EMPTY], negated=True)
    assert EMAIL.holds(None, [EMPTY, contains("a")])
    assert [EMAIL.holds(held, ["any"]) for held in (None, "x")] == [False, True]


def test_a_phone_is_found_however_its_digits_are_grouped() -> None:
    for text in ("5550101", "555-0101", "(501) 555", "1 555 01"):
        assert PHONE.holds("501.555.0101 x12", [contains(text)])
    assert not PHONE.holds("501.555.0101", [contains("5110")])


@pytest.mark.parametrize("value", ["oak", "~", "~ -", "~%", "", "-1", "5..10"])
def test_what_has_no_letter_or_digit_to_be_found_is_not_read(value: str) -> None:
    assert not EMAIL.reads(value)


def test_what_is_never_empty_is_not_asked_for_it() -> None:
    assert [NUMBER.reads(value) for value in ("any", EMPTY, "~13")] == [False, False, True]


def test_longer_words_are_looked_up_in_the_search_index() -> None:
    assert EMAIL.narrowing([contains("ben.lee@ex")]) == ["benlee"]
    assert EMAIL.narrowing([contains("Ben Lee and Co")]) == ["ben", "lee", "and"]
    assert EMAIL.narrowing([contains("lee"), contains("ben")]) == ()
    assert NUMBER.narrowing([contains("000013")]) == ()
    assert PHONE.narrowing([contains("(501) 555")]) == ["501555"]
    assert PHONE.narrowing([contains("555 x12")]) == []


def test_it_says_what_it_asks_for() -> None:
    assert EMAIL.said(contains(" Gmail "), False) == "contains Gmail"
    assert EMAIL.said(contains("gmail"), True) == "does not contain gmail"
