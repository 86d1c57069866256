"""What may be stored of a customer."""

from datetime import date

import pytest

from clientapp.customers import rules
from clientapp.customers.fields import FIELD
from clientapp.editing.validation import Rejected, email_problem, read_texts


def checked(changed: str, new: bool = False, **values: str | None) -> dict[str, str]:
    return rules.check(values, changed.split(), "US", new=new)


def test_a_new_customer_needs_first_and_last_name() -> None:
    assert checked("", new=True) == {
        "first_name": "First name is required",
        "last_name": "Last name is required",
    }


def test_a_record_that_came_without_a_named_contact_can_be_saved_without() -> None:
    assert checked("email", email="ana@example.com") == {}


def test_a_name_once_present_cannot_be_emptied() -> None:
    assert checked("first_name", first_name=None) == {"first_name": "First name cannot be emptied"}


def test_a_us_phone_needs_ten_digits() -> None:
    assert checked("phone", phone="555-01") == {"phone": "A US phone number has 10 digits"}
    assert checked("phone", phone="(501) 555-0102 ext. 12") == {}


def test_a_phone_is_read_for_the_country_of_the_address() -> None:
    assert checked("phone", phone="030-0074321", country="Germany") == {}
    assert "phone" in checked("phone", phone="030-0074321")


def test_only_changed_fields_are_checked() -> None:
    assert checked("city", phone="1", email="no", city="Benton") == {}


def test_status_and_kind_are_never_cleared() -> None:
    assert set(checked("status kind", status=None, kind=None)) == {"status", "kind"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kelly@harbortap", "harbortap.com"),
        ("kelly", "needs a name, an @"),
        ("kelly@@harbor.com", "not an email address"),
        ("kelly brandt@harbor.com", "not an email address"),
    ],
)
def test_an_email_problem_is_said_in_words(typed: str, words: str) -> None:
    assert words in (email_problem(typed) or "")


def test_an_international_email_address_is_taken() -> None:
    assert email_problem("josé@münchen.example") is None


@pytest.mark.parametrize(
    ("kind", "name"),
    [("commercial", "Bluebird Café"), ("residential", "Ana Reyes")],
)
def test_the_kind_decides_the_display_name(kind: str, name: str) -> None:
    values = {"company_name": "Bluebird Café", "first_name": "Ana", "last_name": "Reyes"}
    assert rules.display_name({**values, "kind": kind, "number": "C-000001"}) == name


def test_a_residential_customer_without_a_person_is_called_by_its_company() -> None:
    values = {"kind": "residential", "company_name": "Blue", "number": "1"}
    assert rules.display_name(values) == "Blue"


def test_text_is_kept_as_typed_but_trimmed_and_normalised() -> None:
    values, problems = read_texts(
        FIELD,
        {
            "company_name": "  Cafe\u0301\x00 ",
            "postal_code": "00501",
            "customer_since": "2024-02-29",
        },
    )
    assert problems == {}
    assert values == {
        "company_name": "Café",
        "postal_code": "00501",
        "customer_since": date(2024, 2, 29),
    }


def test_what_cannot_be_read_is_said_beside_its_field() -> None:
    _values, problems = read_texts(
        FIELD, {"industry": "Bakery", "kind": "other", "customer_since": "2/30/2024"}
    )
    assert problems["industry"] == "Choose industry from the list"
    assert problems["kind"] == "Kind is Residential or Commercial"
    assert "year-month-day" in problems["customer_since"]


def test_a_reason_needs_its_warning() -> None:
    words = "Choose Yes for Bad debt, or empty the reason"
    reason = {"bad_debt_reason": "Cheque returned"}
    assert rules.check(reason | {"bad_debt": False}, {"bad_debt"}, "US") == {
        "bad_debt_reason": words
    }
    assert rules.check(reason, {"bad_debt_reason"}, "US") == {"bad_debt_reason": words}
    assert rules.check(reason | {"bad_debt": True}, {"bad_debt_reason"}, "US") == {}
    assert rules.check({"bad_debt": True}, {"bad_debt"}, "US") == {}
    assert checked("city", city="Benton", bad_debt_reason="of old") == {}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ("service_from", "service_from"),
        ("service_until", "service_until"),
        ("service_from service_until", "service_until"),
    ],
)
def test_service_ends_later_than_it_begins(changed: str, where: str) -> None:
    assert checked(changed, service_from="12:00", service_until="09:30") == {
        where: "Service until is later than service from"
    }
    assert checked(changed, service_from="09:30", service_until="12:00") == {}
    assert checked(changed, service_from="09:30") == {}


def test_the_second_phone_is_read_like_the_first() -> None:
    assert set(checked("phone2", phone2="030-0074321")) == {"phone2"}
    assert checked("phone2", phone2="030-0074321", country="Germany") == {}


def test_a_text_as_it_was_drawn_is_left_out_unless_it_was_typed() -> None:
    shown = {"service_from": "early", "city": "Benton"}
    assert rules.read(shown | {"fax": "1"}, shown) == {"fax": "1"}
    assert rules.read(shown, shown, {"city": 3}) == {"city": "Benton"}
    with pytest.raises(Rejected, match="08:30"):
        rules.read(shown, shown, {"service_from": 3})


def test_what_the_form_does_not_hold_is_not_read() -> None:
    form = {"id": "7", "number": "C-1", "billing_city": "Conway", "nonsense": "", "fax": "1"}
    assert rules.read(form) == {"fax": "1"}


def test_a_new_customer_is_warned_of_nothing() -> None:
    assert rules.with_defaults({"company_name": "Blue", "bad_debt": None}) == {
        "kind": "commercial",
        "status": "active",
        "company_name": "Blue",
        "do_not_service": False,
        "bad_debt": False,
    }
