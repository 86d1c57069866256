from hypothesis import given
from hypothesis import strategies as st

from clientapp.searching.query import pattern, terms


def test_a_query_is_split_in_folded_terms_each_once() -> None:
    assert terms("  O'Reilly & Söhne, L.L.C. söhne ") == ["oreilly", "sohne", "llc"]


def test_a_phone_is_one_run_of_digits_however_it_is_grouped() -> None:
    assert terms("(501) 555-0101") == ["5015550101"]
    assert terms("+1 501 555") == ["1501555"]
    assert terms("555.0101") == ["5550101"]


def test_a_few_digits_are_words() -> None:
    assert terms("10 - 4") == ["10", "4"]


def test_a_short_term_is_sought_at_the_beginning_of_a_word_only() -> None:
    assert pattern("a") == "  a"
    assert pattern("al") == " al"
    assert pattern("ald") == "ald"


def test_only_the_first_two_hundred_characters_count() -> None:
    assert terms("a" * 1000) == ["a" * 200]


@given(st.text())
def test_any_text_becomes_terms_that_no_database_can_misread(text: str) -> None:
    for term in terms(text):
        assert term.isascii()
        assert term.isalnum()
        assert len(pattern(term)) >= 3
