"""What lies outside of a listed row, and how one gets there."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import InstrumentedAttribute


@dataclass(frozen=True)
class Through:
    """From a row of the list to the one row, at most, that holds a value for it.

    Attributes:
        key: a column of the listed row.
        owner: what equals it where the value is held, or in a table that leads there; never null.
        joined: what leads on from there.
    """

    key: InstrumentedAttribute[Any]
    owner: InstrumentedAttribute[Any]
    joined: tuple[ColumnElement[bool], ...] = ()

    @property
    def path(self) -> tuple[ColumnElement[bool], ...]:
        """What joins a listed row to the one that holds the value."""
        return (self.owner == self.key, *self.joined)

    def has(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """Whether there is a row that meets a condition, asked for each listed row."""
        return exists().where(*self.path, condition)

    def found_by(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """The same, for which the rows that meet it are gathered once; where nothing is listed by
        a key that is null."""
        return self.key.in_(select(self.owner).where(and_(*self.joined, condition)))
