"""Every address of the application, once."""

HOME = "/"
NOT_FOUND = "404"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
ACCEPT_LINK = "/link"
CHANGE_PASSWORD = "/account/password"  # noqa: S105 (an address)

CUSTOMERS = "/customers/overview"
NEW_CUSTOMER = "/customers/create"
CUSTOMER_PAGE = "/customers/edit/[customer_id]"

OPERATIONS = "/operations"
OPERATION_PAGE = "/operations/[operation_id]"
TRASH = "/trash"


def customer(customer_id: int) -> str:
    """The record of one customer."""
    return f"/customers/edit/{customer_id}"


def operation(operation_id: int) -> str:
    """One operation and what it did."""
    return f"/operations/{operation_id}"


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
