"""What may be stored of an organization."""

from typing import Any

import pytest

from clientapp.organizations.rules import check, with_defaults

pytestmark = pytest.mark.usefixtures("sqlite")


def problems(changed: str, **values: Any) -> dict[str, str]:
    return check(values, {changed}, "US")


def test_a_new_one_needs_a_name() -> None:
    assert check({"status": "active"}, set(), "US", new=True) == {
        "name": "Organization name is required"
    }
    assert check({"name": "Oak", "status": "active"}, set(), "US", new=True) == {}


def test_the_name_cannot_be_emptied_and_the_status_cannot_be_cleared() -> None:
    assert problems("name") == {"name": "Organization name is required"}
    assert problems("status") == {"status": "Status cannot be empty"}


@pytest.mark.parametrize("name", ["email", "billing_email"])
def test_an_email_address_is_one(name: str) -> None:
    assert list(problems(name, **{name: "nobody"})) == [name]
    assert problems(name, **{name: "ana@example.com"}) == {}


def test_a_phone_is_read_by_the_country_of_the_headquarters() -> None:
    assert problems("phone", phone="12") == {"phone": "A US phone number has 10 digits"}
    assert problems("phone", phone="030 901820", country="Germany") == {}


def test_what_was_not_changed_is_not_looked_at() -> None:
    assert problems("website", phone="12", website="example.com") == {}


def test_a_new_one_is_active_unless_it_says_otherwise() -> None:
    assert with_defaults({"name": "Oak", "phone": None}) == {"name": "Oak", "status": "active"}
    assert with_defaults({"name": "Oak", "status": "inactive"})["status"] == "inactive"
