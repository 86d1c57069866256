"""How somebody wants to see a list."""

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from clientapp.models.base import BigId


class ListView(SQLModel, table=True):
    """How one user sees a list: its columns in their order, each with its width in pixels if that
    was drawn ("industry:180"), and whether the rows stand close. The ledger does not keep it."""

    __tablename__ = "list_view"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(foreign_key="user_account.id", primary_key=True, sa_type=BigId)
    name: str = Field(primary_key=True)
    columns: list[str] | None = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    is_compact: bool = Field(default=False)
