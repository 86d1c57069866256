"""A cell tells by its characters which column it may stand in."""

import pytest

from clientapp.importing.typed import is_country, is_phone, is_post_code


@pytest.mark.parametrize("name", ["UK", "USA", "Korea", "Macao", "Venezuela", "germany", "CH"])
def test_countries_are_known_by_what_people_call_them(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize("text", ["28023", "Madrid", "SP", "", "(91) 555 22 82"])
def test_other_texts_are_no_countries(text: str) -> None:
    assert not is_country(text)


@pytest.mark.parametrize("text", ["030-0074321", "(5) 555-4729", "+49 30 1", "555-1234 ext. 12"])
def test_phones_are_told_by_their_characters(text: str) -> None:
    assert is_phone(text)
    assert not is_phone(f"{text} Main St")


@pytest.mark.parametrize("text", ["WA1 1DP", "S-958 22", "05432-043", "T2F 8M4", "1010", "B-1180"])
def test_post_codes_are_told_by_their_characters(text: str) -> None:
    assert is_post_code(text)


@pytest.mark.parametrize("text", ["Madrid", "UK", "12 rue des Bouchers", "Suite 5", "030-0074321x"])
def test_other_texts_are_no_post_codes(text: str) -> None:
    assert not is_post_code(text)
