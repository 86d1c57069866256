"""Saying of two records that they are not the same.

It is remembered whatever later scans find, and taken back by undoing it. One pair is one row for
ever: the undo moves it to Trash, and dismissing the pair again restores it.
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from clientapp import routes
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, finish, insert_rows
from clientapp.ledger.setting import lock_rows, restore_rows
from clientapp.models import DuplicateDismissal
from clientapp.problem import Problem
from clientapp.record import Part, Record, registry

KIND = "duplicate_dismissal"


def dismiss(session: Session, actor: Actor, kind: str, first_id: int, second_id: int) -> int | None:
    """Say that two records are not the same.

    Args:
        kind: of the records, such as "customer".

    Returns:
        The operation; None if somebody had said so.

    Raises:
        Problem: if there are no two such records outside Trash.
    """
    pair = _hold(session, kind, first_id, second_id)
    known = _stored(session, kind, pair)
    if known and known.trashed_at is None:
        return None
    label = f"{_names(session, kind, pair)} are not the same"
    operation = begin(session, actor, "dismiss", label, record_kind=KIND)
    if known:
        restore_rows(session, operation, DuplicateDismissal, [known.id or 0])
    else:
        (key,) = reserve_ids(session, DuplicateDismissal, 1)
        row = {"id": key, "record_kind": kind, "first_id": pair[0], "second_id": pair[1]}
        insert_rows(session, operation, {DuplicateDismissal: [row]})
    return finish(session, operation).id


def _hold(session: Session, kind: str, first_id: int, second_id: int) -> tuple[int, int]:
    """Lock both records, the lower id first; their ids in that order."""
    table = registry.parts[kind].table
    first, second = sorted((first_id, second_id))
    lock_rows(session, registry.parts[kind].model, [first, second])
    live = select(table.c.id).where(table.c.id.in_([first, second]), table.c.trashed_at.is_(None))
    if len(session.connection().execute(live).all()) < 2:
        one = registry.records[kind].label
        raise Problem(f"One of the two is in Trash, or gone: there is no such {one} any more.")
    return first, second


def _stored(session: Session, kind: str, pair: tuple[int, int]) -> DuplicateDismissal | None:
    found = select(DuplicateDismissal).where(
        DuplicateDismissal.record_kind == kind,
        DuplicateDismissal.first_id == pair[0],
        DuplicateDismissal.second_id == pair[1],
    )
    return session.exec(found).first()


def _names(session: Session, kind: str, pair: tuple[int, int]) -> str:
    titles = registry.records[kind].titles(session, pair)
    return " and ".join(titles[each] for each in pair)


def _titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The names of both."""
    found = session.exec(select(DuplicateDismissal).where(col(DuplicateDismissal.id).in_(ids)))
    rows = {row.id or 0: row for row in found}
    named: dict[str, dict[int, str]] = {}
    for kind in {row.record_kind for row in rows.values()}:
        members = {
            each
            for row in rows.values()
            if row.record_kind == kind
            for each in (row.first_id, row.second_id)
        }
        named[kind] = registry.records[kind].titles(session, members)
    return {
        row_id: " and ".join(
            named[row.record_kind].get(each, "somebody who is gone")
            for each in (row.first_id, row.second_id)
        )
        for row_id, row in rows.items()
    }


def _url(_dismissal_id: int) -> str:
    return routes.DUPLICATES


DISMISSAL = Record(
    kind=KIND,
    label="dismissed pair",
    plural="dismissed pairs",
    fields=(),
    parts=(Part(KIND, DuplicateDismissal, about_kind=KIND),),
    titles=_titles,
    url=_url,
    in_trash=False,
)
