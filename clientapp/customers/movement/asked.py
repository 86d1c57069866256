"""What the page of movement is asked for, and its form in the URL.

`?since=2026-10-01&view=out&page=2&industry=3` is a day, a view, and the request of the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from clientapp import routes
from clientapp.customers.queries import CUSTOMERS
from clientapp.listing.request import ListRequest
from clientapp.segments.address import EVERYTHING

CAME, WENT, THEN = "in", "out", "then"
VIEWS = (CAME, WENT, THEN)
USUAL_DAYS = 7
FIRST_DAY = date(1970, 1, 2)
"""Nothing was recorded before; the clocks of some machines know no earlier midnight."""

NO_SUCH_DAY = "This is no day. Choose one, or write it as 2026-10-01."
NOT_YET = "This day has not come yet. Choose today or an earlier one."


@dataclass(frozen=True)
class Asked:
    """A day, which of the three views, and the list.

    Attributes:
        since: the day as the URL has it.
        day: the same, None where it is none, or none that can be asked about.
        problem: why, in a sentence.
    """

    since: str
    view: str
    request: ListRequest
    day: date | None = None
    problem: str = ""

    def address(self, **changes: str) -> str:
        """The URL of the same, but for what is changed."""
        own = {"since": self.since, "view": self.view}
        query = {**own, **self.request.at_page(1).to_query(), **changes}
        return f"{routes.MOVEMENT}?{urlencode({n: v for n, v in query.items() if v})}"

    @property
    def list_address(self) -> str:
        """The URL of the list as it is now."""
        query = self.request.at_page(1).to_query() or {EVERYTHING: "1"}
        return f"{routes.CUSTOMERS}?{urlencode(query)}"


def read_asked(query: Mapping[str, str], today: date) -> Asked:
    """Read the parameters of the URL; what cannot be read counts as left out."""
    request = ListRequest.from_query(query, CUSTOMERS.sorts, CUSTOMERS.filters)
    view = query.get("view", "")
    since = query.get("since", "")[:20]
    day, problem = read_day(since, today)
    return Asked(since, view if view in VIEWS else CAME, request, day, problem)


def read_day(text: str, today: date) -> tuple[date | None, str]:
    """A day that was typed in ISO 8601, or a sentence that says why it does not do, which is empty
    where nothing was typed."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, NO_SUCH_DAY
    if day > today:
        return None, NOT_YET
    return max(day, FIRST_DAY), ""


def usual_since(today: date) -> str:
    """The day that is asked about at first."""
    return (today - timedelta(days=USUAL_DAYS)).isoformat()
