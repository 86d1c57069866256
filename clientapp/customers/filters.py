"""What customers are filtered by, in the order of the screen."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, String, TableValuedAlias, cast, func, select
from sqlmodel import Session, col

from clientapp.customers.fields import FIELD
from clientapp.customers.reading import with_parts
from clientapp.listing.filters import (
    ChoiceFilter,
    Column,
    Filter,
    FlagsFilter,
    KeyFilter,
    Labels,
    MonthFilter,
    OptionFilter,
    ReferenceFilter,
)
from clientapp.models import Address, Customer, Organization

UNREACHABLE = "reach"
PROBLEMS = (
    ("contact", "No named contact"),
    (UNREACHABLE, "No phone or email"),
    ("phone", "Doubtful phone"),
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


def _option(name: str, column: Any) -> OptionFilter:
    return OptionFilter(name, FIELD[name].label, _column(column))


def _choice(name: str, column: Any) -> ChoiceFilter:
    field = FIELD[name]
    return ChoiceFilter(name, field.label, _column(column), False, field.choices)


_ORGANIZATION = (_column(Organization.id), _column(Organization.name))

CUSTOMER_FILTERS: dict[str, Filter] = {
    each.name: each
    for each in (
        _option("industry", Customer.industry_id),
        _option("category", Customer.category_id),
        _option("type", Customer.type_id),
        _choice("kind", Customer.kind),
        _choice("status", Customer.status),
        _option("service_zone", Customer.service_zone_id),
        ReferenceFilter(
            "organization",
            "Organization",
            _column(Customer.organization_id),
            named=_ORGANIZATION,
        ),
        KeyFilter("city", FIELD["city"].label, _column(Customer.city_key), label_of=cities),
        FlagsFilter("problems", "Open problems", _column(Customer.problems), choices=PROBLEMS),
        MonthFilter("new", "New", _column(Customer.created_at)),
    )
}
"""The filters of customers by their names in the URL."""
