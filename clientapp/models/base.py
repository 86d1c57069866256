"""What the tables have in common."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, MetaData, String, text
from sqlmodel import Field, SQLModel

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key; SQLite only numbers rows by itself where the type is called INTEGER."""

KeyText = String().with_variant(String(collation="C"), "postgresql")
"""Text that is sorted and compared by its bytes, alike on both databases."""

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table option: a key stays with its row for ever, since the ledger refers to it."""


def key() -> Any:
    """The primary key column."""
    return Field(default=None, primary_key=True, sa_type=BigId)


def reference(target: str, *, required: bool = False, index: bool = False) -> Any:
    """A foreign key to `target` ("table.id"); deleting what is referred to is refused."""
    return Field(
        default=... if required else None,
        foreign_key=target,
        nullable=not required,
        index=index,
        sa_type=BigId,
    )


def derived(**options: Any) -> Any:
    """A column computed from others, which the ledger does not keep and undo computes anew."""
    return Field(sa_column_kwargs={"info": {"derived": True}}, **options)


def system(**options: Any) -> Any:
    """A column that the ledger itself maintains."""
    return Field(sa_column_kwargs={"info": {"system": True}}, **options)


def where_index(
    name: str, columns: tuple[str, ...], condition: str = "trashed_at IS NULL", unique: bool = False
) -> Index:
    """An index over the rows that meet a condition; the live ones, if none is named."""
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def unique_while_live(name: str, column: str, tick: str) -> Index:
    """At most one live row for each value of a column has the tick."""
    return where_index(name, (column,), f"{tick} AND trashed_at IS NULL", unique=True)


class Tracked(SQLModel):
    """A row whose every change stands in the ledger.

    `version` rises by one with each operation that changes the row or a part of it.
    `trashed_at` (UTC) is set while the row is in Trash.
    """

    version: int = system(default=1, nullable=False)
    trashed_at: datetime | None = system(default=None)


class Stamped(Tracked):
    """A record that knows when (UTC) and by whom it was created and last modified."""

    created_at: datetime = system(nullable=False)
    created_by_id: int | None = Field(
        default=None,
        foreign_key="user_account.id",
        sa_type=BigId,
        sa_column_kwargs={"info": {"system": True}},
    )
    modified_at: datetime = system(nullable=False)
    modified_by_id: int | None = Field(
        default=None,
        foreign_key="user_account.id",
        sa_type=BigId,
        sa_column_kwargs={"info": {"system": True}},
    )
