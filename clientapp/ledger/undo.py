"""Undo of any operation, field by field and set by set.

A value goes back where the row still holds what the operation wrote. What the operation created
goes to Trash if nobody touched it since and nothing live needs it. The rest is kept and reported
by reason. Changes are undone newest first, so that what needs something goes before it.

An undo is an operation itself: it can be undone, and a large one runs in several transactions
(`begin_undo`, then `undo_step` until it returns False).
"""

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session

from clientapp.ledger import recording
from clientapp.ledger.dialect import dialect_of, holds, json_has, json_keys, json_value, same
from clientapp.ledger.recording import Actor, begin, settle, touch
from clientapp.models import Action, Operation, OperationStatus
from clientapp.record import Part, registry

STEP = 5_000
"""Changes undone in one transaction."""

LISTED = 1_000
"""Rows that a report lists one by one; the counts are always complete."""

EDITED = "edited since"
PURGED = "purged"
NEEDED = "still needed"


class CannotUndo(ValueError):
    """The operation cannot be undone; the text says why."""


@dataclass(frozen=True)
class UndoReport:
    """What an undo did.

    Attributes:
        operation_id: of the undo itself.
        restored: rows put back.
        reasons: records left as they are in whole or in part, counted by reason.
        kept: (record kind, record id, reason) of the first thousand records concerned.
    """

    operation_id: int
    restored: int
    reasons: dict[str, int]
    kept: list[tuple[str, int, str]]


def begin_undo(session: Session, actor: Actor, operation_id: int) -> Operation:
    """Open the undo of an operation.

    Raises:
        CannotUndo: if it does not exist, still runs, or has been undone.
    """
    original = session.get(Operation, operation_id, with_for_update=True)
    if original is None:
        raise CannotUndo(f"There is no operation {operation_id}.")
    if original.undone_by_id is not None:
        raise CannotUndo(
            f"Operation {operation_id} was undone by operation {original.undone_by_id}."
        )
    if original.status == OperationStatus.RUNNING:
        raise CannotUndo(f"Operation {operation_id} is still running.")
    undo = begin(
        session,
        actor,
        "undo",
        f"Undo of {original.label[:1].lower()}{original.label[1:]}",
        record_kind=original.record_kind,
        restored=0,
        reasons={},
        kept=[],
    )
    undo.undoes_id = operation_id
    original.undone_by_id = undo.id
    session.flush()
    return undo


def undo_step(session: Session, undo_id: int) -> bool:
    """Undo the next few thousand changes.

    Returns:
        Whether more are left.
    """
    undo = session.get_one(Operation, undo_id)
    window = (
        session.connection()
        .execute(
            text(
                "SELECT min(id), max(id), count(*) FROM (SELECT id FROM change "
                "WHERE operation_id = :o AND (:cursor = 0 OR id < :cursor) "
                "ORDER BY id DESC LIMIT :step) AS w"
            ),
            {"o": undo.undoes_id, "cursor": undo.cursor, "step": STEP},
        )
        .one()
    )
    first, last, count = window
    if count:
        _Undoing(session, undo, first, last).run()
        undo.cursor = first
    for kind, ids in settle(session, undo).items():
        if kind in registry.records:
            registry.records[kind].refresh(session, ids)
    if count < STEP:
        recording.finish(session, undo)
        if not undo.details["restored"]:
            session.get_one(Operation, undo.undoes_id).undone_by_id = None
    session.flush()
    return count == STEP


def undo_report(session: Session, undo_id: int) -> UndoReport:
    """The report of an undo, as far as it has come."""
    undo = session.get_one(Operation, undo_id)
    kept = [(str(kind), int(row), str(why)) for kind, row, why in undo.details["kept"]]
    return UndoReport(undo_id, undo.details["restored"], dict(undo.details["reasons"]), kept)


def undo_all(
    transaction: Callable[[], AbstractContextManager[Session]], actor: Actor, operation_id: int
) -> UndoReport:
    """Undo a whole operation, in as many transactions as it takes, each opened by the caller's
    `transaction`.

    Raises:
        CannotUndo: if there is nothing to undo.
    """
    with transaction() as session:
        undo_id = begin_undo(session, actor, operation_id).id or 0
    while True:
        with transaction() as session:
            if not undo_step(session, undo_id):
                return undo_report(session, undo_id)


