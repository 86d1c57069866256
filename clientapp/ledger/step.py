"""What every part of an undo needs: its span of changes, its report, its own changes."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session

from clientapp.ledger.about import Whose, concerned
from clientapp.ledger.dialect import dialect_of, json_has
from clientapp.ledger.putting import UNTOUCHED, UNTOUCHED_PART
from clientapp.ledger.recording import touch
from clientapp.ledger.versions import version_after
from clientapp.ledger.void import void_operations
from clientapp.models import Action, Operation
from clientapp.record import Part, registry

MOVES = (Action.TRASH, Action.RESTORE)


class Step:
    """A span of the changes of an operation that is undone, and what their undo is about.

    Attributes:
        alive: SQL that leaves out the changes `ch` about records that are gone.
        at_once: the kinds of records whose versions rise in the statement that writes their rows.
        in_parts: the kinds of records parts of which are undone.
        again: the parts of which a row may be written more than once.
        moved_again: the parts of which a row may come and go more than once.
        kept: what stays as it is: record kind, id and reason.
        stale, moved: the records whose derived columns, or only whose search documents, are to be
            made anew, by kind.
    """

    def __init__(self, session: Session, undo: Operation, first: int, last: int) -> None:
        self.session = session
        self.undo = undo
        self.dialect = dialect_of(session)
        self.span = {
            "original": undo.undoes_id,
            "undo": undo.id,
            "first": first,
            "last": last,
        }
        self.alive = ""
        self.at_once: set[str] = set()
        self.in_parts: set[str] = set()
        self.again: set[str] = set()
        self.moved_again: set[str] = set()
        self.kept: set[tuple[str, int, str]] = set()
        self.stale: dict[str, set[int]] = {}
        self.moved: dict[str, set[int]] = {}

    def untouched(self, part: Part) -> str:
        """SQL telling whether nobody changed a row `t` since, or all of it came to nothing."""
        return (UNTOUCHED if part.is_record else UNTOUCHED_PART).format(void=self._void)

    @cached_property
    def _void(self) -> str:
        void = void_operations(self.session, self.undo.undoes_id or 0)
        return "".join(f", {each}" for each in void)

    def find_alone(self, found: Iterable[Row[Any]]) -> None:
        """Find the records of which nothing but their own row is written here, and that once: its
        version can rise in the same statement."""
        written = [
            (row.record_kind, row.action, kind)
            for row in found
            for kind in self._abouts(registry.parts[row.record_kind], row)
        ]
        kinds = [kind for _part, _action, kind in dict.fromkeys(written)]
        self.at_once = {row.record_kind for row in found if kinds.count(row.record_kind) == 1}

    def find_repeated(self, found: Iterable[Row[Any]]) -> None:
        """Find the parts of which a row may be written, or may come and go, more than once."""
        self.again = {row.record_kind for row in found if row.several and row.action == "update"}
        comes = {(r.record_kind, r.action) for r in found if r.action in (*MOVES, Action.CREATE)}
        kinds = [kind for kind, _action in comes]
        self.moved_again = {kind for kind in kinds if kinds.count(kind) > 1}

    @staticmethod
    def _abouts(part: Part, row: Row[Any]) -> tuple[str, ...]:
        """The kinds of the records that the undo of changes is about: of a shared row, whoever has
        it by now."""
        shared = part.links and row.action == Action.UPDATE
        return part.kinds if shared else (row.about_kind,)

    def keep_all(self, abouts: Iterable[tuple[str, int]], reason: str) -> None:
        """Report that records, by kind and id, stay as they are, in whole or in part."""
        self.kept |= {(kind, about_id, reason) for kind, about_id in abouts}

    def keep(self, part: Part, match: str, reason: str) -> None:
        """Report it of the records of the rows that match."""
        rows = self.matching(part, "ch.about_kind, ch.about_id", match)
        self.keep_all(((row.about_kind, row.about_id) for row in rows), reason)

    def matching(self, part: Part, columns: str, match: str) -> list[Row[Any]]:
        """Columns of changes `ch` with their rows `t` that match."""
        return self.rows(
            f"SELECT {columns} FROM change AS ch CROSS JOIN {part.table.name} AS t WHERE {match}"
        )

    def log(
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
        at_once, shared = part.kind in self.at_once, bool(part.links or part.also)
        each = "DISTINCT" if shared else ""
        whose, r = self._concerned(part, action), "r"
        if at_once:
            whose, r = [Whose(part.kind, f"{part.table.name} AS t")], "t"
        noted, where = stale or not at_once, f"WHERE {match} AND {whole}"
        found = self._sharers_of(whose, r, where) if noted and shared else []
        documents = "ch.after, ch.before" if swap else ", ".join(["CAST(NULL AS jsonb)"] * 2)
        selects = [
            f"SELECT {each} CAST(:undo AS bigint), ch.record_kind, ch.record_id, '{kind}', {r}.id, "
            f"{version_after(part, kind, self.undo, r)}, '{action}', {documents} "
            f"FROM change AS ch CROSS JOIN {source} {where}"
            for kind, source in whose
        ]
        # a change is one, in however many histories it stood
        order = "ORDER BY 3" if each else "ORDER BY ch.id"
        insert = (
            "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
            f"version, action, before, after) {' UNION ALL '.join(selects)} {order}"
        )
        if noted and not shared:
            found = self.rows(f"{insert} RETURNING about_kind AS kind, about_id AS id, 1 AS rises")
        else:
            self.execute(insert)
        self._note(found, stale=stale, at_once=at_once)

    def _sharers_of(self, whose: list[Whose], r: str, where: str) -> list[Row[Any]]:
        """The records that a change of a shared row is about; the versions of those in Trash do not
        rise."""
        selects = (
            f"SELECT DISTINCT '{kind}' AS kind, {r}.id, r.trashed_at IS NULL AS rises "
            f"FROM change AS ch CROSS JOIN {source} {where}"
            for kind, source in whose
        )
        return self.rows(" UNION ALL ".join(selects))

    def _note(self, found: Iterable[Row[Any]], *, stale: bool, at_once: bool) -> None:
        """Note the records that changes are about: their versions rise, and what derives from them
        may be stale."""
        for row in found:
            if stale:
                self.stale.setdefault(row.kind, set()).add(row.id)
            if not at_once and row.rises:
                touch(self.session, self.undo, row.kind, [row.id])

    def _concerned(self, part: Part, action: Action) -> list[Whose]:
        """The records that the undo of a change `ch` is about. A shared row comes and goes with the
        record that it came with; a row that went from one record to another is about whichever the
        change is about."""
        rows = f"{part.table.name} AS t"
        if part.links and action != Action.UPDATE:
            return [
                Whose(
                    kind,
                    f"{rows} JOIN {kind} AS r ON ch.about_kind = '{kind}' AND r.id = ch.about_id",
                )
                for kind in part.kinds
            ]
        if not part.holders or action != Action.UPDATE:
            return concerned(part)
        return [
            Whose(kind, f"{rows} JOIN {registry.parts[kind].table.name} AS r ON r.id = {holder}")
            for kind, holder in (
                (kind, self._holder(part, kind, column)) for kind, column in part.holders.items()
            )
        ]

    def _holder(self, part: Part, kind: str, column: str) -> str:
        given = json_has(self.dialect, "ch.after", part.table.c[column])
        about = f"CASE WHEN ch.about_kind = '{kind}' THEN ch.about_id END"
        return f"CASE WHEN {given} THEN {about} ELSE t.{column} END"

    def rows(self, statement: str, **values: Any) -> list[Row[Any]]:
        """What a query finds; "{span}" stands in it for the changes of the step."""
        return list(
            self.session.connection().execute(self._sql(statement), self.span | values).all()
        )

    def execute(self, statement: str, **values: Any) -> None:
        """Run a statement; "{span}" stands in it for the changes of the step."""
        self.session.connection().execute(self._sql(statement), self.span | values)

    def _sql(self, statement: str) -> Any:
        # The sum keeps databases from the index over operations, of which all would be read.
        span = f"ch.operation_id + 0 = :original AND ch.id BETWEEN :first AND :last{self.alive}"
        return text(statement.replace("{span}", span))
