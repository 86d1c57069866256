"""What a list is asked for, and its form in the URL (`?q=alder&sort=-place&page=3&size=100`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

DEFAULT_SORT = "name"
SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50
LAST_PAGE = 10_000_000
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class ListRequest:
    """A search, an order and a page. It holds nothing that its URL does not."""

    search: str = ""
    sort: str = DEFAULT_SORT
    descending: bool = False
    page: int = 1
    size: int = DEFAULT_SIZE

    @classmethod
    def from_query(cls, query: Mapping[str, str], sorts: Collection[str]) -> "ListRequest":
        """Read the parameters of a URL; `sorts` are the names that the list sorts by.

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
            size=min(SIZES, key=lambda allowed: (abs(allowed - size), allowed)),
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
        return {name: value for name, value in query.items() if value != usual[name]}

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


def clean_search(text: str) -> str:
    """A search as it stands in the URL: one line, no blanks around it, not endless."""
    return " ".join(text.split())[:LONGEST_SEARCH].strip()


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else default
