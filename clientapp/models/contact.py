"""A person, and the customers it stands at."""

from sqlalchemy import Index
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, Tracked, key, reference, unique_while_live


class Contact(Tracked, table=True):
    """A person. It stands once, however many customers it belongs to; everything is as typed."""

    id: int | None = key()
    first_name: str | None = None
    last_name: str | None = None
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None
    phone2: str | None = None
    note: str | None = None

    __table_args__ = (NEVER_REUSED,)


class CustomerContact(Tracked, table=True):
    """What a person is to a customer. The names of the primary one are the customer's."""

    __tablename__ = "customer_contact"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    customer_id: int = reference("customer.id", required=True)
    contact_id: int = reference("contact.id", required=True, index=True)
    role_id: int | None = reference("picklist_option.id")
    is_primary: bool = Field(default=False)

    __table_args__ = (
        Index("uq_customer_contact_pair", "customer_id", "contact_id", unique=True),
        unique_while_live("uq_customer_contact_primary", "customer_id", "is_primary"),
        NEVER_REUSED,
    )
