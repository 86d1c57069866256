"""What a deletion does, in words, and what can be done to the groups of one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clientapp.bulk.deleting import until, what_goes
from clientapp.bulk.kind import BulkKind, Goes, Group
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import DeletePreview, delete_preview, trash
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.editing.setting import set_field
from clientapp.ledger.recording import Actor
from clientapp.models import Customer
from tests.customers.many import add_many, in_trash

ONE = DeletePreview(1, ("Ana",), Goes("1 contact", "1 place stays"), (("shared", 1),))


def said(preview: DeletePreview) -> str:
    words, _, day = what_goes(CUSTOMER_BULK, preview).rpartition(" can be restored until ")
    assert not preview.count or day
    return words


@pytest.mark.parametrize(
    ("preview", "words"),
    [
        (
            ONE,
            "Ana goes to Trash with 1 contact. 1 place stays. "
            "Its site is also that of another customer. It",
        ),
        (replace(ONE, goes=Goes(), groups=(("clean", 1),)), "Ana goes to Trash. It"),
        (
            DeletePreview(2, ("Ana", "Ben"), Goes("3 contacts"), (("recent", 2),)),
            "Ana and Ben go to Trash with 3 contacts. They",
        ),
        (
            DeletePreview(1_200, ("Ana", "Ben", "Cleo"), Goes(), (("clean", 1_200),)),
            "Ana, Ben, Cleo and 1,197 more go to Trash. They",
        ),
        (DeletePreview(0, (), Goes(), ()), ""),
    ],
)
def test_it_is_said_what_goes_what_stays_and_what_to_mind(
    preview: DeletePreview, words: str
) -> None:
    assert said(preview) == words


def test_what_is_in_trash_stays_thirty_days() -> None:
    assert "2026" in until(datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert "31" in until(datetime(2026, 3, 1, 12, tzinfo=UTC))


def kind(group: Group) -> BulkKind:
    return BulkKind(CUSTOMERS, CUSTOMER_BULK.fields, (group,))


ACTIVE = Group(
    *("active", "still active", "still active"),
    holds=lambda: Customer.status == "active",  # pyright: ignore[reportArgumentType]
    actions=("skip", "deactivate"),
)


def test_a_group_of_which_nothing_may_be_deleted_is_left_unless_deactivating_was_chosen(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 3)
    some, three = kind(ACTIVE), Selection(ids=tuple(ids))
    with reading() as session:
        assert delete_preview(session, some, three).groups == (("active", 3),)
    set_field(transaction, actor, some, Selection(ids=(ids[0],)), 1, "do_not_service", "yes")
    left = trash(transaction, actor, some, three, 3, {"active": "delete"})
    assert (left.operation_id, left.left) == (None, (("still active", 3),))
    done = trash(transaction, actor, some, three, 3, {"active": "deactivate"})
    assert done.done == (("deactivated", 3),)
    gone = trash(transaction, actor, some, three, 3)
    assert gone.done == (("moved to Trash", 3),)
    assert in_trash() == set(ids)


def test_only_what_has_a_status_can_be_deactivated() -> None:
    without = BulkKind(CUSTOMERS, tuple(f for f in CUSTOMER_BULK.fields if f.name != "status"))
    assert CUSTOMER_BULK.actions_of("clean") == ("delete", "deactivate", "skip")
    assert without.actions_of("recent") == ("delete", "skip")
