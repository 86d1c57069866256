"""How places are written that are known by their folded names."""

import json
from collections.abc import Collection

from sqlalchemy import ARRAY, String, TableValuedAlias, cast, func, select
from sqlmodel import Session, col

from clientapp.customers.reading import with_parts
from clientapp.formatting import country_code, country_name
from clientapp.listing.filters import Labels
from clientapp.models import Address, Customer


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
