"""Lists that managers edit: industry, category, payment term and so on."""

from decimal import Decimal

from sqlalchemy import Index, Numeric, text
from sqlmodel import Field, SQLModel

from clientapp.models.base import NEVER_REUSED, KeyText, Tracked, key, reference


class Picklist(SQLModel, table=True):
    """One list, found by its name ("industry")."""

    id: int | None = key()
    name: str = Field(unique=True)
    label: str

    __table_args__ = (NEVER_REUSED,)


class PicklistOption(Tracked, table=True):
    """One choice. Records refer to its id, so that renaming it orphans nothing.

    `label_key` is the folded label: two choices of a list never differ only in case.
    `rate` is a tax rate in percent, `days` what a payment term allows, `colour` a name of a tag's
    colour. A retired choice is not offered any more and stays on the records that have it.
    """

    __tablename__ = "picklist_option"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    picklist_id: int = reference("picklist.id", required=True)
    label: str
    code: str | None = None
    rate: Decimal | None = Field(default=None, sa_type=Numeric(7, 4))  # pyright: ignore[reportArgumentType]
    days: int | None = None
    colour: str | None = None
    is_retired: bool = Field(default=False)
    position: int = Field(default=0)
    label_key: str = Field(default="", sa_type=KeyText)

    __table_args__ = (
        Index(
            "uq_picklist_option_label",
            "picklist_id",
            "label_key",
            unique=True,
            sqlite_where=text("trashed_at IS NULL"),
            postgresql_where=text("trashed_at IS NULL"),
        ),
        NEVER_REUSED,
    )
