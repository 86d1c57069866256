"""Properties as a list."""

from sqlmodel import col

from clientapp.addresses.property_key import SEARCH
from clientapp.desk.kind import DeskKind
from clientapp.listing.holding import column
from clientapp.listing.listed import Listed, Sort
from clientapp.models import Property
from clientapp.properties.columns import PROPERTY_SOURCES, USUAL
from clientapp.properties.filters import PROPERTY_FILTERS

NAME = column(Property.name_key)

PROPERTIES = Listed(
    kind="property",
    id=column(Property.id),
    name_key=NAME,
    live=col(Property.trashed_at).is_(None),
    index=SEARCH,
    beside=("customer", "organization"),
    sorts={
        "name": Sort(NAME),
        "place": Sort(column(Property.place_key), may_be_empty=True),
        "type": Sort(NAME, option=column(Property.type_id)),
    },
    filters=PROPERTY_FILTERS,
)
"""How properties are listed."""

PROPERTY_DESK = DeskKind(
    PROPERTIES,
    PROPERTY_SOURCES,
    USUAL,
    first=("type", "city", "organization", "customer"),
    shows=("picklist_option", "organization", "customer"),
)
"""How they stand on their page."""
