"""How many records have each choice of a list."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Select, func
from sqlmodel import Session, col, select

from clientapp.models import Picklist, PicklistOption
from clientapp.picklists.references import Reference, live_rows, references_to, trashed_rows

NOUNS = {
    "customer": ("customer", "customers"),
    "customer_tag": ("customer", "customers"),
    "customer_contact": ("contact", "contacts"),
    "address": ("address", "addresses"),
    "property": ("property", "properties"),
}
"""What the rows of a table are called."""

OTHERS = ("record", "records")

Rows = Callable[..., Select[Any]]


class Usage(NamedTuple):
    """How many rows have a choice, and how many more that are in Trash or whose customer is."""

    live: int = 0
    in_trash: int = 0


def usage(session: Session, picklist: str) -> dict[int, Usage]:
    """How many rows have each choice of a list, in two statements for each column that may hold
    one.

    Returns:
        By the id of the choice; one that nothing has is left out.
    """
    of = select(PicklistOption.id).join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
    options = {option or 0 for option in session.exec(of.where(Picklist.name == picklist))}
    live: Counter[int] = Counter()
    trashed: Counter[int] = Counter()
    for reference in references_to(picklist):
        live.update(_counted(session, reference, live_rows))
        trashed.update(_counted(session, reference, trashed_rows))
    used = options & (live | trashed).keys()
    return {option: Usage(live[option], trashed[option]) for option in used}


def usage_of(session: Session, picklist: str, option_id: int) -> dict[tuple[str, str], Usage]:
    """How many rows have one choice, by what they are called."""
    found: dict[tuple[str, str], Usage] = {}
    for reference in references_to(picklist):
        live = _having(session, reference, live_rows, option_id)
        trashed = _having(session, reference, trashed_rows, option_id)
        noun = NOUNS.get(reference.table.name, OTHERS)
        if live or trashed:
            before = found.get(noun, Usage())
            found[noun] = Usage(before.live + live, before.in_trash + trashed)
    return found


def _counted(session: Session, reference: Reference, rows: Rows) -> dict[int, int]:
    counts = rows(reference, reference.column, func.count()).group_by(reference.column)
    found: Any = session.connection().execute(counts)
    return dict(found.all())


def _having(session: Session, reference: Reference, rows: Rows, option_id: int) -> int:
    counts = rows(reference, func.count()).where(reference.column == option_id)
    return session.connection().execute(counts).scalar_one()
