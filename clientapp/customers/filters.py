"""What customers are filtered by, in the order of the screen."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, String, TableValuedAlias, cast, func, select
from sqlmodel import Session, col

from clientapp.customers.fields import CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import with_parts
from clientapp.field import Field, FieldKind
from clientapp.listing.filters import (
    ChoiceFilter,
    Column,
    FilledFilter,
    Filter,
    FlagsFilter,
    KeyFilter,
    Labels,
    MonthFilter,
    OptionFilter,
    ReferenceFilter,
    YesNoFilter,
)
from clientapp.listing.link_filter import LinkFilter
from clientapp.models import Address, Customer, CustomerTag, Organization
from clientapp.picklists.lists import TAG

UNREACHABLE = "reach"
PROBLEMS = (
    ("contact", "No named contact"),
    (UNREACHABLE, "No phone or email"),
    ("phone", "Doubtful phone"),
    ("do_not_service", "Do not service"),
    ("bad_debt", "Bad debt"),
)
"""What may be open at a customer, in the order of the bits of `Customer.problems`."""


def _column(attribute: Any) -> Column:
    """An attribute of a model as the column that it is."""
    return attribute


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


def _each(dialect: str, texts: Collection[str]) -> TableValuedAlias:
    """Texts as a table of one column, "value"."""
    if dialect == "sqlite":
        return func.json_each(json.dumps(list(texts))).table_valued("value")
    return func.unnest(cast(list(texts), ARRAY(String))).table_valued("value").render_derived()


def filter_of(field: Field) -> Filter:
    """The filter over a field that the customer's own row holds: choices where it has some, else
    whether it is filled in."""
    column = _column(getattr(Customer, field.stored_as))
    match field.kind:
        case FieldKind.OPTION:
            return OptionFilter(field.name, field.label, column, list_name=field.picklist)
        case FieldKind.CHOICE:
            return ChoiceFilter(
                field.name, field.label, column, not field.never_empty, field.choices
            )
        case FieldKind.FLAG:
            return YesNoFilter(field.name, field.label, column)
        case _:
            return FilledFilter(field.name, field.label, column)


TAGS = LinkFilter(
    "tags",
    "Tags",
    _column(Customer.id),
    list_name=TAG,
    owner=_column(CustomerTag.customer_id),
    option=_column(CustomerTag.tag_id),
    live=col(CustomerTag.trashed_at).is_(None),
)
_ORGANIZATION = (_column(Organization.id), _column(Organization.name))
_OTHERS: tuple[Filter, ...] = (
    KeyFilter("city", FIELD["city"].label, _column(Customer.city_key), label_of=cities),
    TAGS,
    ReferenceFilter(
        "organization", "Organization", _column(Customer.organization_id), named=_ORGANIZATION
    ),
    FlagsFilter("problems", "Open problems", _column(Customer.problems), choices=PROBLEMS),
    MonthFilter("new", "New", _column(Customer.created_at)),
)
_OF_FIELDS = tuple(filter_of(field) for field in CUSTOMER_FIELDS if field.filtered)

CUSTOMER_FILTERS = {each.name: each for each in (*_OF_FIELDS, *_OTHERS)}
"""The filters of customers by their names in the URL."""
