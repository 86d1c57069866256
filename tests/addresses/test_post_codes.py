"""Post codes have the form of their country's, where that is known."""

import pytest

from clientapp.addresses.post_codes import post_code_problem


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("72076", "US"),
        ("72076-1234", "US"),
        ("WA1 1DP", "GB"),
        ("SW7 1RZ", "GB"),
        ("T2F 8M4", "CA"),
        ("S-958 22", "SE"),
        ("B-1180", "BE"),
        ("anything", "IE"),
    ],
)
def test_a_post_code_of_its_country_is_fine(text: str, country: str) -> None:
    assert post_code_problem(text, country) is None


def test_one_that_is_not_is_said_in_words() -> None:
    assert post_code_problem("7207", "US") == "A US ZIP code has 5 or 9 digits"
    assert post_code_problem("1234", "DE") == "Germany: not the form of a post code"
