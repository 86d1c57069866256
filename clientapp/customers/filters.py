"""What customers are filtered by, in the order of the screen: every field, and more."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func
from sqlmodel import col

from clientapp.customers.derived import problems
from clientapp.customers.fields import CUSTOMER, CUSTOMER_FIELDS, FIELD, SEGMENTATION, WARNINGS
from clientapp.customers.outside import HELD_BY, THROUGH, category, column, contact
from clientapp.customers.place_names import cities, places
from clientapp.customers.rules import display_name, person_name
from clientapp.field import Field, FieldKind, Home
from clientapp.formatting import fold, read_phone
from clientapp.listing.filters import (
    ChoiceFilter,
    DaysFilter,
    Filter,
    FlagsFilter,
    MonthFilter,
    OptionFilter,
    ReferenceFilter,
    YesNoFilter,
)
from clientapp.listing.key_filter import FoldedFilter, KeyFilter
from clientapp.listing.link_filter import LinkFilter
from clientapp.listing.ranges import DateFilter, MomentFilter, NumberFilter, TimeFilter
from clientapp.listing.texts import PhoneFilter, TextFilter
from clientapp.listing.through import Through
from clientapp.models import Customer, CustomerTag, Organization, User
from clientapp.picklists.lists import TAG
from clientapp.settings import settings

CONTACT, SITE, BILLING, SYSTEM = "Contact", "Primary site", "Billing address", "System"

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

PLACES = ("state", "country", "billing_city", "billing_state", "billing_country")
"""Fields whose values are few and written in many ways."""

_HEADINGS = {
    Home.PRIMARY_CONTACT: CONTACT,
    Home.SITE: SITE,
    Home.BILLING: BILLING,
    Home.SYSTEM: SYSTEM,
}


def filter_of(field: Field) -> Filter:
    """The filter over a field that a row holds: choices where it has some, else by its kind."""
    holder = HELD_BY.get(field.home, Customer)
    where: dict[str, Any] = {
        "group": _HEADINGS.get(field.home, field.section),
        "through": THROUGH.get(field.home),
    }
    asked = field.name, field.label, column(getattr(holder, field.stored_as))
    if field.name in PLACES:
        return FoldedFilter(*asked, label_of=places, **where)
    may_be_empty = not (field.never_empty or field.home == Home.SYSTEM)
    match field.kind:
        case FieldKind.OPTION:
            return OptionFilter(*asked, list_name=field.picklist, **where)
        case FieldKind.CHOICE:
            return ChoiceFilter(*asked, may_be_empty, field.choices, **where)
        case FieldKind.FLAG:
            return YesNoFilter(*asked, **where)
        case FieldKind.DAYS:
            return DaysFilter(*asked, **where)
        case FieldKind.DATE:
            return DateFilter(*asked, **where)
        case FieldKind.MOMENT:
            return MomentFilter(*asked, may_be_empty, **where)
        case FieldKind.TIME:
            return TimeFilter(*asked, **where)
        case FieldKind.MONEY | FieldKind.NUMBER:
            return NumberFilter(*asked, is_money=field.kind == FieldKind.MONEY, **where)
        case FieldKind.PHONE:
            return PhoneFilter(*asked, searched=field.name in SEARCHED, **where)
        case _:
            return TextFilter(*asked, may_be_empty, field.name in SEARCHED, **where)


def _person(name: str, user: Any, label: Any) -> ReferenceFilter:
    """Who did something: the users by what they are called."""
    named = column(User.id), column(label)
    return ReferenceFilter(name, FIELD[name].label, column(user), named=named, group=SYSTEM)


_NAMES = func.nullif(
    func.trim(func.coalesce(contact.first_name, "") + " " + func.coalesce(contact.last_name, "")),
    "",
)
TAGS = LinkFilter(
    "tags",
    "Tags",
    column(Customer.id),
    list_name=TAG,
    owner=column(CustomerTag.customer_id),
    option=column(CustomerTag.tag_id),
    live=col(CustomerTag.trashed_at).is_(None),
    group=SEGMENTATION,
)
_ORGANIZATION = (column(Organization.id), column(Organization.name))
_OTHERS: tuple[Filter, ...] = (
    NumberFilter("id", FIELD["id"].label, column(Customer.id), may_be_empty=False, group=SYSTEM),
    TextFilter(
        *("name", FIELD["name"].label, column(Customer.name_key)),
        may_be_empty=False,
        is_key=True,
        group=CUSTOMER,
    ),
    TextFilter(
        *("contact_name", FIELD["contact_name"].label, column(_NAMES)),
        searched=True,
        group=CONTACT,
        through=THROUGH[Home.PRIMARY_CONTACT],
    ),
    TextFilter(
        *("category_code", FIELD["category_code"].label, column(category.code)),
        group=SEGMENTATION,
        through=Through(column(Customer.category_id), column(category.id)),
    ),
    KeyFilter("city", FIELD["city"].label, column(Customer.city_key), label_of=cities, group=SITE),
    _person("created_by_name", Customer.created_by_id, User.name),
    _person("created_by", Customer.created_by_id, User.email),
    _person("modified_by_name", Customer.modified_by_id, User.name),
    TAGS,
    ReferenceFilter(
        *("organization", "Organization", column(Customer.organization_id)),
        named=_ORGANIZATION,
        group=CUSTOMER,
    ),
    FlagsFilter(
        *("problems", "Open problems", column(Customer.problems)),
        choices=PROBLEMS,
        group=WARNINGS,
    ),
    MonthFilter("new", "New", column(Customer.created_at), group=SYSTEM),
)


def _all() -> Iterable[Filter]:
    """The filters of the fields in their order, and what is no field; by their headings."""
    others = {each.name: each for each in _OTHERS}
    fields = [others.pop(f.name, None) or filter_of(f) for f in CUSTOMER_FIELDS]
    every = [*fields, *others.values()]
    headings = dict.fromkeys((CUSTOMER, CONTACT, *(each.group for each in every)))
    order = [each for each in headings if each != SYSTEM] + [SYSTEM]
    return sorted(every, key=lambda each: order.index(each.group))


CUSTOMER_FILTERS = {each.name: each for each in _all()}
"""The filters of customers by their names in the URL."""


def held(values: Mapping[str, Any]) -> dict[str, Any]:
    """What each filter looks at, by its name, of a customer whose values are these.

    Args:
        values: stored values by field name, as `customers.reading.read_values` gives them, and
            "tags" (ids), "organization_id", "created_by_id", "modified_by_id" and
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
        "organization": values.get("organization_id"),
        "problems": problems(values, phone.e164),
        "new": values.get("created_at"),
    }
