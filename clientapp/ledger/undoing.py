"""One step of an undo: the changes of an operation in a span of ids, undone set by set.

Whole rows go back with one statement for each table; only rows that were edited since are looked
at one by one.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session

from clientapp.ledger import recording
from clientapp.ledger.dialect import (
    TRASHED,
    dialect_of,
    holds,
    json_has,
    json_keys,
    json_value,
    same,
)
from clientapp.ledger.putting import add_to_report, document, rivals
from clientapp.ledger.recording import from_json, stamp, stamps, touch
from clientapp.ledger.setting import lock_rows, move_rows, taken
from clientapp.models import Action, Operation
from clientapp.record import Part, registry

EDITED = "edited since"
PURGED = "purged"
NEEDED = "still needed"


class Undoing:
    """One step: the changes of the original operation with ids from `first` to `last`."""

    def __init__(self, session: Session, undo: Operation, first: int, last: int) -> None:
        self.session = session
        self.undo = undo
        self.dialect = dialect_of(session)
        self.span = {"original": undo.undoes_id, "first": first, "last": last}
        self.alive = ""
        self.at_once: set[str] = set()
        self.kept: set[tuple[str, int, str]] = set()
        self.stale: dict[str, set[int]] = {}
        self.moved: dict[str, set[int]] = {}

    def run(self) -> None:
        """Undo the span, table by table, refresh what derives from it, and add to the report."""
        self._leave_purged()
        pairs = self._rows(
            "SELECT record_kind, action, max(id) FROM change AS ch WHERE {span} "
            "GROUP BY record_kind, action ORDER BY 3 DESC"
        )
        # A span can hold several transactions of a large operation: what something may need goes
        # after all that may need it, whichever came last.
        pairs.sort(key=lambda row: row.action == Action.CREATE and self._may_be_needed(row))
        self._find_alone(pairs)
        for kind, action in ((row.record_kind, row.action) for row in pairs):
            part = registry.parts[kind]
            if action == Action.UPDATE:
                self._put_back(part)
            elif action == Action.CREATE:
                self._trash_created(part)
            elif action in (Action.TRASH, Action.RESTORE):
                self._turn_back(part, Action(action))
        self._refresh()
        add_to_report(self.undo, self.kept)

    @staticmethod
    def _may_be_needed(row: Row[Any]) -> bool:
        return bool(registry.parts[row.record_kind].in_use)

    def _leave_purged(self) -> None:
        """Leave alone whatever is about a record that is gone; lock the others in rising order."""
        abouts = self._rows("SELECT DISTINCT about_kind FROM change AS ch WHERE {span}")
        for kind in (row.about_kind for row in abouts):
            part = registry.parts[kind]
            rows = self._rows(
                f"SELECT DISTINCT ch.about_id, r.id FROM change AS ch LEFT JOIN {part.table.name} "
                f"AS r ON r.id = ch.about_id WHERE {{span}} AND ch.about_kind = '{kind}'"
            )
            lock_rows(self.session, part.model, [row.id for row in rows if row.id is not None])
            gone = [row.about_id for row in rows if row.id is None]
            if gone:
                self.kept |= {(kind, about_id, PURGED) for about_id in gone}
                listed = ", ".join(map(str, gone))
                self.alive += f" AND NOT (ch.about_kind = '{kind}' AND ch.about_id IN ({listed}))"

    def _find_alone(self, pairs: Iterable[Row[Any]]) -> None:
        """Find the records of which nothing but their own row is written here, and that once: its
        version can rise in the same statement."""
        abouts = [registry.parts[row.record_kind] for row in pairs]
        kinds = [part.about_kind for part in abouts]
        self.at_once = {
            part.kind for part in abouts if part.is_record and kinds.count(part.kind) == 1
        }

    def _refresh(self) -> None:
        """Compute anew what derives from values that changed; a record that only moved into Trash
        or out of it needs no more than its search document."""
        for kind, record in registry.records.items():
            stale = self.stale.get(kind, set())
            record.refresh(self.session, stale)
            record.reindex(self.session, self.moved.get(kind, set()) - stale)

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
        blocked = rivals(self.dialect, part, names)
        whole = f"{holds(self.dialect, 'ch.after', columns)} AND NOT ({blocked})"
        changed = self._rows(
            f"SELECT t.id, ch.about_id, ch.before, ch.after FROM change AS ch "
            f"JOIN {part.table.name} AS t ON t.id = ch.record_id "
            f"WHERE {match} AND NOT ({whole})"
        )
        stale = bool(names & part.derives)
        self._log(part, Action.UPDATE, match, f"({whole})", swap=True, stale=stale)
        settings = [
            f"{c.name} = CASE WHEN {json_has(self.dialect, 'ch.before', c)} "
            f"THEN {json_value(self.dialect, 'ch.before', c)} ELSE t.{c.name} END"
            for c in columns
        ]
        at_once = part.kind in self.at_once
        if at_once or not part.is_record:
            settings += stamps(part)
        self._run(
            f"UPDATE {part.table.name} AS t SET {', '.join(settings)} FROM change AS ch "
            f"WHERE {match} AND ({whole})",
            **(stamp(self.session, self.undo, part) if at_once else {}),
        )
        for row in changed:
            self._put_back_fields(part, row, names)
            if stale:
                self.stale.setdefault(part.about_kind, set()).add(row.about_id)

    def _put_back_fields(self, part: Part, row: Row[Any], names: set[str]) -> None:
        table = part.table.name
        before, after = document(row.before), document(row.after)
        columns = {c.name: c for c in part.columns if c.name in after}
        tests = ", ".join(
            f"{same(f't.{c.name}', json_value(self.dialect, 'ch.after', c))} AS {c.name}"
            for c in columns.values()
        )
        still = self._rows(
            f"SELECT {tests}, ({rivals(self.dialect, part, names)}) AS is_taken_ "
            f"FROM change AS ch JOIN {table} AS t ON t.id = ch.record_id "
            f"WHERE {{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update' "
            f"AND t.id = :row",
            row=row.id,
        )[0]
        back = {name for name in columns if getattr(still, name)}
        if still.is_taken_:
            for unique in part.unique:
                if back & {*unique.columns}:
                    self.kept.add((part.about_kind, row.about_id, unique.reason))
                back -= {*unique.columns}
        if any(not getattr(still, name) for name in columns):
            self.kept.add((part.about_kind, row.about_id, EDITED))
        if back:
            values = {name: from_json(columns[name], before[name]) for name in sorted(back)}
            recording.update_row(self.session, self.undo, part.model, row.id, values)

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
        was = TRASHED if action == Action.TRASH else "t.trashed_at IS NULL"
        base = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = '{action}' "
            f"AND t.id = ch.record_id"
        )
        untouched = "t.version = ch.version" if part.is_record else "TRUE"
        self._keep(part, f"{base} AND NOT ({was} AND {untouched})", EDITED)
        back = Action.RESTORE if action == Action.TRASH else Action.TRASH
        self._flip(part, f"{base} AND {was} AND {untouched}", back)

    def _flip(self, part: Part, match: str, action: Action) -> None:
        rows = self._matching(part, "t.id, ch.about_id", match)
        if action == Action.RESTORE:
            reasons = taken(self.session, part, [row.id for row in rows])
            if reasons:
                self.kept |= {
                    (part.about_kind, row.about_id, reasons[row.id])
                    for row in rows
                    if row.id in reasons
                }
                rows = [row for row in rows if row.id not in reasons]
                match += f" AND t.id NOT IN ({', '.join(map(str, reasons))})"
        if not rows:
            return
        noted = self.moved if part.is_record else self.stale
        noted.setdefault(part.about_kind, set()).update(row.about_id for row in rows)
        self._log(part, action, match, "TRUE", swap=False)
        at_once, ids = part.kind in self.at_once, [row.id for row in rows]
        move_rows(self.session, self.undo, part, ids, action, stamped=at_once)

    # the report and the ledger

    def _keep(self, part: Part, match: str, reason: str) -> None:
        rows = self._matching(part, "ch.about_id", match)
        self.kept |= {(part.about_kind, row.about_id, reason) for row in rows}

    def _matching(self, part: Part, columns: str, match: str) -> list[Row[Any]]:
        return self._rows(
            f"SELECT {columns} FROM change AS ch CROSS JOIN {part.table.name} AS t WHERE {match}"
        )

    def _log(
        self,
        part: Part,
        action: Action,
        match: str,
        whole: str,
        *,
        swap: bool,
        stale: bool = False,
    ) -> None:
        """Write the undo's own changes for the rows that match."""
        about = registry.parts[part.about_kind].table.name
        documents = "ch.after, ch.before" if swap else "NULL, NULL"
        source = f"FROM change AS ch CROSS JOIN {part.table.name} AS t WHERE {match} AND {whole}"
        at_once = part.kind in self.at_once
        version = (
            "t.version"
            if at_once
            else f"(SELECT r.version FROM {about} AS r WHERE r.id = ch.about_id)"
        )
        if stale or not at_once:
            rows = self._rows(f"SELECT DISTINCT ch.about_id {source}")
            ids = {row.about_id for row in rows}
            if stale:
                self.stale.setdefault(part.about_kind, set()).update(ids)
            if not at_once:
                touch(self.session, self.undo, part.about_kind, ids)
        self._run(
            f"INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
            f"version, action, before, after) "
            f"SELECT :undo, ch.record_kind, ch.record_id, ch.about_kind, ch.about_id, "
            f"{version} + 1, '{action}', {documents} {source} ORDER BY ch.id",
            undo=self.undo.id,
        )

    def _rows(self, statement: str, **values: Any) -> list[Row[Any]]:
        return list(
            self.session.connection().execute(self._sql(statement), self.span | values).all()
        )

    def _run(self, statement: str, **values: Any) -> None:
        self.session.connection().execute(self._sql(statement), self.span | values)

    def _sql(self, statement: str) -> Any:
        # The sum keeps databases from the index over operations, of which all would be read.
        span = f"ch.operation_id + 0 = :original AND ch.id BETWEEN :first AND :last{self.alive}"
        return text(statement.replace("{span}", span))
