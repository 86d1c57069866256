"""Moving many records to Trash: what that would do, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session

from clientapp.bulk.kind import ACTIONS, Action, BulkKind, Goes
from clientapp.bulk.report import Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import trash_rows, update_rows
from clientapp.models import Operation, Status
from clientapp.searching import index


@dataclass(frozen=True)
class DeletePreview:
    """What a delete would do.

    Attributes:
        count: records of the selection.
        names: of the first three, by name.
        goes: what goes with them, and what stays.
        groups: the keys of those that there are, with their numbers; together the selection.
    """

    count: int
    names: tuple[str, ...]
    goes: Goes
    groups: tuple[tuple[str, int], ...]


def delete_preview(session: Session, kind: BulkKind, selection: Selection) -> DeletePreview:
    """Look at what a delete of the selection would do."""
    listed = kind.listed
    chosen = selection.select(session, listed)
    connection, group = session.connection(), _group(kind)
    counts: dict[str, int] = dict(
        connection.execute(chosen.with_only_columns(group, func.count()).group_by(group)).all()  # pyright: ignore
    )
    first = chosen.order_by(listed.name_key, listed.id).limit(3)
    ids = connection.execute(first).scalars().all()
    titles = kind.record.titles(session, ids)
    return DeletePreview(
        count=sum(counts.values()),
        names=tuple(titles[row_id] for row_id in ids),
        goes=kind.goes(session, chosen),
        groups=tuple((key, counts[key]) for key in kind.groups if key in counts),
    )


def trash(
    transaction: Transaction,
    actor: Actor,
    kind: BulkKind,
    selection: Selection,
    expected: int,
    actions: Mapping[str, Action] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Move records to Trash, deactivate or skip them, by the group that each is in then.

    Args:
        expected: how many were confirmed.
        actions: what is done to a group; to one that is not named, or to which that cannot be
            done, what is usual for it.

    Raises:
        CountChanged: if the selection holds another number.
    """

    def plan(_session: Session) -> Work:
        chosen = Chosen(selection, kind.listed)
        write = partial(_write, kind, actions or {})
        return Work("delete", kind.listed.kind, "Delete of {}".format, chosen, write, expected)

    return run(transaction, actor, plan, progress)


def _write(
    kind: BulkKind,
    actions: Mapping[str, Action],
    session: Session,
    operation: Operation,
    ids: list[int],
    tally: Tally,
) -> None:
    chosen: dict[Action, list[int]] = {"delete": [], "deactivate": []}
    for key, members in _groups(session, kind, ids).items():
        offered = kind.actions_of(key)
        action = actions.get(key, offered[0])
        action = action if action in offered else offered[0]
        chosen.setdefault(action, []).extend(members)
        if action == "skip":
            tally.left(kind.groups[key].left, len(members))
    trashed = trash_rows(session, operation, kind.model, chosen["delete"])
    index.remove(session, kind.listed.index, trashed)
    tally.done("moved to Trash", len(trashed))
    if inactive := chosen["deactivate"]:
        values = {"status": Status.INACTIVE.value}
        changed = update_rows(session, operation, kind.model, inactive, values)
        tally.done("deactivated", len(changed))
        tally.left("inactive already", len(inactive) - len(changed))


def _group(kind: BulkKind) -> ColumnElement[str]:
    """The group of a record, as SQL: one of which not everything may be done, else the last."""
    usual, *others = kind.groups.values()
    first = [each for each in others if each.actions != ACTIONS]
    tests = [(each.holds(), each.key) for each in (*first, *reversed(others)) if each.holds]
    return case(*tests, else_=usual.key)


def _groups(session: Session, kind: BulkKind, ids: list[int]) -> dict[str, list[int]]:
    """The ids of live records by their group."""
    held = Selection(ids=tuple(ids)).select(session, kind.listed)
    groups: dict[str, list[int]] = {}
    for row_id, key in session.connection().execute(held.add_columns(_group(kind))):
        groups.setdefault(key, []).append(row_id)
    return groups
