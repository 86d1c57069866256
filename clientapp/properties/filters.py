"""What properties are filtered by: every field, whose they are, and whether they are units."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, or_, select, true, union_all
from sqlmodel import Session, col

from clientapp.addresses.roles import ROLES
from clientapp.listing.field_filters import filters_of, of_city, of_every, reference
from clientapp.listing.filters import Labels, YesNoFilter
from clientapp.listing.holding import column
from clientapp.listing.link_filter import LinkFilter
from clientapp.models import Customer, Property, PropertyCustomer
from clientapp.properties.fields import FIELD, PROPERTY, PROPERTY_FIELDS
from clientapp.properties.reading import HOLDING
from clientapp.properties.whose import customers_of_property, pairs, properties_of_customers

CUSTOMERS = "Customers"


@dataclass(frozen=True)
class CustomersFilter(LinkFilter):
    """Customers, by id; "Empty" stands for the properties that nobody has."""

    def labels(self, session: Session, values: Collection[str]) -> Labels:
        """What the customers are called."""
        named = select(col(Customer.id), col(Customer.display_name))
        some = named.where(col(Customer.id).in_(self.stored(list(values))))
        return {str(key): label for key, label in session.connection().execute(some)}

    def in_order(self, session: Session) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """They are many."""

    def _owners(self, filled: Sequence[str]) -> Any:
        return union_all(*properties_of_customers(self.stored(filled)))

    def _links(self, filled: Sequence[str] | None = None) -> list[ColumnElement[bool]]:
        some = None if filled is None else self.stored(filled)
        return [each.exists() for each in customers_of_property(some)]


@dataclass(frozen=True)
class RoleFilter(LinkFilter):
    """What anybody is, was or will be to the property."""

    def reads_filled(self, value: str) -> bool:
        """Whether it is a role."""
        return value in dict(ROLES)

    def stored(self, values: Sequence[str]) -> list[Any]:
        """A role is kept as it stands in the URL."""
        return list(values)

    def labels(self, session: Session, values: Collection[str]) -> Labels:  # noqa: ARG002
        """The labels of roles."""
        return {value: label for value, label in ROLES if value in values}

    def in_order(self, session: Session) -> list[str]:  # noqa: ARG002
        """The roles in their order."""
        return [value for value, _label in ROLES]


_PARENT = reference(
    ("parent", FIELD["parent"].label, column(Property.parent_id)),
    "property",
    group=PROPERTY,
)


@dataclass(frozen=True)
class UnitFilter(YesNoFilter):
    """Whether it is part of another property."""

    grouped: ClassVar[bool] = False

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Units are part of something that is not in Trash (decision 18)."""
        whole = _PARENT.is_filled(column)
        return or_(*(whole if each == "yes" else ~whole for each in filled))


_PAIRS = union_all(*pairs()).subquery()
_OTHERS = (
    *of_every(Property, PROPERTY_FIELDS, PROPERTY),
    of_city(FIELD["city"], HOLDING, FIELD["city"].section),
    _PARENT,
    UnitFilter("unit", "Is a unit", column(Property.parent_id), group=PROPERTY),
    CustomersFilter(
        *("customer", "Customer", column(Property.id)),
        owner=_PAIRS.c.property_id,  # pyright: ignore[reportArgumentType]
        option=_PAIRS.c.customer_id,  # pyright: ignore[reportArgumentType]
        live=true(),
        group=CUSTOMERS,
    ),
    RoleFilter(
        *("role", "Role", column(Property.id)),
        owner=column(PropertyCustomer.property_id),
        option=column(PropertyCustomer.role),
        live=col(PropertyCustomer.trashed_at).is_(None),
        group=CUSTOMERS,
    ),
)

PROPERTY_FILTERS = filters_of(
    PROPERTY_FIELDS,
    HOLDING,
    _OTHERS,
    headings={},
    first=(PROPERTY, CUSTOMERS),
    searched=("name", "street", "postal_code", "external_id", "access_phone"),
)
"""The filters of properties by their names in the URL."""
