"""What a deletion does, in words: said before it is confirmed, for one record or many."""

from datetime import datetime, timedelta

from clientapp.bulk.kind import BulkKind
from clientapp.bulk.trashing import DeletePreview
from clientapp.formatting import day_label
from clientapp.ledger.recording import now
from clientapp.settings import settings


def what_goes(kind: BulkKind, preview: DeletePreview) -> str:
    """What goes to Trash, what stays, and until when it can be taken back; empty for nothing."""
    if not preview.count:
        return ""
    one = preview.count == 1
    along = f" with {preview.goes.along}" if preview.goes.along else ""
    said = [f"{_names(preview)} {'goes' if one else 'go'} to Trash{along}."]
    said += [f"{preview.goes.stays}."] if preview.goes.stays else []
    said += [kind.groups[key].alone for key, _count in preview.groups if one]
    said += [f"{'It' if one else 'They'} can be restored until {until(now())}."]
    return " ".join(filter(None, said))


def until(moved: datetime) -> str:
    """The day until which something stays in Trash that was moved there at a moment (UTC)."""
    return day_label(moved + timedelta(days=settings().trash_days), settings().zone)


def _names(preview: DeletePreview) -> str:
    *others, last = preview.names
    if more := preview.count - len(preview.names):
        return f"{', '.join(preview.names)} and {more:,} more"
    return f"{', '.join(others)} and {last}" if others else last
