"""The other records that rows name, such as the organization of a customer."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from clientapp.field import Field, FieldKind
from clientapp.formatting import counted
from clientapp.importing.importable import Values
from clientapp.importing.lineage import Lineage
from clientapp.importing.recognised import name_key
from clientapp.record import Record, registry


class Resolved(NamedTuple):
    """A sentence for each name that does not say which record is meant; and the key of the name
    that the row waits for, or ""."""

    problems: list[str]
    waits_for: str


class References:
    """The live records that a batch of rows names, by what they are called."""

    def __init__(
        self,
        session: Session,
        fields: Iterable[Field],
        rows: Iterable[Mapping[str, Any]],
        stored: Iterable[Mapping[str, Any]],
        before: tuple[str, int | None] = ("", None),
    ) -> None:
        """Look them up, and what the stored records have: two statements for each kind of record
        that rows name, none where they name none.

        Args:
            before: a kind with the first id that does not count any more, as the record is made in
                this round of the import.
        """
        self._kinds = {f.name: f.record_kind for f in fields if f.kind == FieldKind.RECORD}
        named: dict[str, set[str]] = {}
        if self._kinds:
            for row in rows:
                for name in self._kinds.keys() & row.keys():
                    named.setdefault(self._kinds[name], set()).add(name_key(row[name]))
        self._ids = {
            kind: _called(session, kind, keys, before[1] if kind == before[0] else None)
            for kind, keys in named.items()
        }
        held: dict[str, set[int]] = {kind: set() for kind in named}
        for values in stored if named else ():
            for name, kind in self._kinds.items():
                if kind in held and (chosen := values.get(name)):
                    held[kind].add(chosen)
        self._titles = {
            kind: registry.records[kind].titles(session, ids) for kind, ids in held.items()
        }

    def titles(self, values: Mapping[str, Any], names: Collection[str]) -> dict[str, str]:
        """What the records of those names are called that stored values have."""
        return {
            name: self._titles[self._kinds[name]][values[name]]
            for name in self._kinds.keys() & names
            if values.get(name)
        }

    def resolve(self, values: Values, stored: Mapping[str, Any], lineage: Lineage) -> Resolved:
        """Put the ids of the records in place of their names.

        Args:
            stored: what the row's record has; of several that are called so, its own is meant.
            lineage: what the file makes. A name keeps its place where a rehearsal made the record.
        """
        problems: list[str] = []
        waits_for = ""
        for name in self._kinds.keys() & values.keys():
            kind, called = self._kinds[name], values[name]
            key, ids = name_key(called), self._ids[kind].get(name_key(called), [])
            own = kind == lineage.kind
            count = len(ids) + (lineage.made[key] if own else 0)
            if stored.get(name) in ids:
                values[name] = stored[name]
            elif count == 1:
                values[name] = ids[0] if ids else called
            elif count == 0 and own and key not in lineage.never:
                waits_for = key
            else:
                problems.append(_unclear(registry.records[kind], called, count))
        return Resolved(problems, waits_for)


def _unclear(record: Record, called: str, count: int) -> str:
    if not count:
        return f"There is no {record.label} called {called}"
    return f"{counted(count, record.label, record.plural)} are called {called}"


def _called(
    session: Session, kind: str, keys: Iterable[str], before: int | None
) -> dict[str, list[int]]:
    """The ids of live records by the key of their names."""
    table = registry.parts[kind].table
    found = select(table.c["name_key"], table.c["id"]).where(
        table.c["trashed_at"].is_(None), table.c["name_key"].in_(sorted(keys))
    )
    if before is not None:
        found = found.where(table.c["id"] < before)
    ids: dict[str, list[int]] = {}
    for key, row_id in session.connection().execute(found):
        ids.setdefault(key, []).append(row_id)
    return ids
