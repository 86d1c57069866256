import pytest

from clientapp.lookup.asked import read


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("(501) 555-0134", ("5015550134", "15015550134")),
        ("+1 501.555.0134", ("15015550134",)),
        ("501 555-0134 ext. 12", ("15015550134",)),
        ("030 0074321", ("0300074321", "300074321")),
        ("0049 30 0074321", ("0049300074321", "49300074321", "049300074321")),
        ("011 49 30 0074321", ("01149300074321", "49300074321", "1149300074321")),
        ("0134", ("0134",)),
        ("134", ("134",)),
        ("13", ()),
        ("Maria 5550134", ()),
        ("Oak 7", ()),
    ],
)
def test_a_phone_is_looked_for_in_each_form_in_which_it_may_be_stored(
    typed: str, runs: tuple[str, ...]
) -> None:
    assert read(typed, "US").runs == runs


def test_few_digits_apart_are_words_as_well() -> None:
    asked = read("10 - 4", "US")
    assert (asked.terms, asked.runs) == (("10", "4"), ("104",))


def test_a_text_is_folded_and_each_word_is_a_term() -> None:
    asked = read("  Söhne & O'Neal, Söhne ", "US")
    assert (asked.text, asked.terms) == ("sohne oneal sohne", ("sohne", "oneal"))


def test_nothing_is_asked_without_a_letter_or_digit() -> None:
    assert read(" .,- ", "US").terms == ()
