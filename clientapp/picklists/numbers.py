"""The form of the numbers that people read, such as C-000013 (docs/decisions.md, 7).

A number is a prefix that does not end in a digit, and a counter that never goes back. So the digits
at its end are the counter, whatever prefix and width they were written with, and no number is given
twice, however often its form is changed.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, select

from clientapp.editing.validation import Rejected, clean_text
from clientapp.formatting import number_label
from clientapp.ledger.recording import Actor, begin, discard, finish, update_row
from clientapp.models import NumberRange
from clientapp.picklists.option import NUMBERS_KIND

CUSTOMER = "customer"
LONGEST_PREFIX = 12
MOST_DIGITS = 12

_PREFIX = re.compile(r"[A-Z0-9./_-]*")


class NumberFormat(NamedTuple):
    """How numbers look; `next_number` is the counter's next value."""

    prefix: str
    width: int
    next_number: int = 1

    def shown(self, count: int = 3) -> str:
        """The next numbers in one line: "C-000013, C-000014, C-000015"."""
        numbers = range(self.next_number, self.next_number + count)
        return ", ".join(number_label(self.prefix, self.width, number) for number in numbers)


def number_format(session: Session, name: str = CUSTOMER) -> NumberFormat:
    """How the numbers of a kind of record look."""
    found = session.exec(select(NumberRange).where(NumberRange.name == name)).one()
    return NumberFormat(found.prefix, found.width, found.next_number)


def read_format(typed: Mapping[str, str]) -> NumberFormat:
    """A form of numbers as it was typed: "prefix" and "width".

    Raises:
        Rejected: with a sentence for each that does not do.
    """
    prefix = (clean_text(typed.get("prefix", "")) or "").upper()
    width = (clean_text(typed.get("width", "")) or "").strip()
    problems: dict[str, str] = {}
    if len(prefix) > LONGEST_PREFIX:
        problems["prefix"] = f"At most {LONGEST_PREFIX} characters; this has {len(prefix):,}"
    elif not _PREFIX.fullmatch(prefix):
        problems["prefix"] = "Letters from A to Z, digits and - . / _ only"
    elif prefix[-1:].isdecimal():
        problems["prefix"] = (
            "The prefix cannot end in a digit, or two customers could get the same number"
        )
    sane = width.isascii() and width.isdecimal() and len(width) < 4
    if not sane or not 1 <= int(width) <= MOST_DIGITS:
        problems["width"] = f"A whole number from 1 to {MOST_DIGITS}"
    if problems:
        raise Rejected(problems)
    return NumberFormat(prefix, int(width))


def set_number_format(
    session: Session, actor: Actor, typed: Mapping[str, str], name: str = CUSTOMER
) -> int | None:
    """Change how new numbers look. Those that are given stay as they are.

    Returns:
        The operation; None where nothing changed.

    Raises:
        Rejected: with a sentence for what does not do.
    """
    new = read_format(typed)
    held = select(NumberRange).where(NumberRange.name == name).with_for_update()
    found = session.exec(held).one()
    shown = NumberFormat(new.prefix, new.width, found.next_number).shown(1)
    label = f"New form of {name} numbers, {shown} next"
    operation = begin(session, actor, "edit", label, record_kind=NUMBERS_KIND)
    values = {"prefix": new.prefix, "width": new.width}
    if not update_row(session, operation, NumberRange, found.id or 0, values):
        discard(session, operation)
        return None
    return finish(session, operation).id
