"""The JSON of the changes, as SQL of the database at hand.

Values are compared by the type of their column, never as JSON text, which the databases write
differently.
"""

from collections.abc import Iterable

from sqlalchemy import Column
from sqlalchemy.engine import Dialect
from sqlmodel import Session

from clientapp.record import Part


def dialect_of(session: Session) -> Dialect:
    """The database that a session works on."""
    return session.get_bind().dialect


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
