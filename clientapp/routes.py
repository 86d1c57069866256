"""Every address of the application, once."""

from collections.abc import Iterable
from urllib.parse import urlencode

HOME = "/"
NOT_FOUND = "404"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
ACCEPT_LINK = "/link"
CHANGE_PASSWORD = "/account/password"  # noqa: S105 (an address)

CUSTOMERS = "/customers/overview"
NEW_CUSTOMER = "/customers/create"
CUSTOMER_PAGE = "/customers/edit/[customer_id]"

ORGANIZATIONS = "/organizations"
NEW_ORGANIZATION = "/organizations/create"
ORGANIZATION_PAGE = "/organizations/edit/[organization_id]"
ORGANIZATION_LINK = "/organizations/[organization_id]"

PROPERTIES = "/properties"
NEW_PROPERTY = "/properties/create"
PROPERTY_PAGE = "/properties/edit/[property_id]"
PROPERTY_LINK = "/properties/[property_id]"

MOVEMENT = "/customers/movement"
MERGE_CUSTOMERS = "/customers/merge"
DUPLICATES = "/duplicates"

OPERATIONS = "/operations"
OPERATION_PAGE = "/operations/[operation_id]"
TRASH = "/trash"
PICKLISTS = "/settings/picklists"
NUMBERS = "numbers"
"""The name under which the form of numbers stands among the picklists."""


def customer(customer_id: int) -> str:
    """The record of one customer."""
    return f"/customers/edit/{customer_id}"


def new_customer(addresses: int = 0, contacts: int = 0) -> str:
    """The form of a new customer with so many further addresses and contacts to fill in."""
    counts = {"addresses": addresses, "contacts": contacts}
    query = urlencode({name: count for name, count in counts.items() if count})
    return f"{NEW_CUSTOMER}?{query}" if query else NEW_CUSTOMER


def organization(organization_id: int) -> str:
    """The record of one organization."""
    return f"/organizations/edit/{organization_id}"


def property_page(property_id: int) -> str:
    """The record of one property."""
    return f"/properties/edit/{property_id}"


LISTS = {"customer": CUSTOMERS, "organization": ORGANIZATIONS, "property": PROPERTIES}
"""The lists of records by their kind."""


def segment(segment_id: int, kind: str = "customer") -> str:
    """The list of a kind of record as a segment has it, for as long as the segment is there."""
    return f"{LISTS[kind]}?segment={segment_id}"


def merge_customers(ids: Iterable[int]) -> str:
    """The page on which customers are merged into one; the first is the one that stays."""
    return f"{MERGE_CUSTOMERS}?ids={','.join(map(str, ids))}"


def operation(operation_id: int) -> str:
    """One operation and what it did."""
    return f"/operations/{operation_id}"


def picklist(name: str) -> str:
    """The page of the picklists, at one of them."""
    return f"{PICKLISTS}?list={name}"


def option(option_id: int) -> str:
    """The page of the picklists, at the one that a choice belongs to."""
    return f"{PICKLISTS}?option={option_id}"


def number_format(_range_id: int) -> str:
    """The page of the picklists, at the form of numbers."""
    return f"{PICKLISTS}?list={NUMBERS}"


def pages() -> frozenset[str]:
    """The addresses that are pages of their own, each built as one file; those of single records
    share one for all."""
    named = (value for name, value in globals().items() if name.isupper())
    found = (value for value in named if isinstance(value, str))
    return frozenset(path for path in found if path[:1] == "/" != path and "[" not in path)


def number(text: str) -> int:
    """A number that was typed or stands in a URL; 0, which no record has, if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def id_in(path: str) -> int:
    """The id at the end of a URL's path; 0 if there is none."""
    return number(path.rstrip("/").rpartition("/")[2])


def is_local(address: str) -> bool:
    """Whether an address stays on this site: safe to lead somebody to after sign-in."""
    return (
        address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and address.isprintable()
    )
