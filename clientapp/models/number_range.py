"""Numbers that people read, such as C-000013."""

from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, Tracked, key, system


class NumberRange(Tracked, table=True):
    """The next number of a kind of record, and its form. Numbers are never given twice."""

    __tablename__ = "number_range"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    name: str = Field(unique=True)
    prefix: str
    width: int
    next_number: int = system(default=1, nullable=False)

    __table_args__ = (NEVER_REUSED,)
