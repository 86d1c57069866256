"""Lists under a name, and how the team sees a list unless somebody chose otherwise."""

from sqlalchemy import Index, text
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, KeyText, Stamped, Tracked, key, reference

_LIVE = text("trashed_at IS NULL")


class Segment(Stamped, table=True):
    """A list under a name: what it finds and in which order, and its columns.

    `query` is the request as its URL has it, without page and size ("industry=3&sort=-place").
    `columns` are those of the list as `list_view` has them, joined by commas; null where the list
    is shown in whatever columns the reader chose. It is private to its owner until it is shared
    with the team. `name_key` is the folded name: nobody has two that differ only in case.
    """

    id: int | None = key()
    record_kind: str = Field(default="customer")
    owner_id: int = reference("user_account.id", required=True, index=True)
    name: str
    is_shared: bool = Field(default=False)
    query: str = Field(default="")
    columns: str | None = None
    name_key: str = Field(default="", sa_type=KeyText)

    __table_args__ = (
        Index(
            *("uq_segment_own_name", "record_kind", "owner_id", "name_key"),
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        NEVER_REUSED,
    )


class TeamView(Tracked, table=True):
    """How the team sees a list: its columns, how close the rows stand, and the segment that it
    opens with. `name` is that of the list, as in `list_view`; so are the columns, with commas.
    There is a row for each list from the start."""

    __tablename__ = "team_view"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    name: str = Field(unique=True)
    columns: str | None = None
    is_compact: bool = Field(default=False)
    segment_id: int | None = reference("segment.id")

    __table_args__ = (NEVER_REUSED,)
