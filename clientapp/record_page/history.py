"""The history of one record, for its page."""

from sqlmodel import Session

from clientapp.ledger.history import History, history
from clientapp.picklists.queries import labels_of
from clientapp.record import registry


def record_history(session: Session, kind: str, record_id: int, limit: int = 50) -> History:
    """The newest entries of a record's history; see `ledger.history.history`."""
    fields = registry.records[kind].fields

    def labels(ids: set[int]) -> dict[int, str]:
        return labels_of(session, ids)

    return history(session, kind, record_id, fields, labels, limit)
