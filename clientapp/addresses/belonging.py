"""That a property belongs to at most one organization, and what is said where it would to two."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Organization, Property


def belongs_elsewhere(title: str, organization: str) -> str:
    """Why a property cannot be added to an organization; the same from everywhere."""
    return f"{title} belongs to {organization}. Reassign it with Edit on the property."


def elsewhere(
    session: Session, property_ids: Collection[int], organization_id: int | None = None
) -> dict[int, str]:
    """Those of the properties that belong to another live organization, with the sentence; while
    one is in Trash its properties show none (decision 18)."""
    columns = (col(Property.id), col(Property.display_name), col(Organization.name))
    found = (
        select(*columns)
        .join(Organization, col(Organization.id) == Property.organization_id)
        .where(among(dialect_of(session), Property.id, property_ids))
        .where(col(Organization.id) != (organization_id or 0))
        .where(col(Organization.trashed_at).is_(None))
    )
    rows = session.connection().execute(found)
    return {row[0] or 0: belongs_elsewhere(row[1], row[2]) for row in rows}
