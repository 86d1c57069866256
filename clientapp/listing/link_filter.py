"""A filter over what rows are linked to through another table, such as tags."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Exists, and_, exists, or_, select

from clientapp.listing.filters import Column, OptionFilter
from clientapp.listing.request import EMPTY


@dataclass(frozen=True)
class LinkFilter(OptionFilter):
    """The options of a picklist that rows are linked to through another table, any number each.

    Attributes:
        column: the key of the rows.
        owner, option: the columns of the links, with an index over both, either first.
        live: what makes a link live.
    """

    owner: Column = None  # pyright: ignore[reportAssignmentType]
    option: Column = None  # pyright: ignore[reportAssignmentType]
    live: ColumnElement[bool] = None  # pyright: ignore[reportAssignmentType]

    grouped: ClassVar[bool] = False

    def where(
        self, values: Collection[str], negated: bool = False, hidden: bool = False
    ) -> ColumnElement[bool]:
        """The condition for rows that are linked to any of the values, or to none of them.

        Args:
            hidden: ask for each row whether it is linked, instead of looking up the linked rows.
        """
        self.refuse_unread(values)
        filled, empty = [value for value in values if value != EMPTY], EMPTY in values
        linked, any_of = self._linked(), self._any_of(filled, hidden or negated)
        if negated:
            return and_(linked, ~any_of) if empty and filled else linked if empty else ~any_of
        return or_(~linked, any_of) if empty and filled else ~linked if empty else any_of

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the options that the row is linked to."""
        return not set(self.stored(filled)).isdisjoint(held)

    def _any_of(self, filled: Sequence[str], one_by_one: bool) -> ColumnElement[bool]:
        some = self.option.in_(self.stored(filled))
        if one_by_one:
            return self._linked().where(some)
        return self.column.in_(select(self.owner).where(some, self.live))

    def _linked(self) -> Exists:
        return exists().where(self.owner == self.column, self.live)
