"""What a list is asked for, and its form in the URL.

`?q=alder&sort=-place&page=3&size=100` is a search, an order and a page. Conditions stand beside
them under the names of their filters: `industry=3,5` is one of these, `industry=!3` none of these,
`city=-` is empty, `city=!-` is not empty, `industry=3,-` is 3 or empty. What else a value may be
says `listing.tokens`. All conditions must be met; of those that are numbered alike,
`or1.industry=3&or1.city=~cabot`, any.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from clientapp.listing.tokens import escaped, unescaped

DEFAULT_SORT = "name"
SIZES = (25, 50, 100)
DEFAULT_SIZE = 50
LAST_PAGE = 10_000_000
LONGEST_SEARCH = 200
MOST_VALUES = 200
MOST_CONDITIONS = 20

EMPTY = "-"
"""As a value of a condition: the rows that have none."""


_ALTERNATIVE = re.compile(r"or([1-9]\d?)\.(.+)", re.ASCII)


class Reads(Protocol):
    """What a request needs to know of a filter (`listing.filters.Filter`)."""

    def reads(self, value: str) -> bool:
        """Whether a value means something to the filter."""
        ...


@dataclass(frozen=True)
class Condition:
    """What one filter lets through: rows that have any of the values, or none of them.

    The values are put in order, each once, `EMPTY` last; those beyond 200 are left out.

    Attributes:
        group: 0 where the condition must be met, from 1 on where any of those with this number.

    Raises:
        ValueError: without a value.
    """

    name: str
    values: tuple[str, ...]
    negated: bool = False
    group: int = 0

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"A condition on {self.name} needs a value")
        ordered = sorted(set(self.values), key=lambda value: (value == EMPTY, value))
        object.__setattr__(self, "values", tuple(ordered[:MOST_VALUES]))

    @property
    def text(self) -> str:
        """Its form in the URL."""
        return ("!" if self.negated else "") + ",".join(map(escaped, self.values))

    @property
    def parameter(self) -> str:
        """Its name in the URL."""
        return f"or{self.group}.{self.name}" if self.group else self.name


@dataclass(frozen=True)
class ListRequest:
    """A search, conditions, an order and a page. It holds nothing that its URL does not.

    Conditions are put in the order of their names, one for a filter in each group, and the groups
    are numbered from 1, so that equal lists are equal.
    """

    search: str = ""
    sort: str = DEFAULT_SORT
    descending: bool = False
    page: int = 1
    size: int = DEFAULT_SIZE
    filters: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        numbers = {group: at for at, group in enumerate(sorted({0, *_groups(self.filters)}))}
        found = {(numbers[each.group], each.name): each for each in self.filters}
        ordered = (replace(found[key], group=key[0]) for key in sorted(found))
        object.__setattr__(self, "filters", tuple(ordered))

    @classmethod
    def from_query(
        cls,
        query: Mapping[str, str],
        sorts: Collection[str],
        filters: Mapping[str, Reads] | None = None,
    ) -> "ListRequest":
        """Read the parameters of a URL.

        Args:
            sorts: the names that the list sorts by.
            filters: its filters by their names; a value that its filter cannot read is left out,
                and so are conditions beyond 20.

        Whatever is unknown, broken or out of range counts as left out or is brought into range:
        a link that was mistyped or is old shows a list, not an error.
        """
        sort = query.get("sort", "")
        known = sort.removeprefix("-") in sorts
        size = _number(query.get("size", ""), DEFAULT_SIZE)
        return cls(
            search=clean_search(query.get("q", "")),
            sort=sort.removeprefix("-") if known else DEFAULT_SORT,
            descending=known and sort.startswith("-"),
            page=min(max(_number(query.get("page", ""), 1), 1), LAST_PAGE),
            size=_allowed(size),
            filters=tuple(_conditions(query, filters or {}))[:MOST_CONDITIONS],
        )

    def to_query(self) -> dict[str, str]:
        """The parameters of its URL, without those that have their default."""
        query = {
            "q": self.search,
            "sort": f"-{self.sort}" if self.descending else self.sort,
            "page": str(self.page),
            "size": str(self.size),
        }
        usual = {"q": "", "sort": DEFAULT_SORT, "page": "1", "size": str(DEFAULT_SIZE)}
        chosen = {name: value for name, value in query.items() if value != usual[name]}
        return chosen | {each.parameter: each.text for each in self.filters}

    @property
    def offset(self) -> int:
        """How many rows stand before its page."""
        return (self.page - 1) * self.size

    def searched(self, text: str) -> "ListRequest":
        """The first page of another search."""
        return replace(self, search=clean_search(text), page=1)

    def sorted_by(self, sort: str) -> "ListRequest":
        """The first page in another order; the same column again turns the direction."""
        turned = sort == self.sort and not self.descending
        return replace(self, sort=sort, descending=turned, page=1)

    def at_page(self, page: int) -> "ListRequest":
        """Another page of the same list."""
        return replace(self, page=min(max(page, 1), LAST_PAGE))

    def sized(self, size: int) -> "ListRequest":
        """The first page of another size, the nearest that there is."""
        return replace(self, size=_allowed(size), page=1)

    @property
    def groups(self) -> tuple[int, ...]:
        """The numbers of its groups of alternatives: 1, 2 and so on."""
        return tuple(sorted(_groups(self.filters)))

    @property
    def is_full(self) -> bool:
        """Whether it has as many conditions as a URL is read with."""
        return len(self.filters) >= MOST_CONDITIONS

    def condition(self, name: str, group: int = 0) -> Condition | None:
        """The condition on a filter in a group, if there is one."""
        return next((c for c in self.filters if (c.name, c.group) == (name, group)), None)

    def filtered(
        self, name: str, values: Iterable[str], negated: bool = False, group: int = 0
    ) -> "ListRequest":
        """The first page with another condition on a filter; without a value, with none.

        The values must be those that the filter reads: `from_query` asks it, this does not.

        Args:
            group: of which alternatives the condition is one; one more than there are for a new
                group. Where a group ends, those behind it are numbered anew.
        """
        kept = tuple(each for each in self.filters if (each.name, each.group) != (name, group))
        chosen = tuple(values)
        added = (Condition(name, chosen, negated, group),) if chosen else ()
        return replace(self, filters=kept + added, page=1)

    def without_group(self, group: int) -> "ListRequest":
        """The first page without the alternatives of a group."""
        kept = tuple(each for each in self.filters if each.group != group)
        return replace(self, filters=kept, page=1)

    def within(self, conditions: Iterable[Condition]) -> "ListRequest":
        """The same with conditions that go before its own on these filters."""
        return replace(self, filters=(*self.filters, *conditions))

    def unfiltered(self) -> "ListRequest":
        """The first page without any condition; the search stays."""
        return replace(self, filters=(), page=1)


def clean_search(text: str) -> str:
    """A search as it stands in the URL: one line, no blanks around it, not endless."""
    return " ".join(text.split())[:LONGEST_SEARCH].strip()


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else default


def _allowed(size: int) -> int:
    return min(SIZES, key=lambda allowed: (abs(allowed - size), allowed))


def _groups(conditions: Iterable[Condition]) -> set[int]:
    return {each.group for each in conditions} - {0}


def _conditions(query: Mapping[str, str], filters: Mapping[str, Reads]) -> list[Condition]:
    """The conditions of a URL that can be read, in the order of a request."""
    found: list[Condition] = []
    for parameter, text in query.items():
        alternative = _ALTERNATIVE.fullmatch(parameter)
        group, name = (int(alternative[1]), alternative[2]) if alternative else (0, parameter)
        if name not in filters:
            continue
        values = map(unescaped, text.removeprefix("!").split(","))
        if readable := tuple(filter(filters[name].reads, values)):
            found.append(Condition(name, readable, text.startswith("!"), group))
    return sorted(found, key=lambda each: (each.group, each.name))
