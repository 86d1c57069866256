"""Organizations as a list, and as an export writes them."""

from sqlmodel import col

from clientapp.desk.kind import DeskKind
from clientapp.exporting.records import Exported
from clientapp.listing.holding import column
from clientapp.listing.listed import Listed, Sort
from clientapp.models import Organization
from clientapp.organizations.columns import ORGANIZATION_SOURCES, USUAL
from clientapp.organizations.derived import SEARCH
from clientapp.organizations.fields import ORGANIZATION_FIELDS
from clientapp.organizations.filters import ORGANIZATION_FILTERS
from clientapp.organizations.reading import read_values
from clientapp.picklists.queries import labels_of

NAME = column(Organization.name_key)

ORGANIZATIONS = Listed(
    kind="organization",
    id=column(Organization.id),
    name_key=NAME,
    live=col(Organization.trashed_at).is_(None),
    index=SEARCH,
    beside=("customer", "property"),
    sorts={"name": Sort(NAME), "place": Sort(column(Organization.place_key), may_be_empty=True)},
    filters=ORGANIZATION_FILTERS,
)
"""How organizations are listed."""

ORGANIZATION_DESK = DeskKind(
    ORGANIZATIONS, ORGANIZATION_SOURCES, USUAL, first=("status", "category", "industry", "city")
)
"""Their list page."""

ORGANIZATION_EXPORT = Exported(
    ORGANIZATIONS, ORGANIZATION_FIELDS, ORGANIZATION_SOURCES, read_values, labels_of
)
"""How they are exported."""
