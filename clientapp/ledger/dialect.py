"""The JSON of the changes, as SQL of the database at hand.

Values are compared by the type of their column, never as JSON text, which the databases write
differently.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, ColumnElement, any_, func, literal, select
from sqlalchemy.engine import Dialect
from sqlmodel import Session

from clientapp.record import Part


def dialect_of(session: Session) -> Dialect:
    """The database that a session works on."""
    return session.get_bind().dialect


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as the ledger keeps them: dates in ISO 8601, decimals as numbers."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


TRASHED = "(t.trashed_at IS NULL) = FALSE"
"""SQL telling whether the row `t` is in Trash, in words that keep SQLite from the index over what
is in Trash: it would read all of that for each row that is looked for by its id."""


def ids_value(dialect: Dialect, ids: Collection[int]) -> Any:
    """Any number of ids as the one parameter that `listed` compares with."""
    return json.dumps(list(ids)) if dialect.name == "sqlite" else list(ids)


def listed(dialect: Dialect, column: str) -> str:
    """SQL telling whether a column holds one of the ids of the parameter `:ids`."""
    if dialect.name == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(:ids))"
    return f"{column} = ANY(CAST(:ids AS bigint[]))"


def typed(dialect: Dialect, parameter: str, column: Column[Any]) -> str:
    """SQL for a parameter in the type of a column."""
    if dialect.name == "sqlite":
        return f":{parameter}"
    return f"CAST(:{parameter} AS {column.type.compile(dialect)})"


def stored(dialect: Dialect, column: Column[Any], value: Any) -> Any:
    """A value as the driver takes it for a column."""
    convert = column.type.dialect_impl(dialect).bind_processor(dialect)
    return convert(value) if convert else value


def among(dialect: Dialect, column: Any, ids: Collection[int]) -> ColumnElement[bool]:
    """A condition telling whether a column holds one of any number of ids."""
    if dialect.name == "sqlite":
        listed_ids = func.json_each(json.dumps(list(ids))).table_valued("value")
        return column.in_(select(listed_ids.c.value))
    return column == any_(literal(list(ids), ARRAY(BigInteger)))


def json_of(dialect: Dialect, values: Mapping[str, str], but: Mapping[str, str]) -> str:
    """SQL for a JSON document of SQL values by name.

    Args:
        but: conditions by name; where one holds, the document does not mention that name.
    """
    pairs = ", ".join(f"'{name}', {value}" for name, value in values.items())
    if dialect.name == "sqlite":
        gone = [f"CASE WHEN {why} THEN '$.{name}' ELSE '$.\"\"' END" for name, why in but.items()]
        return f"json_remove({', '.join([f'json_object({pairs})', *gone])})"
    gone = [f"CASE WHEN {why} THEN '{name}' ELSE '' END" for name, why in but.items()]
    document = f"jsonb_build_object({pairs})"
    return f"({document} - ARRAY[{', '.join(gone)}])" if gone else document


def json_value(dialect: Dialect, document: str, column: Column[object]) -> str:
    """SQL for the value of a column kept in a JSON document, in the column's own type."""
    if dialect.name == "sqlite":
        return f"json_extract({document}, '$.{column.name}')"
    kind = column.type.compile(dialect)
    return f"({document} ->> '{column.name}')::{kind}"


def json_has(dialect: Dialect, document: str, column: Column[object]) -> str:
    """SQL telling whether a JSON document mentions a column, be it as null."""
    if dialect.name == "sqlite":
        return f"(json_type({document}, '$.{column.name}') IS NOT NULL)"
    return f"jsonb_exists({document}, '{column.name}')"


def json_filled(dialect: Dialect, part: Part, alias: str = "t") -> str:
    """SQL for a JSON document of the columns of a row that are not null."""
    pairs = ", ".join(f"'{column.name}', {alias}.{column.name}" for column in part.columns)
    if dialect.name == "sqlite":
        return f"json_patch('{{}}', json_object({pairs}))"
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def json_keys(dialect: Dialect, document: str) -> str:
    """SQL for a table `k(key)` of the columns that a JSON document mentions."""
    if dialect.name == "sqlite":
        return f"json_each({document}) AS k"
    return f"LATERAL jsonb_object_keys({document}) AS k(key)"


def same(left: str, right: str) -> str:
    """SQL telling whether two values are equal, null counting as a value."""
    return f"{left} IS NOT DISTINCT FROM {right}"


def holds(dialect: Dialect, document: str, columns: Iterable[Column[object]]) -> str:
    """SQL telling whether the row `t` still holds everything that a document mentions."""
    return " AND ".join(
        f"(NOT {json_has(dialect, document, column)} OR "
        f"{same(f't.{column.name}', json_value(dialect, document, column))})"
        for column in columns
    )
