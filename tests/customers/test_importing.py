"""What an import knows of customers."""

from typing import Any

import pytest

from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.importing import CustomerImport
from clientapp.editing.validation import Invalid

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


def test_a_name_is_the_company_unless_the_customer_is_residential() -> None:
    complete = CustomerImport().complete
    assert complete({"name": "Alder Bakery"}) == {"company_name": "Alder Bakery"}
    divided = {"kind": "residential", "first_name": "Maria", "last_name": "Anders"}
    assert complete({"name": "Maria Anders", "kind": "residential"}) == divided
    stored = {"kind": "residential", "display_name": "Mia", "contact_name": "Mia"}
    names = {"first_name": "Maria", "last_name": "Anders"}
    assert complete({"name": "Maria Anders"}, stored) == names


def test_a_name_that_says_what_is_there_adds_nothing() -> None:
    complete = CustomerImport().complete
    person = {"first_name": "Ana Maria"}
    assert complete({**person, "name": "Ana Maria", "contact_name": "Ana Maria"}) == person
    stored = {"kind": "residential", "display_name": "Ana Maria", "contact_name": "Ana Maria"}
    assert complete({"name": "Ana Maria", "contact_name": "Ana Maria"}, stored) == {}


def test_a_name_that_no_field_takes_is_refused() -> None:
    with pytest.raises(Invalid, match="At most 1,000 characters"):
        CustomerImport().complete({"name": "x" * 1_001})


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (("CustomerID",), {"CustomerID": "external_id"}),
        (("CustomerID", "CustomerNumber"), {"CustomerNumber": "number"}),
        (("CustomerID", "CustomerExternalID"), {"CustomerExternalID": "external_id"}),
        (("customer id", "number"), {"customer id": "external_id", "number": "number"}),
    ],
)
def test_the_id_of_this_database_is_no_external_id_beside_the_number(
    columns: tuple[str, ...], found: dict[str, str]
) -> None:
    assert CustomerImport().match(columns, {}).fields == found


def test_every_api_name_and_every_label_is_known() -> None:
    importable = CustomerImport()
    for names in (
        [f.api_name or f.name for f in CUSTOMER_FIELDS],
        [f.label for f in CUSTOMER_FIELDS],
    ):
        found = importable.match(names, {}).fields
        by_name = dict(zip(names, CUSTOMER_FIELDS, strict=True))
        assert found == {name: f.name for name, f in by_name.items() if f.imported}


def test_fields_that_mean_something_only_together_are_checked() -> None:
    values = {"company_name": "Alder", "bad_debt_reason": "Two years", "bad_debt": False}
    assert checked(**values) == (["Choose Yes for Bad debt, or empty the reason"], [])
    hours = {"company_name": "Alder", "service_from": "10:00", "service_until": "08:00"}
    assert checked(**hours) == (["Service until is later than service from"], [])
