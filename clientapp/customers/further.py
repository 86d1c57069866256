"""The further people and places of a new customer, filled in beside it in the same form. Pure.

Each stands in a block of fields whose names carry its number: "contact-1-first_name". Its number
in the form is its place in the lists that `customers.commands.create_customer` takes.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from clientapp.addresses import rules as address_rules
from clientapp.contacts import rules as contact_rules
from clientapp.customers import rules
from clientapp.editing.validation import Rejected

ADDRESS, CONTACT = "address", "contact"
TICKS = ("is_billing", "is_site")

MOST = 20
"""Blocks of a kind in one form; the record takes any number."""

Values = dict[str, Any]
Blocks = list[Values]


def block_name(kind: str, number: int | str, name: str) -> str:
    """The name of a field in a block."""
    return f"{kind}-{number}-{name}"


def count_in(text: str) -> int:
    """How many blocks a URL asks for."""
    sane = text.isascii() and text.isdecimal() and len(text) < 4
    return min(int(text), MOST) if sane else 0


class NewCustomer(NamedTuple):
    """A new customer as `customers.commands.create_customer` takes it. A block in which nothing is
    filled in is empty, so that the others keep their numbers."""

    values: Values
    addresses: Blocks
    contacts: Blocks


def read_new(form: Mapping[str, str]) -> NewCustomer:
    """Read the form of a new customer with its blocks.

    Raises:
        Rejected: with a sentence by the name of each field that cannot be read.
    """
    problems: dict[str, str] = {}
    values: Values = {}
    try:
        values = rules.read(form)
    except Rejected as rejected:
        problems |= rejected.problems
    addresses = _read(form, ADDRESS, _address, problems)
    contacts = _read(form, CONTACT, contact_rules.read, problems)
    if problems:
        raise Rejected(problems)
    return NewCustomer(values, addresses, contacts)


def _address(block: Mapping[str, str]) -> Values:
    values = address_rules.read(block)
    ticks = {name: bool(block.get(name)) for name in TICKS}
    return values | ticks if any(values.values()) else {}


def _read(
    form: Mapping[str, str],
    kind: str,
    read: Callable[[Mapping[str, str]], Values],
    problems: dict[str, str],
) -> Blocks:
    """The blocks of a kind; what cannot be read is added to the problems."""
    blocks: Blocks = []
    for number in range(1, MOST + 1):
        before = block_name(kind, number, "")
        block = {n.removeprefix(before): text for n, text in form.items() if n.startswith(before)}
        try:
            values = read(block)
        except Rejected as rejected:
            problems |= numbered(kind, number, rejected.problems)
        else:
            blocks.append(values if any(values.values()) else {})
    return blocks


def numbered(kind: str, number: int, problems: Mapping[str, str]) -> dict[str, str]:
    """The problems of one block by the names of its fields in the form."""
    return {block_name(kind, number, name): words for name, words in problems.items()}
