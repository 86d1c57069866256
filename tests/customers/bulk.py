"""Bulk edit of customers, for the tests that need some done."""

from collections.abc import Callable
from typing import Any

from clientapp.bulk import trashing
from clientapp.bulk.report import Report
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import DeletePreview
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.editing import setting
from clientapp.ledger.recording import Actor
from clientapp.tags import many


def _of_customers(verb: Callable[..., Report]) -> Callable[..., Report]:
    def write(transaction: Any, actor: Actor, *rest: Any, **more: Any) -> Report:
        return verb(transaction, actor, CUSTOMER_BULK, *rest, **more)

    return write


set_field = _of_customers(setting.set_field)
set_status = _of_customers(setting.set_status)
trash_customers = _of_customers(trashing.trash)
add_tag_to = _of_customers(many.add_tag_to)
remove_tag_from = _of_customers(many.remove_tag_from)


def trash_customer(transaction: Any, actor: Actor, customer_id: int) -> Report:
    """Move one customer to Trash."""
    return trash_customers(transaction, actor, Selection(ids=(customer_id,)), 1)


def delete_preview(session: Any, selection: Selection) -> DeletePreview:
    """What a delete of customers would do."""
    return trashing.delete_preview(session, CUSTOMER_BULK, selection)
