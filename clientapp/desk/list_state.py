"""The list page of a kind of record."""

from typing import Any, ClassVar

from clientapp.desk.rows_state import DeskRowsState, OfDesk
from clientapp.segments.naming_state import NamingState
from clientapp.segments.team_columns_state import TeamColumnsState


class DeskState(DeskRowsState, NamingState, TeamColumnsState, mixin=True):
    """A list page: rows, filters, ticks, segments, columns. A room's own state says in `KIND` what
    it lists."""

    COLUMNS: ClassVar[Any] = OfDesk(lambda desk: desk.sources.columns)
    USUAL: ClassVar[Any] = OfDesk(lambda desk: desk.usual)
    VIEW: ClassVar[Any] = OfDesk(lambda desk: desk.noun[1])
