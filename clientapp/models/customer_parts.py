"""What is hung on a customer: tags and notes."""

from sqlalchemy import Index, text
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, Stamped, Tracked, key, reference


class CustomerTag(Tracked, table=True):
    """A tag on a customer. The tags are the options of the picklist "tag", each with a colour."""

    __tablename__ = "customer_tag"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    customer_id: int = reference("customer.id", required=True)
    tag_id: int = reference("picklist_option.id", required=True)

    __table_args__ = (
        Index("uq_customer_tag_pair", "customer_id", "tag_id", unique=True),
        Index(
            "ix_customer_tag_live",
            "tag_id",
            "customer_id",
            sqlite_where=text("trashed_at IS NULL"),
            postgresql_where=text("trashed_at IS NULL"),
        ),
        NEVER_REUSED,
    )


class Note(Stamped, table=True):
    """What somebody wrote down about a customer. A pinned one stands in the record's header."""

    id: int | None = key()
    customer_id: int = reference("customer.id", required=True, index=True)
    body: str
    is_pinned: bool = Field(default=False)

    __table_args__ = (NEVER_REUSED,)
