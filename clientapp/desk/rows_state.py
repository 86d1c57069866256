"""Rows of one kind of record that are searched, filtered, sorted and ticked."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar

from clientapp.bulk.selection_state import SelectionState
from clientapp.database import reading
from clientapp.desk.kind import DESKS, DeskKind
from clientapp.desk.rows import DeskRow, desk_rows
from clientapp.listing.changes import changed_since
from clientapp.listing.columns import Shown
from clientapp.listing.filter_state import FilterState
from clientapp.listing.request import ListRequest
from clientapp.listing.total import newest_operation, total, total_at_hand


class OfDesk:
    """A class variable as the kind of record has it: asked for late, since a list may stand in a
    room that does not know the room of what it lists."""

    def __init__(self, read: Callable[[DeskKind], Any]) -> None:
        self._read = read

    def __get__(self, _state: object, owner: Any) -> Any:
        return self._read(DESKS[owner.KIND])


class DeskRowsState(SelectionState, FilterState, mixin=True):
    """The part of a list page, and of a list inside a record, that is alike for both.

    `KIND` says what is listed; everything else is known of it (`desk.kind.DESKS`).
    """

    rows: list[DeskRow] = []
    columns: list[Shown] = []
    column_names: list[str] = []

    KIND: ClassVar[str]
    DESK: ClassVar[Any] = OfDesk(lambda desk: desk)
    LISTED: ClassVar[Any] = OfDesk(lambda desk: desk.listed)
    SORTS: ClassVar[Any] = OfDesk(lambda desk: desk.listed.sorts)
    FILTERS: ClassVar[Any] = OfDesk(lambda desk: desk.listed.filters)
    FIRST: ClassVar[Any] = OfDesk(lambda desk: desk.first)
    ADDRESS: ClassVar[Any] = OfDesk(lambda desk: desk.address)
    NOUN: ClassVar[Any] = OfDesk(lambda desk: desk.noun)

    @classmethod
    def _read(
        cls, request: ListRequest, known: int | None, columns: tuple[str, ...] = ()
    ) -> tuple[list[DeskRow], int | None]:
        with reading() as session:
            if known is None:
                known = total_at_hand(session, cls.LISTED, request)
            return desk_rows(session, cls.DESK, request, known, columns), known

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        with reading() as session:
            return total(session, cls.LISTED, request)

    @classmethod
    def _newest(cls) -> int:
        with reading() as session:  # a choice that was renamed stands in the rows too
            kinds = (cls.KIND, *cls.DESK.shows)
            return max(newest_operation(session, kind) for kind in kinds)

    @classmethod
    def _changed(cls, request: ListRequest, since: int, shown: Collection[int]) -> int:
        with reading() as session:
            return changed_since(session, cls.LISTED, request, since, shown)
