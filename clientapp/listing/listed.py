"""What a kind of record says about its list; the verbs read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Sort:
    """One order of a list; ties follow by id, in the same direction.

    Attributes:
        key: a stored key, folded in Python. An index over (key, id) of the live rows serves it;
            where it may be empty, PostgreSQL needs a second one, (key DESC NULLS LAST, id DESC).
        may_be_empty: rows without a key come last, in both directions.
        option: instead sort by the label of this picklist option, then by the key. An index over
            (option, key, id) of the live rows serves it.
    """

    key: Column
    may_be_empty: bool = False
    option: Column | None = None


@dataclass(frozen=True)
class Listed:
    """A kind of record as a list.

    Attributes:
        kind: its name in the ledger.
        id, name_key: its columns.
        live: what makes a row live; the condition of the partial indexes.
        by_name: the index over (name_key, id) of the live rows, in which they are counted.
        index: the search index; its documents contain the words of `name_key`.
        sorts: its orders by their name in the URL, the usual one first.
    """

    kind: str
    id: Column
    name_key: Column
    live: ColumnElement[bool]
    by_name: str
    index: str
    sorts: Mapping[str, Sort]

    def ids(self) -> Select[int]:
        """The ids of the live rows."""
        return select(self.id).where(self.live)

    def sort(self, name: str) -> Sort:
        """A sort by name; the usual one for a name that is not known."""
        return self.sorts.get(name) or next(iter(self.sorts.values()))
