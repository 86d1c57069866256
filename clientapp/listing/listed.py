"""What a kind of record says about its list; the verbs read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from clientapp.listing.filters import Column, Filter
from clientapp.listing.request import Condition, ListRequest


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
        index: the search index; its documents contain the words of `name_key`.
        sorts: its orders by their name in the URL, the usual one first.
        filters: its filters by their name in the URL, in the order of the screen.
        beside: further kinds whose operations change what is found, since it refers to their
            records or shares rows with them.
    """

    kind: str
    id: Column
    name_key: Column
    live: ColumnElement[bool]
    index: str
    sorts: Mapping[str, Sort]
    filters: Mapping[str, Filter] = field(default_factory=dict[str, Filter])
    beside: tuple[str, ...] = ()

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The kinds of record whose operations change what is found."""
        return (self.kind, *self.beside)

    @property
    def table(self) -> FromClause:
        """Its table."""
        return self.id.expression.table

    def ids(self) -> Select[int]:
        """The ids of the live rows."""
        return select(self.id).where(self.live)

    def sort(self, name: str) -> Sort:
        """A sort by name; the usual one for a name that is not known."""
        return self.sorts.get(name) or next(iter(self.sorts.values()))

    def conditions(
        self, request: ListRequest, hidden: Callable[[Condition], bool] = lambda _condition: False
    ) -> list[ColumnElement[bool]]:
        """What the filters of a request let through: all of these must be met.

        Args:
            hidden: for which conditions SQLite shall not use an index.

        Raises:
            KeyError, ValueError: for a filter or a value that this list does not know; nothing
                may take such a request for one that lets everything through.
        """
        met = [
            (each.group, self.filters[each.name].where(each.values, each.negated, hidden(each)))
            for each in request.filters
        ]
        alternatives = (
            or_(*(condition for at, condition in met if at == group)) for group in request.groups
        )
        return [*(condition for group, condition in met if not group), *alternatives]

    def accepts(self, request: ListRequest, held: Mapping[str, Any]) -> bool:
        """The same in Python, of a row that need not be stored: whether the filters let it through.

        Args:
            held: what each filter of the request looks at, by its name (`Filter.holds`).

        Raises:
            KeyError, ValueError: as `conditions`, and for a filter of which nothing is said.
        """
        met = [
            (c.group, self.filters[c.name].holds(held[c.name], c.values, c.negated))
            for c in request.filters
        ]
        alternatives = (any(is_met for at, is_met in met if at == g) for g in request.groups)
        return all(is_met for group, is_met in met if not group) and all(alternatives)
