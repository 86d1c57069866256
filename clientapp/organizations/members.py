"""The customers and properties of an organization: added, moved to another one, and removed.

Each belongs to one organization at most. Whoever has it is asked anew while the rows are locked, so
that of two who add the same one exactly one does.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.addresses.belonging import belongs_elsewhere
from clientapp.bulk.kind import BulkKind
from clientapp.bulk.report import HAD_IT, Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.editing.picking import Offered, shown
from clientapp.importing.recognised import name_key
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import update_rows
from clientapp.listing.request import EMPTY, SIZES, Condition, ListRequest
from clientapp.listing.statement import page
from clientapp.models import Operation, Organization
from clientapp.problem import Problem

COLUMN = "organization_id"
AT_ANOTHER = "belong to another organization"
LEFT_IT = "not in it any more"
MOST = 8

Owners = dict[int, tuple[int, str] | None]
"""The live organization that records belong to, its id and name, by the records' ids."""

Pick = Callable[[Owners, Tally], list[int]]
"""Those of the records that are written; the others are counted."""


def owners(session: Session, of: BulkKind, ids: list[int]) -> Owners:
    """To which live organization records belong; None of one in Trash (decision 18)."""
    table: Any = of.listed.table
    live = (col(Organization.id) == table.c[COLUMN]) & col(Organization.trashed_at).is_(None)
    columns: list[Any] = [table.c["id"], col(Organization.id), col(Organization.name)]
    named = select(*columns).select_from(table).outerjoin(Organization, live)
    rows = session.connection().execute(named.where(among(dialect_of(session), of.listed.id, ids)))
    return {row[0]: (row[1], row[2]) if row[1] else None for row in rows}


def add_members(
    transaction: Transaction,
    actor: Actor,
    of: BulkKind,
    selection: Selection,
    expected: int,
    organization_id: int,
    progress: Progress | None = None,
) -> Report:
    """Add customers or properties to an organization; those of another one stay there.

    Args:
        expected: how many were confirmed.

    Raises:
        Problem: if it is a single one and belongs to another, or the organization is in Trash.
        CountChanged: if the selection holds another number.
    """

    def pick(owned: Owners, tally: Tally) -> list[int]:
        free = [row_id for row_id, owner in owned.items() if owner is None]
        here = sum(owner is not None and owner[0] == organization_id for owner in owned.values())
        tally.left(HAD_IT, here)
        tally.left(AT_ANOTHER, len(owned) - len(free) - here)
        return free

    def plan(session: Session) -> Work:
        if selection.request is None and len(selection.ids) == 1:
            _refuse_other(session, of, selection.ids[0], organization_id)
        title = _live_title(session, organization_id)
        words = f"added to {title}"
        return _work(of, selection, expected, organization_id, words, pick)

    return run(transaction, actor, plan, progress)


def move_members(
    transaction: Transaction,
    actor: Actor,
    of: BulkKind,
    selection: Selection,
    expected: int,
    organization_id: int,
    to_id: int | None,
    progress: Progress | None = None,
) -> Report:
    """Move customers or properties of an organization to another one, or out of it (None). As
    `add_members`; those that are not in it any more are left."""

    def pick(owned: Owners, tally: Tally) -> list[int]:
        there = [row_id for row_id, owner in owned.items() if owner and owner[0] == organization_id]
        tally.left(LEFT_IT, len(owned) - len(there))
        return there

    def plan(session: Session) -> Work:
        if to_id is None:
            words = f"removed from {_title(session, organization_id)}"
        else:
            words = f"moved to {_live_title(session, to_id)}"
        return _work(of, selection, expected, to_id, words, pick)

    return run(transaction, actor, plan, progress)


def _work(
    of: BulkKind,
    selection: Selection,
    expected: int,
    to_id: int | None,
    words: str,
    pick: Pick,
) -> Work:
    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        written = pick(owners(session, of, ids), tally)
        update_rows(session, operation, of.model, written, {COLUMN: to_id})
        tally.done(words, len(written))

    chosen = Chosen(selection, of.listed)
    return Work("edit", of.listed.kind, lambda whom: f"{whom} {words}", chosen, write, expected)


def _refuse_other(session: Session, of: BulkKind, row_id: int, organization_id: int) -> None:
    owner = owners(session, of, [row_id]).get(row_id)
    if owner is not None and owner[0] != organization_id:
        raise Problem(_sentence(of, of.record.titles(session, [row_id])[row_id], owner[1]))


def _sentence(of: BulkKind, title: str, organization: str) -> str:
    if of.listed.kind == "property":
        return belongs_elsewhere(title, organization)
    return f"{title} belongs to {organization}. Move it from there."


def _live_title(session: Session, organization_id: int) -> str:
    found = session.get(Organization, organization_id)
    if found is None or found.trashed_at is not None:
        raise Problem("This organization is in Trash, or gone: restore it first.")
    return found.name


def _title(session: Session, organization_id: int) -> str:
    found = session.get(Organization, organization_id)
    return found.name if found else "an organization"


class Candidates(NamedTuple):
    """Who can be added, and why those that are called exactly so cannot."""

    found: list[Offered]
    reasons: list[str]


def candidates(session: Session, of: BulkKind, text: str) -> Candidates:
    """The customers or properties without an organization that a text finds."""
    listed = of.listed
    if not (key := name_key(text.strip())):
        return Candidates([], [])
    without = ListRequest(
        search=text, size=SIZES[0], filters=(Condition("organization", (EMPTY,)),)
    )
    called_so = listed.ids().where(listed.name_key == key, listed.table.c[COLUMN].is_not(None))
    taken = list(session.connection().execute(called_so.limit(MOST)).scalars())
    titles = of.record.titles(session, taken)
    reasons = [
        _sentence(of, titles[row_id], owner[1])
        for row_id, owner in owners(session, of, taken).items()
        if owner
    ]
    return Candidates(shown(session, of.record, page(session, listed, without)[:MOST]), reasons)
