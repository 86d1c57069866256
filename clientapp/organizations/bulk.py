"""What can be done to many organizations at once."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from clientapp.bulk.kind import BulkKind, Group
from clientapp.models import Organization, Status
from clientapp.organizations.fields import ORGANIZATION_FIELDS
from clientapp.organizations.queries import ORGANIZATIONS
from clientapp.organizations.rules import FIRST_DEACTIVATE


def _active() -> ColumnElement[bool]:
    return col(Organization.status) == Status.ACTIVE.value


ORGANIZATION_BULK = BulkKind(
    listed=ORGANIZATIONS,
    fields=ORGANIZATION_FIELDS,
    further=(
        Group(
            "active",
            "active, which stay",
            FIRST_DEACTIVATE.lower(),
            f"It is active. {FIRST_DEACTIVATE}.",
            _active,
            ("skip", "deactivate"),
        ),
    ),
)
"""Nothing is unlinked by a deletion, so nothing goes along (decision 18)."""
