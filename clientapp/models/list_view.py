"""How somebody wants to see a list."""

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from clientapp.models.base import BigId


class ListView(SQLModel, table=True):
    """The columns of a list as one user chose them, in their order. The ledger does not keep it."""

    __tablename__ = "list_view"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(foreign_key="user_account.id", primary_key=True, sa_type=BigId)
    name: str = Field(primary_key=True)
    columns: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
