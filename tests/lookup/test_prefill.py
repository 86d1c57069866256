"""What a new customer is filled with from what found nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.customers.record.short_form_state import WIDTHS
from clientapp.lookup.prefill import in_words, prefill

FILLED = (
    ("5015550134", {"phone": "5015550134"}),
    ("+49 30 901820", {"phone": "+49 30 901820"}),
    ("(501) 555-0134", {"phone": "(501) 555-0134"}),
    ("0134", {"phone": "0134"}),
    ("ana@reyes.example", {"email": "ana@reyes.example"}),
    ("Reyes", {"last_name": "Reyes"}),
    ("Ana Reyes", {"first_name": "Ana", "last_name": "Reyes"}),
    ("Reyes, Ana", {"first_name": "Ana", "last_name": "Reyes"}),
    ("Ana de la Cruz", {"first_name": "Ana", "last_name": "de la Cruz"}),
    ("Delta Diner LLC", {"kind": "commercial", "company_name": "Delta Diner LLC"}),
    ("Ford & Sons, Inc.", {"kind": "commercial", "company_name": "Ford & Sons, Inc."}),
    ("7 Eleven L.L.C.", {"kind": "commercial", "company_name": "7 Eleven L.L.C."}),
    (
        "Ana Reyes 501-555-0134 ana@reyes.example",
        {
            "email": "ana@reyes.example",
            "phone": "501-555-0134",
            "first_name": "Ana",
            "last_name": "Reyes",
        },
    ),
    ("", {}),
    ("  ", {}),
    ("()", {"last_name": "()"}),
)


@pytest.mark.parametrize(("text", "filled"), FILLED, ids=repr)
def test_what_was_typed_goes_to_the_field_that_it_looks_like(
    text: str, filled: dict[str, str]
) -> None:
    assert prefill(text) == filled


def test_what_is_filled_in_is_said_but_for_the_kind_that_follows_from_it() -> None:
    assert in_words(prefill("Ana Reyes")) == "First name Ana, Last name Reyes"
    assert in_words(prefill("Delta Diner LLC")) == "Company name Delta Diner LLC"
    assert in_words({}) == ""


@given(st.text(max_size=60))
def test_no_letter_or_digit_is_lost_whatever_is_typed(text: str) -> None:
    filled = prefill(text)
    assert set(filled) <= set(WIDTHS)
    texts = (value for name, value in filled.items() if name != "kind")
    kept = sorted(each for each in "".join(texts) if each.isalnum())
    emails = [word for word in text.split() if "@" in word]
    beyond_the_first = "".join(emails[1:])
    assert sorted(kept + [each for each in beyond_the_first if each.isalnum()]) == sorted(
        each for each in text if each.isalnum()
    )
