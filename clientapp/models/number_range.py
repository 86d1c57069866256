"""Numbers that people read, such as C-000013."""

from sqlmodel import Field, SQLModel


class NumberRange(SQLModel, table=True):
    """The next number of a kind of record. Numbers are never given twice."""

    __tablename__ = "number_range"  # pyright: ignore[reportAssignmentType]

    name: str = Field(primary_key=True)
    prefix: str
    width: int
    next_number: int = 1
