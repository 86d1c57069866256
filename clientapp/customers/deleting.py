"""What a deletion does, in words: said before it is confirmed, for one customer or many."""

from datetime import datetime, timedelta

from clientapp.customers.bulk import DeletePreview
from clientapp.formatting import counted, day_label
from clientapp.ledger.recording import now
from clientapp.settings import settings

GROUPS = {
    "clean": "with nothing in the way",
    "shared": "at a site of another customer too",
    "recent": "changed in the last hour",
}
"""The groups of a deletion, after their number."""

ALONE = {
    "shared": " Its site is also that of another customer.",
    "recent": " It was changed in the last hour.",
}
"""The same of a single customer."""


def what_goes(preview: DeletePreview) -> str:
    """What goes to Trash, what stays, and until when it can be taken back; empty for nothing."""
    if not preview.count:
        return ""
    one = preview.count == 1
    along = f" with {counted(preview.contacts, 'contact', 'contacts')}" if preview.contacts else ""
    stays = "stays" if preview.places == 1 else "stay"
    places = f" {counted(preview.places, 'place', 'places')} {stays}." if preview.places else ""
    warning = "".join(ALONE.get(group.key, "") for group in preview.groups) if one else ""
    who = "It" if one else "They"
    return (
        f"{_names(preview)} {'goes' if one else 'go'} to Trash{along}.{places}{warning} "
        f"{who} can be restored until {until(now())}."
    )


def until(moved: datetime) -> str:
    """The day until which something stays in Trash that was moved there at a moment (UTC)."""
    return day_label(moved + timedelta(days=settings().trash_days), settings().zone)


def _names(preview: DeletePreview) -> str:
    *others, last = preview.names
    if more := preview.count - len(preview.names):
        return f"{', '.join(preview.names)} and {more:,} more"
    return f"{', '.join(others)} and {last}" if others else last
