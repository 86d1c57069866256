"""The place of a record that has exactly one."""

from typing import Any

import pytest

from clientapp.addresses.single import place_fields, place_problems
from clientapp.field import Home

OAK = {"street": "12 Oak Ct", "city": "Benton", "state": "AR", "postal_code": "72015"}
NO_ZIP = "A US address needs a ZIP code"


def test_its_fields_are_called_as_those_of_the_record() -> None:
    fields = {field.name: field for field in place_fields({"street", "postal_code"}, "Place")}
    assert {name: field.label for name, field in fields.items()} == {
        "street": "Street",
        "postal_code": "ZIP",
    }
    assert {(field.home, field.section) for field in fields.values()} == {(Home.SITE, "Place")}


@pytest.mark.parametrize(
    ("values", "changed", "new", "problems"),
    [
        ({}, {"street", "city"}, True, {}),
        ({"name": "Mill"}, {"name", "street"}, False, {}),
        (OAK, {*OAK}, True, {}),
        (OAK | {"postal_code": None}, {"name"}, False, {}),
        (
            OAK | {"postal_code": None},
            {"name"},
            True,
            {"postal_code": "A US address needs a ZIP code"},
        ),
        (
            OAK | {"postal_code": None},
            {"postal_code"},
            False,
            {"postal_code": "A US address needs a ZIP code"},
        ),
        (
            {"latitude": 95, "longitude": 1},
            {"latitude"},
            False,
            {"latitude": "A latitude lies between -90 and 90"},
        ),
    ],
)
def test_a_record_may_do_without_a_place_but_not_with_half_a_one(
    values: dict[str, Any], changed: set[str], new: bool, problems: dict[str, str]
) -> None:
    assert place_problems(values, changed, "US", new=new) == problems
