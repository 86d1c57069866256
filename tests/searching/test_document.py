from hypothesis import given
from hypothesis import strategies as st

from clientapp.searching.document import document
from clientapp.searching.query import pattern, terms


def test_each_word_stands_once_after_two_spaces() -> None:
    assert document(["Alder Bakery", None, "", "12 Alder St."]) == "  alder  bakery  12  st"


def test_a_phone_stands_as_typed_and_international_with_a_sign_at_its_end() -> None:
    assert document([], [("(501) 555-0101", "+15015550101")]) == "  5015550101+  15015550101+"


def test_a_phone_that_could_not_be_read_stands_as_typed() -> None:
    assert document([], [("555-0101", None)]) == "  5550101+"


def test_a_zip_with_four_more_digits_is_found_with_and_without_its_hyphen() -> None:
    found = document(["72205-2405"])
    assert all(
        pattern(term) in found for query in ("72205-2405", "722052405") for term in terms(query)
    )


def test_nothing_known_is_an_empty_document() -> None:
    assert document([None, "", "..."], [(None, None)]) == ""


@given(st.text(max_size=60))
def test_a_record_is_found_by_any_text_it_holds(text: str) -> None:
    found = document([text])
    assert all(pattern(term) in found for term in terms(text))
