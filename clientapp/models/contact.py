"""A person at a customer."""

from sqlalchemy import Index, text
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, Tracked, key, reference


class Contact(Tracked, table=True):
    """A person. Each customer has one primary contact, whose names are the customer's."""

    id: int | None = key()
    customer_id: int = reference("customer.id", required=True, index=True)
    is_primary: bool = Field(default=False)
    first_name: str | None = None
    last_name: str | None = None
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None

    __table_args__ = (
        Index(
            "uq_contact_primary",
            "customer_id",
            unique=True,
            sqlite_where=text("is_primary AND trashed_at IS NULL"),
            postgresql_where=text("is_primary AND trashed_at IS NULL"),
        ),
        NEVER_REUSED,
    )
