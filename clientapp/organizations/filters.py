"""What organizations are filtered by: every field, their tags, and what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased

from clientapp.listing.field_filters import filters_of, of_city, of_every, of_tags, reference
from clientapp.listing.filters import YesNoFilter
from clientapp.listing.holding import column
from clientapp.models import Customer, Organization, OrganizationTag, Property
from clientapp.organizations.fields import (
    BRANCHES,
    FIELD,
    HEADQUARTERS,
    ORGANIZATION,
    ORGANIZATION_FIELDS,
)
from clientapp.organizations.reading import HOLDING

MEMBERS = "What belongs to it"


@dataclass(frozen=True)
class HasFilter(YesNoFilter):
    """Whether anything live belongs to the organization; `by` is its column with the
    organization's id."""

    model: Any = None
    by: str = "organization_id"

    grouped: ClassVar[bool] = False

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Something is there, or nothing."""
        owner = getattr(self.model, self.by)
        there_is = exists().where(owner == column, self.model.trashed_at.is_(None))
        return or_(*(there_is if each == "yes" else ~there_is for each in filled))


_ID = column(Organization.id)
_BRANCH: Any = aliased(Organization)
_OTHERS = (
    *of_every(Organization, ORGANIZATION_FIELDS, ORGANIZATION),
    of_city(FIELD["city"], HOLDING, HEADQUARTERS),
    of_tags(Organization, OrganizationTag, "organization_id", ORGANIZATION),
    reference(
        ("parent", FIELD["parent"].label, column(Organization.parent_id)),
        "organization",
        group=BRANCHES,
    ),
    HasFilter("branches", "Has branches", _ID, model=_BRANCH, by="parent_id", group=BRANCHES),
    HasFilter("customers", "Has customers", _ID, model=Customer, group=MEMBERS),
    HasFilter("properties", "Has properties", _ID, model=Property, group=MEMBERS),
)

ORGANIZATION_FILTERS = filters_of(
    ORGANIZATION_FIELDS,
    HOLDING,
    _OTHERS,
    headings={},
    first=(ORGANIZATION, HEADQUARTERS, MEMBERS),
    searched=("name", "external_id", "email", "street", "postal_code", "phone"),
)
"""The filters of organizations by their names in the URL."""
