"""How places are written that are known by their folded names."""

import json
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ARRAY, String, TableValuedAlias, cast, func, select
from sqlmodel import Session

from clientapp.field import Home
from clientapp.formatting import country_code, country_name
from clientapp.listing.filters import Labels
from clientapp.listing.holding import Holding


def cities_of(holding: Holding) -> Callable[[Session, Collection[str]], Labels]:
    """How cities are written, by their keys: as the first record by name writes each.

    The records have `city_key` and `name_key`. The key of a city whose records left it meanwhile is
    left out.
    """
    record, written = holding.record, holding.holders[Home.SITE].table.city

    def cities(session: Session, keys: Collection[str]) -> Labels:
        asked = _each(session.get_bind().dialect.name, keys)
        first: Any = select(record.id).where(
            record.trashed_at.is_(None), record.city_key == asked.c.value
        )
        first = first.order_by(record.name_key, record.id).limit(1)
        found = select(first.scalar_subquery()).select_from(asked)
        ids = list(session.connection().execute(found).scalars())
        named = select(record.city_key, written).select_from(record)
        spelled = holding.joined(named, (Home.SITE,)).where(record.id.in_(ids))
        return {row.city_key: row.city for row in session.connection().execute(spelled)}

    return cities


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
