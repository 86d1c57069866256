"""A filter over what rows are linked to through another table, such as tags."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

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

    @property
    def indexed(self) -> bool:
        """The links of an option are found by their own index."""
        return True

    @property
    def carried(self) -> bool:
        """The links stand in a table of their own."""
        return False

    def joined(self, values: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        """What makes rows linked to any of the values, none of which is `EMPTY`."""
        return (self._any_of(list(values), one_by_one=False),)

    def where(
        self, values: Collection[str], negated: bool = False, hidden: bool = False
    ) -> ColumnElement[bool]:
        """The condition for rows that are linked to any of the values, or to none of them.

        Args:
            hidden: ask for each row whether it is linked, instead of looking up the linked rows.
        """
        self.refuse_unread(values)
        filled, empty = [value for value in values if value != EMPTY], EMPTY in values
        if negated:
            parts = [or_(*self._links())] if empty else []
            parts += [~link for link in self._links(filled)] if filled else []
            return and_(*parts)
        parts = [self._any_of(filled, hidden)] if filled else []
        parts += [and_(*(~link for link in self._links()))] if empty else []
        return or_(*parts)

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the options that the row is linked to."""
        return not set(self.stored(filled)).isdisjoint(held)

    def _any_of(self, filled: Sequence[str], one_by_one: bool) -> ColumnElement[bool]:
        if one_by_one:
            return or_(*self._links(filled))
        return self.column.in_(self._owners(filled))

    def _owners(self, filled: Sequence[str]) -> Any:
        """The keys of the rows that are linked to any of the options."""
        return select(self.owner).where(self.option.in_(self.stored(filled)), self.live)

    def _links(self, filled: Sequence[str] | None = None) -> list[ColumnElement[bool]]:
        """Whether the row has a link, of each kind; to any of the options, where they are given.

        Each by itself: PostgreSQL finds the rows that lack one at once, but not those that lack
        whatever a union holds.
        """
        some = true() if filled is None else self.option.in_(self.stored(filled))
        return [exists().where(self.owner == self.column, self.live, some)]
