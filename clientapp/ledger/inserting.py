"""Many rows into a table at once, as fast as the driver takes them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of

Convert = Callable[[Any], Any]


def insert_many(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same keys, in the same order.

    What SQLAlchemy does for each row of an `executemany` costs more than the insert itself, so the
    driver is given plain tuples.
    """
    names = tuple(rows[0])
    dialect = dialect_of(session)
    mark = "%s" if dialect.name == "postgresql" else "?"
    marks = ", ".join(mark for _name in names)
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    columns = [
        _column(rows, name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in names
    ]
    session.connection().exec_driver_sql(statement, list(zip(*columns, strict=True)))


def _column(rows: Sequence[Mapping[str, Any]], name: str, convert: Convert | None) -> list[Any]:
    """One column of the rows as the driver takes it; a value that repeats is converted once."""
    values = [row[name] for row in rows]
    if convert is None:
        return values
    converted = {value: convert(value) for value in set(values)}
    return [converted[value] for value in values]
