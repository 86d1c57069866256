"""Writing picklists."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from clientapp.formatting import fold
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows
from clientapp.models import Operation, Picklist, PicklistOption


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """What makes two choices the same: their folded label, or the label where nothing folds."""
    return fold(label) or label.casefold()


def add_options(
    session: Session, operation: Operation, picklist: str, labels: Iterable[str]
) -> dict[str, int]:
    """Add choices to a picklist, each of which is not in it yet.

    Returns:
        Their ids by folded label.
    """
    new = list(labels)
    picklist_id = session.exec(select(Picklist.id).where(Picklist.name == picklist)).one()
    rows: list[dict[str, Any]] = [
        {
            "id": option_id,
            "picklist_id": picklist_id,
            "label": label,
            "code": None,
            "rate": None,
            "position": 1000,
            "label_key": label_key(label),
        }
        for option_id, label in zip(
            reserve_ids(session, PicklistOption, len(new)), new, strict=True
        )
    ]
    insert_rows(session, operation, {PicklistOption: rows})
    return {row["label_key"]: row["id"] for row in rows}
