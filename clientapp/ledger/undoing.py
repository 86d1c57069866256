"""One step of an undo: the changes of an operation in a span of ids, undone set by set.

Whole rows go back with one statement for each table; only rows that were edited since are looked
at one by one.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session

from clientapp.ledger import recording
from clientapp.ledger.dialect import dialect_of, holds, json_has, json_keys, json_value, same
from clientapp.ledger.recording import touch
from clientapp.models import Action, Operation
from clientapp.record import Part, registry

EDITED = "edited since"
PURGED = "purged"
NEEDED = "still needed"

LISTED = 1_000
"""Records that a report lists one by one; the counts are always complete."""


class Undoing:
    """One step: the changes of the original operation with ids from `first` to `last`."""

    def __init__(self, session: Session, undo: Operation, first: int, last: int) -> None:
        self.session = session
        self.undo = undo
        self.dialect = dialect_of(session)
        self.span = {"original": undo.undoes_id, "first": first, "last": last}
        self.kept: set[tuple[str, int, str]] = set()

    @staticmethod
    def _may_be_needed(row: Row[Any]) -> bool:
        return bool(registry.parts[row.record_kind].in_use)

    def run(self) -> None:
        """Undo the span, table by table, and add to the report."""
        pairs = self._rows(
            "SELECT record_kind, action, max(id) FROM change AS ch WHERE {span} "
            "GROUP BY record_kind, action ORDER BY 3 DESC"
        )
        # A span can hold several transactions of a large operation: what something may need goes
        # after all that may need it, whichever came last.
        pairs.sort(key=lambda row: row.action == Action.CREATE and self._may_be_needed(row))
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
        self._log(part, Action.UPDATE, match, f"({whole})", swap=True)
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
        self._log(part, action, match, "TRUE", swap=False)
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

    def _log(self, part: Part, action: Action, match: str, whole: str, *, swap: bool) -> None:
        """Write the undo's own changes for the rows that match."""
        about = registry.parts[part.about_kind].table.name
        documents = "ch.after, ch.before" if swap else "NULL, NULL"
        source = (
            f"FROM change AS ch JOIN {part.table.name} AS t ON t.id = ch.record_id "
            f"WHERE {match} AND {whole}"
        )
        touched = self._rows(f"SELECT DISTINCT ch.about_id {source}")
        self._run(
            f"INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
            f"version, action, before, after) "
            f"SELECT :undo, ch.record_kind, ch.record_id, ch.about_kind, ch.about_id, "
            f"(SELECT r.version + 1 FROM {about} AS r WHERE r.id = ch.about_id), "
            f"'{action}', {documents} {source} ORDER BY ch.id",
            undo=self.undo.id,
        )
        touch(self.session, self.undo, part.about_kind, (row.about_id for row in touched))

    def _rows(self, statement: str, **values: Any) -> list[Row[Any]]:
        return list(
            self.session.connection().execute(self._sql(statement), self.span | values).all()
        )

    def _run(self, statement: str, **values: Any) -> None:
        self.session.connection().execute(self._sql(statement), self.span | values)

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
