"""What every part of an undo needs: its span of changes, its report, its own changes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of, json_has
from clientapp.ledger.recording import concerned, touch, unraised
from clientapp.models import Action, Operation
from clientapp.record import Part, registry


class Step:
    """A span of the changes of an operation that is undone, and what their undo is about.

    Attributes:
        alive: SQL that leaves out the changes `ch` about records that are gone.
        at_once: the kinds of records whose versions rise in the statement that writes their rows.
        in_parts: the kinds of records parts of which are undone.
        kept: what stays as it is: record kind, id and reason.
        stale, moved: the records whose derived columns, or only whose search documents, are to be
            made anew, by kind.
    """

    def __init__(self, session: Session, undo: Operation, first: int, last: int) -> None:
        self.session = session
        self.undo = undo
        self.dialect = dialect_of(session)
        self.span = {"original": undo.undoes_id, "first": first, "last": last}
        self.alive = ""
        self.at_once: set[str] = set()
        self.in_parts: set[str] = set()
        self.kept: set[tuple[str, int, str]] = set()
        self.stale: dict[str, set[int]] = {}
        self.moved: dict[str, set[int]] = {}

    def keep_all(self, part: Part, abouts: Iterable[int], reason: str) -> None:
        """Report that records stay as they are, in whole or in part."""
        self.kept |= {(part.about_kind, about_id, reason) for about_id in abouts}

    def keep(self, part: Part, match: str, reason: str) -> None:
        """Report it of the records of the rows that match."""
        rows = self.matching(part, "ch.about_id", match)
        self.kept |= {(part.about_kind, row.about_id, reason) for row in rows}

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
        at_once = part.kind in self.at_once
        rows, r = (f"{part.table.name} AS t", "t") if at_once else (self._concerned(part), "r")
        source = f"FROM change AS ch CROSS JOIN {rows} WHERE {match} AND {whole}"
        if stale or not at_once:
            unshared = "TRUE" if part.links is None else "r.trashed_at IS NULL"
            found = self.rows(f"SELECT DISTINCT {r}.id, {unshared} AS rises {source}")
            if stale:
                self.stale.setdefault(part.about_kind, set()).update(row.id for row in found)
            if not at_once:
                rising = (row.id for row in found if row.rises)
                touch(self.session, self.undo, part.about_kind, rising)
        documents = "ch.after, ch.before" if swap else ", ".join(["CAST(NULL AS jsonb)"] * 2)
        each = "DISTINCT" if part.links else ""  # in however many histories the change stood
        self.execute(
            f"INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
            f"version, action, before, after) SELECT {each} CAST(:undo AS bigint), ch.record_kind, "
            f"ch.record_id, '{part.about_kind}', {r}.id, "
            f"{r}.version + CASE WHEN {unraised(part)} THEN 0 ELSE 1 END, '{action}', {documents} "
            f"{source} {'' if part.links else 'ORDER BY ch.id'}",
            undo=self.undo.id,
        )

    def _concerned(self, part: Part) -> str:
        """SQL for the rows `t` with the records `r` that the undo of a change `ch` is about: of a
        row that went from one record to another, whichever the change is about."""
        if not part.owner:
            return concerned(part)
        given = json_has(self.dialect, "ch.after", part.table.c[part.owner])
        return (
            f"{part.table.name} AS t JOIN {registry.parts[part.about_kind].table.name} AS r "
            f"ON r.id = CASE WHEN ch.action = '{Action.UPDATE}' AND {given} "
            f"THEN ch.about_id ELSE {part.about} END"
        )

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
