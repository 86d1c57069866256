"""A group of customers."""

from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, KeyText, Stamped, derived, key, reference
from clientapp.models.customer import Status


class Organization(Stamped, table=True):
    """A company that groups customers and branches; each customer keeps its own record."""

    id: int | None = key()
    name: str
    status: str = Field(default=Status.ACTIVE)
    tax_identifier: str | None = None
    address_id: int | None = reference("address.id")
    name_key: str = derived(default="", index=True, sa_type=KeyText)

    __table_args__ = (NEVER_REUSED,)
