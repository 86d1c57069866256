"""Writing many organizations at once."""

import pytest

from clientapp.bulk.kind import KINDS
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import delete_preview, trash
from clientapp.database import reading, transaction
from clientapp.editing.setting import set_field
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from tests.customers.many import ledger_faults
from tests.organizations.writing import create, in_trash, save, stored, undo

pytestmark = pytest.mark.usefixtures("any_database")


def of(*ids: int) -> Selection:
    return Selection(ids=ids)


def test_only_inactive_ones_go_to_trash(actor: Actor) -> None:
    kind = KINDS["organization"]
    active, inactive = create(actor, "Active", "Inactive")
    save(actor, inactive, status="inactive")
    with reading() as session:
        assert dict(delete_preview(session, kind, of(active, inactive)).groups)["active"] == 1
    report = trash(transaction, actor, kind, of(active, inactive), 2, {"active": "delete"})
    assert report.done == (("moved to Trash", 1),)
    assert dict(report.left) == {"deactivate it first": 1}
    assert (in_trash(active), in_trash(inactive)) == (False, True)
    undo(actor, report.operation_id or 0)
    assert not in_trash(inactive)
    assert ledger_faults() == []


def test_the_active_ones_can_be_deactivated_instead(actor: Actor) -> None:
    ids = create(actor, "One", "Other")
    report = trash(transaction, actor, KINDS["organization"], of(*ids), 2, {"active": "deactivate"})
    assert report.done == (("deactivated", 2),)
    assert [stored(each)["status"] for each in ids] == ["inactive", "inactive"]


def test_a_field_of_many_is_set_at_once(actor: Actor) -> None:
    ids = create(actor, "One", "Other")
    report = set_field(transaction, actor, KINDS["organization"], of(*ids), 2, "status", "inactive")
    assert report.done == (("set to Inactive", 2),)


def test_a_parent_is_not_set_on_many(actor: Actor) -> None:
    one, other = create(actor, "One", "Other")
    with pytest.raises(Rejected, match="cannot be set on many organizations"):
        set_field(transaction, actor, KINDS["organization"], of(one), 1, "parent", other)
