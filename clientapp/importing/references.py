"""The other records that rows name, such as the organization of a customer."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from clientapp.field import Field, FieldKind
from clientapp.formatting import counted
from clientapp.importing.importable import Values
from clientapp.importing.recognised import name_key
from clientapp.record import registry


class References:
    """The live records that a batch of rows names, by what they are called."""

    def __init__(
        self,
        session: Session,
        fields: Iterable[Field],
        rows: Iterable[Mapping[str, Any]],
        stored: Iterable[Mapping[str, Any]],
    ) -> None:
        """Look them up, and what the stored records have: two statements for each kind of record
        that rows name, none where they name none."""
        self._kinds = {f.name: f.record_kind for f in fields if f.kind == FieldKind.RECORD}
        named: dict[str, set[str]] = {}
        if self._kinds:
            for row in rows:
                for name in self._kinds.keys() & row.keys():
                    named.setdefault(self._kinds[name], set()).add(name_key(row[name]))
        self._ids = {kind: _called(session, kind, keys) for kind, keys in named.items()}
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

    def resolve(
        self, values: Values, stored: Mapping[str, Any], made: Collection[tuple[str, str]]
    ) -> tuple[list[str], list[str]]:
        """Put the ids of the records in place of their names.

        Args:
            stored: what the row's record has; of several that are called so, its own is meant.
            made: records of the file that are not stored yet, by kind and key of the name.

        Returns:
            A sentence for each name that does not say which record is meant, and the fields that
            name one of `made`: they keep the name.
        """
        problems: list[str] = []
        awaited: list[str] = []
        for name in self._kinds.keys() & values.keys():
            kind, called = self._kinds[name], values[name]
            ids = self._ids[kind].get(name_key(called), [])
            if stored.get(name) in ids:
                values[name] = stored[name]
            elif len(ids) == 1:
                values[name] = ids[0]
            elif not ids and (kind, name_key(called)) in made:
                awaited.append(name)
            else:
                problems.append(self._unclear(name, called, len(ids)))
        return problems, awaited

    def _unclear(self, name: str, called: str, count: int) -> str:
        record = registry.records[self._kinds[name]]
        if not count:
            return f"There is no {record.label} called {called}"
        return f"{counted(count, record.label, record.plural)} are called {called}"


def _called(session: Session, kind: str, keys: Iterable[str]) -> dict[str, list[int]]:
    """The ids of live records by the key of their names."""
    table = registry.parts[kind].table
    found = select(table.c["name_key"], table.c["id"]).where(
        table.c["trashed_at"].is_(None), table.c["name_key"].in_(sorted(keys))
    )
    ids: dict[str, list[int]] = {}
    for key, row_id in session.connection().execute(found):
        ids.setdefault(key, []).append(row_id)
    return ids
