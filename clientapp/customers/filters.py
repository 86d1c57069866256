"""What customers are filtered by, in the order of the screen: every field, and more."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ARRAY, String, TableValuedAlias, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.customers.derived import problems
from clientapp.customers.fields import CUSTOMER, CUSTOMER_FIELDS, FIELD, SEGMENTATION, WARNINGS
from clientapp.customers.reading import with_parts
from clientapp.customers.rules import display_name, person_name
from clientapp.field import Field, FieldKind, Home
from clientapp.formatting import country_code, country_name, fold, read_phone
from clientapp.listing.filters import (
    ChoiceFilter,
    Column,
    DaysFilter,
    Filter,
    FlagsFilter,
    Labels,
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
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    CustomerTag,
    Organization,
    PicklistOption,
    User,
)
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


def _column(attribute: Any) -> Column:
    """An attribute of a model as the column that it is."""
    return attribute


_contact_link, _contact = aliased(CustomerContact), aliased(Contact)
_site_link, _site = aliased(CustomerAddress), aliased(Address)
_billing_link, _billing = aliased(CustomerAddress), aliased(Address)
_category = aliased(PicklistOption)

_HELD_BY: Mapping[Home, Any] = {
    Home.PRIMARY_CONTACT: _contact,
    Home.SITE: _site,
    Home.BILLING: _billing,
}
_HEADINGS = {
    Home.PRIMARY_CONTACT: CONTACT,
    Home.SITE: SITE,
    Home.BILLING: BILLING,
    Home.SYSTEM: SYSTEM,
}
_THROUGH = {
    Home.PRIMARY_CONTACT: Through(
        _column(Customer.id),
        _column(_contact_link.customer_id),
        (
            col(_contact_link.is_primary).is_(True),
            col(_contact_link.trashed_at).is_(None),
            col(_contact.id) == col(_contact_link.contact_id),
        ),
    ),
    Home.SITE: Through(
        _column(Customer.id),
        _column(_site_link.customer_id),
        (
            col(_site_link.is_primary_site).is_(True),
            col(_site_link.trashed_at).is_(None),
            col(_site.id) == col(_site_link.address_id),
        ),
    ),
    Home.BILLING: Through(
        _column(Customer.id),
        _column(_billing_link.customer_id),
        (
            col(_billing_link.is_billing).is_(True),
            col(_billing_link.trashed_at).is_(None),
            col(_billing.id) == col(_billing_link.address_id),
        ),
    ),
}
"""How a customer is joined to the row that holds the fields of a home."""


def cities(session: Session, keys: Collection[str]) -> Labels:
    """How cities are written, by their keys: as the first customer by name writes each.

    The key of a city whose customers left it meanwhile is left out.
    """
    asked = _each(session.get_bind().dialect.name, keys)
    first = select(col(Customer.id)).where(
        col(Customer.trashed_at).is_(None), col(Customer.city_key) == asked.c.value
    )
    first = first.order_by(col(Customer.name_key), col(Customer.id)).limit(1)
    ids = session.connection().execute(select(first.scalar_subquery()).select_from(asked)).scalars()
    spelled = with_parts(select(col(Customer.city_key), col(Address.city)).select_from(Customer))
    rows = session.connection().execute(spelled.where(col(Customer.id).in_(list(ids))))
    return {row.city_key: row.city for row in rows}


def places(session: Session, keys: Collection[str]) -> Labels:  # noqa: ARG001
    """Names of places by their keys, which say too little of how they are written: "AR", "USA",
    "New York"."""
    return {key: _place(key) for key in keys}


def _place(key: str) -> str:
    code = country_code(key)
    if code and len(key) > 3:
        return country_name(code)
    return key.upper() if len(key) <= 3 else key.title()


def _each(dialect: str, texts: Collection[str]) -> TableValuedAlias:
    """Texts as a table of one column, "value"."""
    if dialect == "sqlite":
        return func.json_each(json.dumps(list(texts))).table_valued("value")
    return func.unnest(cast(list(texts), ARRAY(String))).table_valued("value").render_derived()


def filter_of(field: Field) -> Filter:
    """The filter over a field that a row holds: choices where it has some, else by its kind."""
    holder = _HELD_BY.get(field.home, Customer)
    where: dict[str, Any] = {
        "group": _HEADINGS.get(field.home, field.section),
        "through": _THROUGH.get(field.home),
    }
    asked = field.name, field.label, _column(getattr(holder, field.stored_as))
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


def _person(name: str, column: Any, label: Any) -> ReferenceFilter:
    """Who did something: the users by what they are called."""
    named = _column(User.id), _column(label)
    return ReferenceFilter(name, FIELD[name].label, _column(column), named=named, group=SYSTEM)


_NAMES = func.nullif(
    func.trim(func.coalesce(_contact.first_name, "") + " " + func.coalesce(_contact.last_name, "")),
    "",
)
TAGS = LinkFilter(
    "tags",
    "Tags",
    _column(Customer.id),
    list_name=TAG,
    owner=_column(CustomerTag.customer_id),
    option=_column(CustomerTag.tag_id),
    live=col(CustomerTag.trashed_at).is_(None),
    group=SEGMENTATION,
)
_ORGANIZATION = (_column(Organization.id), _column(Organization.name))
_OTHERS: tuple[Filter, ...] = (
    NumberFilter("id", FIELD["id"].label, _column(Customer.id), may_be_empty=False, group=SYSTEM),
    TextFilter(
        *("name", FIELD["name"].label, _column(Customer.name_key)),
        may_be_empty=False,
        is_key=True,
        group=CUSTOMER,
    ),
    TextFilter(
        *("contact_name", FIELD["contact_name"].label, _column(_NAMES)),
        searched=True,
        group=CONTACT,
        through=_THROUGH[Home.PRIMARY_CONTACT],
    ),
    TextFilter(
        *("category_code", FIELD["category_code"].label, _column(_category.code)),
        group=SEGMENTATION,
        through=Through(_column(Customer.category_id), _column(_category.id)),
    ),
    KeyFilter("city", FIELD["city"].label, _column(Customer.city_key), label_of=cities, group=SITE),
    _person("created_by_name", Customer.created_by_id, User.name),
    _person("created_by", Customer.created_by_id, User.email),
    _person("modified_by_name", Customer.modified_by_id, User.name),
    TAGS,
    ReferenceFilter(
        *("organization", "Organization", _column(Customer.organization_id)),
        named=_ORGANIZATION,
        group=CUSTOMER,
    ),
    FlagsFilter(
        *("problems", "Open problems", _column(Customer.problems)),
        choices=PROBLEMS,
        group=WARNINGS,
    ),
    MonthFilter("new", "New", _column(Customer.created_at), group=SYSTEM),
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
