"""The kinds of record that commands know, by their plural; loaded when one is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientapp.exporting.records import Exported
    from clientapp.importing.importable import Importable


class Kind(NamedTuple):
    """How a kind of record is exported, which says its list and its fields too, and imported."""

    exported: "Exported"
    importable: "Callable[[], Importable]"


def _customers() -> Kind:
    from clientapp.customers.exporting import CUSTOMER_EXPORT
    from clientapp.customers.importing import CustomerImport

    return Kind(CUSTOMER_EXPORT, CustomerImport)


def _organizations() -> Kind:
    from clientapp.organizations.importing import OrganizationImport
    from clientapp.organizations.queries import ORGANIZATION_EXPORT

    return Kind(ORGANIZATION_EXPORT, OrganizationImport)


def _properties() -> Kind:
    from clientapp.properties.exporting import PROPERTY_EXPORT
    from clientapp.properties.importing import PropertyImport

    return Kind(PROPERTY_EXPORT, PropertyImport)


KINDS: dict[str, Callable[[], Kind]] = {
    "customers": _customers,
    "organizations": _organizations,
    "properties": _properties,
}
