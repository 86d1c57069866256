"""What an import knows of customers."""

from typing import Any

import pytest

from clientapp.customers.importing import CustomerImport

pytestmark = pytest.mark.usefixtures("sqlite")


def checked(**values: Any) -> tuple[list[str], list[str]]:
    return CustomerImport().check(values, None)


def test_a_company_alone_is_enough() -> None:
    assert checked(company_name="Alder") == ([], [])


@pytest.mark.parametrize("field", ["first_name", "last_name", "email", "phone"])
def test_so_is_a_person_an_email_or_a_phone(field: str) -> None:
    value = {"email": "a@example.com", "phone": "(501) 555-0102"}.get(field, "Ana")
    assert checked(**{field: value}) == ([], [])


def test_an_email_that_is_none_refuses_and_a_phone_only_warns() -> None:
    problems, warnings = checked(company_name="Alder", email="nobody", phone="12")
    assert [text.partition(":")[0] for text in problems] == ["Email"]
    assert warnings == ["Phone: A US phone number has 10 digits"]


def test_only_changed_fields_are_checked() -> None:
    values = {"company_name": "Alder", "email": "nobody", "city": "Benton"}
    assert CustomerImport().check(values, {"city"}) == ([], [])


def test_phone_and_post_code_are_read_for_the_country_of_the_address() -> None:
    values = {"company_name": "Alder", "phone": "030-0074321", "postal_code": "WA1 1DP"}
    assert checked(**values, country="Germany")[1] == ["ZIP: Germany: not the form of a post code"]


def test_a_whole_name_is_divided_unless_its_parts_are_there() -> None:
    complete = CustomerImport().complete
    assert complete({"contact_name": "Maria Anders"}) == {
        "first_name": "Maria",
        "last_name": "Anders",
    }
    assert complete({"contact_name": "Maria Anders", "first_name": "Mia"}) == {
        "first_name": "Mia",
        "last_name": "Anders",
    }


def test_names_and_places_are_the_same_whatever_their_case_and_punctuation() -> None:
    identify = CustomerImport().identify
    one = {"company_name": "O'Reilly & Co.", "street": "12 Oak St.", "postal_code": "SW1A 1AA"}
    other = {"company_name": "OREILLY CO", "street": "12 OAK ST", "postal_code": "sw1a 1aa"}
    assert identify(one) == identify(other)
    assert identify(one) != identify(one | {"postal_code": "SW1A 1AB"})
