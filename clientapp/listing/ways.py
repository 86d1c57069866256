"""The ways to ask for the values of a filter that are no choices, by its shape: "contains", "from",
"in the last … days"."""

from typing import NamedTuple

from clientapp.listing.filters import Filter
from clientapp.listing.request import EMPTY


class Way(NamedTuple):
    """A way to ask: its name in the form, its words, and the labels of the boxes that it needs."""

    name: str
    label: str
    first: str = ""
    last: str = ""


CONTAINS, LACKS, FILLED, MISSING = "contains", "lacks", "filled", "empty"
BETWEEN, FROM, TO, BEFORE, AFTER, LAST_DAYS = "between", "from", "to", "before", "after", "days"

_PRESENCE = (Way(FILLED, "is filled in"), Way(MISSING, "is empty"))
_SPANS = (
    Way(BETWEEN, "between", "From", "To"),
    Way(FROM, "from", "From"),
    Way(TO, "to", "To"),
    Way(BEFORE, "before", "Before"),
    Way(AFTER, "after", "After"),
)
WAYS: dict[str, tuple[Way, ...]] = {
    "text": (Way(CONTAINS, "contains", "Text"), Way(LACKS, "does not contain", "Text"), *_PRESENCE),
    "number": (
        Way(BETWEEN, "between", "From", "To"),
        Way(FROM, "at least", "At least"),
        Way(TO, "at most", "At most"),
        Way(BEFORE, "less than", "Less than"),
        Way(AFTER, "more than", "More than"),
        *_PRESENCE,
    ),
    "date": (*_SPANS, Way(LAST_DAYS, "in the last … days", "Days"), *_PRESENCE),
    "time": (*_SPANS, *_PRESENCE),
}
"""By the shape of a filter."""


def fitting(of: Filter) -> list[Way]:
    """The ways to ask for the values of a filter; none where they are ticked."""
    return [way for way in WAYS.get(of.shape, ()) if way not in _PRESENCE or of.reads(EMPTY)]


def named(of: Filter, name: str) -> Way:
    """A way by its name; the first that fits the filter for a name that does not."""
    found = fitting(of)
    return next((way for way in found if way.name == name), found[0])