class _Undoing:
    """One step: the changes of the original operation with ids from `first` to `last`."""

    def __init__(self, session: Session, undo: Operation, first: int, last: int) -> None:
        self.session = session
        self.undo = undo
        self.dialect = dialect_of(session)
        self.span = {"original": undo.undoes_id, "first": first, "last": last}
        self.restored = 0
        self.kept: set[tuple[str, int, str]] = set()

    def run(self) -> None:
        """Undo the span, table by table, and add to the report."""
        pairs = self._rows(
            "SELECT record_kind, action, max(id) FROM change AS ch WHERE {span} "
            "GROUP BY record_kind, action ORDER BY 3 DESC"
        )
        for kind, action in ((row.record_kind, row.action) for row in pairs):
            part = registry.parts[kind]
            if action == Action.UPDATE:
                self._put_back(part)
            elif action == Action.CREATE:
                self._trash_created(part)
            elif action in (Action.TRASH, Action.RESTORE):
                self._turn_back(part, Action(action))
            else:
                rows = self._rows(
                    f"SELECT about_id FROM change AS ch WHERE {{span}} "
                    f"AND record_kind = '{kind}' AND action = '{action}'"
                )
                self.kept |= {(part.about_kind, row.about_id, PURGED) for row in rows}
        details = dict(self.undo.details)
        details["restored"] += self.restored
        details["reasons"] = dict(details["reasons"])
        for _kind, _row, reason in self.kept:
            details["reasons"][reason] = details["reasons"].get(reason, 0) + 1
        details["kept"] = [*details["kept"], *map(list, sorted(self.kept))][:LISTED]
        self.undo.details = details

    # what an update wrote

    def _put_back(self, part: Part) -> None:
        """Put whole rows back with one statement; rows changed since, field by field."""
        keys = self._rows(
            f"SELECT DISTINCT k.key FROM change AS ch, {json_keys(self.dialect, 'ch.after')} "
            f"WHERE {{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update'"
        )
        names = {row.key for row in keys}
        columns = [column for column in part.columns if column.name in names]
        match = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update' "
            f"AND t.id = ch.record_id"
        )
        whole = holds(self.dialect, "ch.after", columns)
        changed = self._rows(
            f"SELECT t.id, ch.about_id, ch.before, ch.after FROM change AS ch "
            f"JOIN {part.table.name} AS t ON t.id = ch.record_id "
            f"WHERE {match} AND NOT ({whole})"
        )
        self._note_missing(part, Action.UPDATE)
        written = self._log(part, Action.UPDATE, match, f"({whole})", swap=True)
        settings = ", ".join(
            f"{c.name} = CASE WHEN {json_has(self.dialect, 'ch.before', c)} "
            f"THEN {json_value(self.dialect, 'ch.before', c)} ELSE t.{c.name} END"
            for c in columns
        )
        raised = "" if part.is_record else ", version = t.version + 1"
        self._run(
            f"UPDATE {part.table.name} AS t SET {settings}{raised} FROM change AS ch "
            f"WHERE {match} AND ({whole})"
        )
        self.restored += written
        for row in changed:
            self._put_back_fields(part, row)

    def _put_back_fields(self, part: Part, row: Row[Any]) -> None:
        table = part.table.name
        before, after = _document(row.before), _document(row.after)
        columns = {c.name: c for c in part.columns if c.name in after}
        tests = ", ".join(
            f"{same(f't.{c.name}', json_value(self.dialect, 'ch.after', c))} AS {c.name}"
            for c in columns.values()
        )
        still = self._rows(
            f"SELECT {tests} FROM change AS ch JOIN {table} AS t ON t.id = ch.record_id "
            f"WHERE {{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update' "
            f"AND t.id = :row",
            row=row.id,
        )[0]
        back = [name for name in columns if getattr(still, name)]
        if back:
            values = {name: _read(part, name, before[name]) for name in back}
            recording.update_row(self.session, self.undo, part.model, row.id, values)
        self.kept.add((part.about_kind, row.about_id, EDITED))

    # what an operation created, trashed or restored

    def _trash_created(self, part: Part) -> None:
        """Trash new rows nobody touched. Parts of a new record follow it by themselves."""
        record = registry.parts[part.about_kind]
        untouched = "t.version = ch.version" if part.is_record else "t.version = 1"
        follows = (
            "FALSE"
            if part.is_record or part.in_use
            else "EXISTS (SELECT 1 FROM change AS made WHERE made.operation_id = ch.operation_id "
            f"AND made.record_kind = '{record.kind}' AND made.record_id = ch.about_id "
            "AND made.action = 'create')"
        )
        match = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'create' "
            f"AND t.id = ch.record_id AND t.trashed_at IS NULL AND NOT {follows}"
        )
        free = f"NOT ({part.in_use})" if part.in_use else "TRUE"
        self._keep(part, f"{match} AND NOT ({untouched})", EDITED)
        if part.reported and part.in_use:
            self._keep(part, f"{match} AND ({untouched}) AND NOT ({free})", NEEDED)
        self._flip(part, f"{match} AND ({untouched}) AND ({free})", Action.TRASH)

    def _turn_back(self, part: Part, action: Action) -> None:
        """Take out of Trash what was put there, or the other way round."""
        was = "IS NOT NULL" if action == Action.TRASH else "IS NULL"
        base = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = '{action}' "
            f"AND t.id = ch.record_id"
        )
        untouched = "t.version = ch.version" if part.is_record else "TRUE"
        self._keep(part, f"{base} AND NOT (t.trashed_at {was} AND {untouched})", EDITED)
        back = Action.RESTORE if action == Action.TRASH else Action.TRASH
        self._note_missing(part, action)
        self._flip(part, f"{base} AND t.trashed_at {was} AND {untouched}", back)

    def _flip(self, part: Part, match: str, action: Action) -> None:
        moment = recording.now() if action == Action.TRASH else None
        ids = [row.id for row in self._matching(part, "t.id", match)]
        self.restored += self._log(part, action, match, "TRUE", swap=False)
        raised = "" if part.is_record else ", version = version + 1"
        for some in _batches(ids):
            listed = ", ".join(map(str, some))
            self._run(
                f"UPDATE {part.table.name} SET trashed_at = :moment{raised} WHERE id IN ({listed})",
                moment=_stored(self.dialect.name, moment),
            )

    # the report and the ledger

    def _note_missing(self, part: Part, action: Action) -> None:
        rows = self._rows(
            f"SELECT ch.about_id FROM change AS ch WHERE {{span}} "
            f"AND ch.record_kind = '{part.kind}' AND ch.action = '{action}' AND NOT EXISTS "
            f"(SELECT 1 FROM {part.table.name} AS t WHERE t.id = ch.record_id)"
        )
        self.kept |= {(part.about_kind, row.about_id, PURGED) for row in rows}

    def _keep(self, part: Part, match: str, reason: str) -> None:
        rows = self._matching(part, "ch.about_id", match)
        self.kept |= {(part.about_kind, row.about_id, reason) for row in rows}

    def _matching(self, part: Part, columns: str, match: str) -> list[Row[Any]]:
        return self._rows(
            f"SELECT {columns} FROM change AS ch JOIN {part.table.name} AS t "
            f"ON t.id = ch.record_id WHERE {match}"
        )

    def _log(self, part: Part, action: Action, match: str, whole: str, *, swap: bool) -> int:
        """Write the undo's own changes for the rows that match; returns how many."""
        about = registry.parts[part.about_kind].table.name
        documents = "ch.after, ch.before" if swap else "NULL, NULL"
        source = (
            f"FROM change AS ch JOIN {part.table.name} AS t ON t.id = ch.record_id "
            f"WHERE {match} AND {whole}"
        )
        touched = self._rows(f"SELECT DISTINCT ch.about_id {source}")
        done = self._run(
            f"INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
            f"version, action, before, after) "
            f"SELECT :undo, ch.record_kind, ch.record_id, ch.about_kind, ch.about_id, "
            f"(SELECT r.version + 1 FROM {about} AS r WHERE r.id = ch.about_id), "
            f"'{action}', {documents} {source} ORDER BY ch.id",
            undo=self.undo.id,
        )
        touch(self.session, self.undo, part.about_kind, (row.about_id for row in touched))
        return done

    def _rows(self, statement: str, **values: Any) -> list[Row[Any]]:
        return list(
            self.session.connection().execute(self._sql(statement), self.span | values).all()
        )

    def _run(self, statement: str, **values: Any) -> int:
        result = self.session.connection().execute(self._sql(statement), self.span | values)
        return int(result.rowcount)  # type: ignore[attr-defined]

    def _sql(self, statement: str) -> Any:
        span = "ch.operation_id = :original AND ch.id BETWEEN :first AND :last"
        return text(statement.replace("{span}", span))


def _document(stored: Any) -> dict[str, Any]:
    """A JSON document as Python has it: SQLite gives its text."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _batches(ids: list[int], size: int = 5_000) -> Iterable[Collection[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _stored(dialect: str, moment: datetime | None) -> Any:
    """A moment as the database stores it: SQLite keeps UTC as text."""
    if moment is None or dialect != "sqlite":
        return moment
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def _read(part: Part, name: str, value: Any) -> Any:
    """A value of the ledger in the type of its column."""
    column = part.table.c[name]
    python = column.type.python_type
    if value is None or isinstance(value, python):
        return value
    if hasattr(python, "fromisoformat"):
        return python.fromisoformat(value)
    return python(value)
