"""A place where work is done."""

from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, BigId, Stamped, key, reference


class Property(Stamped, table=True):
    """What is known of a site beyond its place. It belongs to at most one organization."""

    id: int | None = key()
    address_id: int = Field(foreign_key="address.id", unique=True, sa_type=BigId)
    name: str | None = None
    type_id: int | None = reference("picklist_option.id")
    organization_id: int | None = reference("organization.id", index=True)

    __table_args__ = (NEVER_REUSED,)
