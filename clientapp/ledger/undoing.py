"""One step of an undo: the changes of an operation in a span of ids, undone set by set.

Whole rows go back with one statement for each table; only rows that were edited since are looked
at one by one.
"""

from typing import Any

from sqlalchemy import Row

from clientapp.ledger import recording
from clientapp.ledger.about import when_undone
from clientapp.ledger.circles import mend_circles
from clientapp.ledger.dialect import (
    TRASHED,
    holds,
    json_has,
    json_keys,
    json_value,
    same,
)
from clientapp.ledger.moving import give_rows
from clientapp.ledger.putting import (
    AGAIN,
    LEFT_SO,
    MOVED_SINCE,
    add_to_report,
    document,
    homeless,
    lost,
    moves_tick,
    one_by_one,
    rival,
    rivals,
)
from clientapp.ledger.recording import from_json, stamp
from clientapp.ledger.rows import move_rows
from clientapp.ledger.setting import lock_rows, taken
from clientapp.ledger.sharing import sharers
from clientapp.ledger.step import MOVES, Step
from clientapp.ledger.versions import stamps
from clientapp.models import Action
from clientapp.record import Part, registry

EDITED = "edited since"
PURGED = "purged"
NEEDED = "still needed"


class Undoing(Step):
    """One step: the changes of the original operation with ids from `first` to `last`."""

    def run(self) -> None:
        """Undo the span, table by table, refresh what derives from it, and add to the report."""
        self._leave_purged()
        found = self.rows(
            "SELECT record_kind, action, about_kind, max(id), "
            "count(*) > count(DISTINCT record_id) AS several FROM change AS ch WHERE {span} "
            "GROUP BY record_kind, action, about_kind ORDER BY 4 DESC"
        )
        pairs = [*dict.fromkeys((row.record_kind, row.action) for row in found)]
        # A span can hold several transactions of a large operation: what something may need goes
        # after all that may need it, whichever came last.
        pairs.sort(key=lambda pair: when_undone(*pair))
        self.find_alone(found)
        self.find_repeated(found)
        self.in_parts = {row.about_kind for row in found if row.about_kind != row.record_kind}
        for kind, action in pairs:
            part = registry.parts[kind]
            if action == Action.UPDATE:
                self._put_back(part)
            elif action == Action.CREATE:
                self._trash_created(part)
            elif action in MOVES:
                self._turn_back(part, Action(action))
        self._refresh()
        add_to_report(self.undo, self.kept)

    def _leave_purged(self) -> None:
        """Leave alone whatever is about a record that is gone; lock the others in rising order."""
        abouts = self.rows("SELECT DISTINCT about_kind FROM change AS ch WHERE {span}")
        for kind in sorted(row.about_kind for row in abouts):
            part = registry.parts[kind]
            rows = self.rows(
                f"SELECT DISTINCT ch.about_id, r.id FROM change AS ch LEFT JOIN {part.table.name} "
                f"AS r ON r.id = ch.about_id WHERE {{span}} AND ch.about_kind = '{kind}'"
            )
            lock_rows(self.session, part.model, [row.id for row in rows if row.id is not None])
            gone = [row.about_id for row in rows if row.id is None]
            if gone:
                self.kept |= {(kind, about_id, PURGED) for about_id in gone}
                listed = ", ".join(map(str, gone))
                self.alive += f" AND NOT (ch.about_kind = '{kind}' AND ch.about_id IN ({listed}))"

    def _refresh(self) -> None:
        """Compute anew what derives from values that changed; a record that only moved into Trash
        or out of it needs no more than its search document."""
        for kind, record in registry.records.items():
            stale = self.stale.get(kind, set())
            moved = self.moved.get(kind, set()) - stale
            if stale:
                if kind in self.in_parts:
                    record.mend(self.session, self.undo, stale)
                left = mend_circles(self.session, self.undo, record, stale)
                self.kept |= {(kind, row_id, reason) for row_id, reason in left.items()}
                record.refresh(self.session, stale)
            if moved:
                record.reindex(self.session, moved)

    # what an update wrote

    def _put_back(self, part: Part) -> None:
        """Put whole rows back with one statement; rows changed since, field by field."""
        keys = self.rows(
            f"SELECT DISTINCT k.key FROM change AS ch, {json_keys(self.dialect, 'ch.after')} "
            f"WHERE {{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update'"
        )
        names = {row.key for row in keys}
        columns = [column for column in part.columns if column.name in names]
        match = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'update' "
            f"AND t.id = ch.record_id"
        )
        blocked = " OR ".join(
            [
                rivals(self.dialect, part, names),
                homeless(self.dialect, part, names),
                *(f"({sql})" for sql in lost(self.dialect, part, names).values()),
            ]
        )
        moving = moves_tick(self.dialect, part, names)
        if part.kind in self.again:
            moving += f" OR {AGAIN}"
        whole = f"{holds(self.dialect, 'ch.after', columns)} AND NOT ({blocked} OR {moving})"
        changed = self.rows(
            "SELECT t.id, ch.id AS change_id, ch.about_kind, ch.about_id, ch.before, ch.after "
            f"FROM change AS ch JOIN {part.table.name} AS t ON t.id = ch.record_id "
            f"WHERE {match} AND NOT ({whole}) ORDER BY ch.id DESC"
        )
        stale = bool(names & {*part.derives, *part.holders.values()})
        self.log(part, Action.UPDATE, match, f"({whole})", swap=True, stale=stale)
        settings = [
            f"{c.name} = CASE WHEN {json_has(self.dialect, 'ch.before', c)} "
            f"THEN {json_value(self.dialect, 'ch.before', c)} ELSE t.{c.name} END"
            for c in columns
        ]
        at_once = part.kind in self.at_once
        if at_once or not part.is_record:
            settings += stamps(part, self.undo)
        self.execute(
            f"UPDATE {part.table.name} AS t SET {', '.join(settings)} FROM change AS ch "
            f"WHERE {match} AND ({whole})",
            **(stamp(self.session, self.undo, part) if at_once else {}),
        )
        for rows in one_by_one(part, changed):
            abouts = {(row.about_kind, row.about_id) for row in rows}
            if self._put_back_fields(part, rows[0], abouts) and stale:
                for kind, about_id in abouts | self._sharers(part, rows[0].id):
                    self.stale.setdefault(kind, set()).add(about_id)

    def _sharers(self, part: Part, row_id: int) -> set[tuple[str, int]]:
        """The records that have a shared row by now."""
        found = sharers(self.session, part.kind, [row_id]) if part.links else {}
        return {(kind, about_id) for kind, ids in found.items() for about_id in ids}

    def _put_back_fields(self, part: Part, row: Row[Any], abouts: set[tuple[str, int]]) -> bool:
        """Put back what can be of one row; whether anything was."""
        table = part.table.name
        before, after = document(row.before), document(row.after)
        columns = {c.name: c for c in part.columns if c.name in after}
        tests = [
            f"{same(f't.{c.name}', json_value(self.dialect, 'ch.after', c))} AS {c.name}"
            for c in columns.values()
        ]
        taken_now = {unique: rival(self.dialect, part, unique) for unique in part.unique}
        tests += [f"({sql}) AS taken_{at}" for at, sql in enumerate(taken_now.values())]
        gone = lost(self.dialect, part, set(columns))
        tests += [f"({sql}) AS lost_{name}" for name, sql in gone.items()]
        tests.append(f"({homeless(self.dialect, part, set(columns))}) AS homeless")
        still = self.rows(
            f"SELECT {', '.join(tests)} FROM change AS ch JOIN {table} AS t ON t.id = ch.record_id "
            "WHERE ch.id = :change",
            change=row.change_id,
        )[0]
        back = {name for name in columns if getattr(still, name)}
        if columns.keys() & part.holders.values():
            return self._give_back(part, row, still)
        if lost_now := {name for name in gone if getattr(still, f"lost_{name}")}:
            self.keep_all(abouts, PURGED)
            back -= lost_now
        for at, unique in enumerate(taken_now):
            if back & unique.decided_by and getattr(still, f"taken_{at}"):
                self.keep_all(abouts, unique.reason)
                back -= unique.decided_by
        if not part.together & columns.keys() <= back:
            back -= part.together
        if any(not getattr(still, name) for name in columns):
            self.keep_all(abouts, EDITED)
        if back:
            values = {name: from_json(columns[name], before[name]) for name in sorted(back)}
            recording.update_row(self.session, self.undo, part.model, row.id, values)
        return bool(back)

    def _give_back(self, part: Part, row: Row[Any], still: Row[Any]) -> bool:
        """Give a row back to the record that it was taken from, with all that was true there; or
        leave it, where another record has it by now, or that one cannot have it back. Whether it
        went back."""
        values = {
            name: from_json(part.table.c[name], value)
            for name, value in document(row.before).items()
        }
        lasting = (at for at, unique in enumerate(part.unique) if unique.lasting)
        whose = [(kind, name) for kind, name in part.holders.items() if name in values]
        elsewhere = not all(getattr(still, name) for _kind, name in whose)
        if elsewhere or any(getattr(still, f"taken_{at}") for at in lasting):
            self.keep_all(((kind, values[name]) for kind, name in whose), EDITED)
        elif not still.homeless:
            give_rows(self.session, self.undo, part.model, [row.id], values)
            return True
        return False

    # what an operation created, trashed or restored

    def _trash_created(self, part: Part) -> None:
        """Trash new rows nobody touched. Parts of a new record follow it by themselves."""
        untouched = self.untouched(part)
        owner = part.about if part.also else "ch.about_id"
        follows = (
            "FALSE"
            if part.is_record or part.in_use
            else "EXISTS (SELECT 1 FROM change AS made WHERE made.operation_id = ch.operation_id "
            f"AND made.record_kind = '{part.about_kind}' AND made.record_id = {owner} "
            "AND made.action = 'create')"
        )
        match = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = 'create' "
            f"AND t.id = ch.record_id AND t.trashed_at IS NULL AND NOT {follows}"
        )
        free = f"NOT ({part.in_use})" if part.in_use else "TRUE"
        told = "TRUE" if part.reported else free  # what stays with what needs it is no news
        self.keep(part, f"{match} AND NOT ({untouched}) AND ({told})", EDITED)
        if part.reported and part.in_use:
            self.keep(part, f"{match} AND ({untouched}) AND NOT ({free})", NEEDED)
        self._flip(part, f"{match} AND ({untouched}) AND ({free})", Action.TRASH)

    def _turn_back(self, part: Part, action: Action) -> None:
        """Take out of Trash what was put there, or the other way round."""
        was = TRASHED if action == Action.TRASH else "t.trashed_at IS NULL"
        base = (
            f"{{span}} AND ch.record_kind = '{part.kind}' AND ch.action = '{action}' "
            f"AND t.id = ch.record_id"
        )
        if part.kind in self.moved_again:
            base += f" AND {LEFT_SO}"
        untouched = self.untouched(part) if part.is_record else "TRUE"
        if part.is_record and action == Action.TRASH:
            untouched = f"({untouched} OR NOT {MOVED_SINCE})"
        self.keep(part, f"{base} AND NOT ({was} AND {untouched})", EDITED)
        back = Action.RESTORE if action == Action.TRASH else Action.TRASH
        self._flip(part, f"{base} AND {was} AND {untouched}", back)

    def _flip(self, part: Part, match: str, action: Action) -> None:
        rows = self.matching(part, "t.id, ch.about_kind, ch.about_id", match)
        if action == Action.RESTORE:
            reasons = taken(self.session, part, [row.id for row in rows])
            for row in (row for row in rows if row.id in reasons):
                self.kept.add((row.about_kind, row.about_id, reasons[row.id]))
            if reasons:
                rows = [row for row in rows if row.id not in reasons]
                match += f" AND t.id NOT IN ({', '.join(map(str, reasons))})"
        if not rows:
            return
        noted = self.moved if part.is_record else self.stale
        for row in rows:
            noted.setdefault(row.about_kind, set()).add(row.about_id)
        self.log(part, action, match, "TRUE", swap=False)
        at_once, ids = part.kind in self.at_once, [*dict.fromkeys(row.id for row in rows)]
        move_rows(self.session, self.undo, part, ids, action, stamped=at_once)
