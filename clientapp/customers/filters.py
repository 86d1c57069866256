"""What customers are filtered by, in the order of the screen: every field, and more."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func

from clientapp.customers.derived import problems
from clientapp.customers.fields import CUSTOMER, CUSTOMER_FIELDS, FIELD, SEGMENTATION, WARNINGS
from clientapp.customers.reading import HOLDING
from clientapp.customers.rules import display_name, person_name
from clientapp.field import Home
from clientapp.formatting import fold, read_phone
from clientapp.listing.field_filters import (
    PLACES,
    filters_of,
    of_city,
    of_code,
    of_every,
    of_tags,
)
from clientapp.listing.filters import Filter, FlagsFilter
from clientapp.listing.holding import column
from clientapp.listing.texts import TextFilter
from clientapp.models import Customer, CustomerTag
from clientapp.settings import settings

CONTACT, SITE, BILLING = "Contact", "Primary site", "Billing address"

UNREACHABLE = "reach"
PROBLEMS = (
    ("contact", "No named contact"),
    (UNREACHABLE, "No phone or email"),
    ("phone", "Doubtful phone"),
    ("do_not_service", "Do not service"),
    ("bad_debt", "Bad debt"),
)
"""What may be open at a customer, in the order of the bits of `Customer.problems`."""

SEARCHED = (
    *("company_name", "first_name", "last_name", "number", "email", "phone"),
    *("street", "postal_code", "external_id", "reference_no"),
)
"""Fields whose words stand in every search document, also in one that older code wrote and that is
not yet made anew."""

_HEADINGS = {Home.PRIMARY_CONTACT: CONTACT, Home.SITE: SITE, Home.BILLING: BILLING}
_contact = HOLDING.holders[Home.PRIMARY_CONTACT]
_first, _last = (
    func.coalesce(name, "") for name in (_contact.apart.first_name, _contact.apart.last_name)
)
_NAMES = func.nullif(func.trim(_first + " " + _last), "")
TAGS = of_tags(Customer, CustomerTag, "customer_id", SEGMENTATION)
_OTHERS: tuple[Filter, ...] = (
    TextFilter(
        *("contact_name", FIELD["contact_name"].label, column(_NAMES)),
        searched=True,
        group=CONTACT,
        through=_contact.through,
    ),
    of_code(FIELD["category_code"], Customer.category_id, SEGMENTATION),
    of_city(FIELD["city"], HOLDING, SITE),
    TAGS,
    FlagsFilter(
        *("problems", "Open problems", column(Customer.problems)),
        choices=PROBLEMS,
        group=WARNINGS,
    ),
    *of_every(Customer, CUSTOMER_FIELDS, CUSTOMER),
)

CUSTOMER_FILTERS = filters_of(
    CUSTOMER_FIELDS,
    HOLDING,
    _OTHERS,
    headings=_HEADINGS,
    first=(CUSTOMER, CONTACT),
    searched=SEARCHED,
)
"""The filters of customers by their names in the URL."""


def held(values: Mapping[str, Any]) -> dict[str, Any]:
    """What each filter looks at, by its name, of a customer whose values are these.

    Args:
        values: stored values by field name, as `customers.reading.read_values` gives them, and
            "tags" (ids), "created_by_id", "modified_by_id" and
            "category_code" as far as they are known; what is left out is empty.

    Returns:
        For `Listed.accepts`. `created_at` and `modified_at` have a time zone.
    """
    looked_at = {field.name: values.get(field.name) for field in CUSTOMER_FIELDS}
    for name in ("city", *PLACES):
        looked_at[name] = fold(values.get(name)) or None
    phone = read_phone(values.get("phone"), values.get("country"), settings().country)
    return looked_at | {
        "name": display_name(values),
        "contact_name": person_name(values) or None,
        "category_code": values.get("category_code"),
        "created_by": values.get("created_by_id"),
        "created_by_name": values.get("created_by_id"),
        "modified_by_name": values.get("modified_by_id"),
        "tags": frozenset(values.get("tags") or ()),
        "problems": problems(values, phone.e164),
        "new": values.get("created_at"),
    }
