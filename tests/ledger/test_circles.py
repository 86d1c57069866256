"""No record is part of itself: no organization its own branch, no property its own unit."""

import threading
from collections.abc import Callable

import pytest
from sqlmodel import func, select

from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import trash
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.putting_back import CannotPutBack, put_back
from clientapp.ledger.recording import Actor
from clientapp.models import Change
from clientapp.organizations.bulk import ORGANIZATION_BULK
from clientapp.organizations.rules import OWN_BRANCH
from clientapp.properties.reading import read_values
from tests.customers.many import ledger_faults
from tests.organizations.writing import create, newest_operation, save, stored, undo
from tests.properties.writing import add_property, update

pytestmark = pytest.mark.usefixtures("any_database")


def refused(action: Callable[[], None]) -> dict[str, str]:
    with pytest.raises(Rejected) as rejected:
        action()
    return rejected.value.problems


def test_one_cannot_be_its_own_branch(actor: Actor) -> None:
    [oak] = create(actor, "Oak")
    assert refused(lambda: save(actor, oak, parent=oak)) == {"parent": OWN_BRANCH}


def test_nor_that_of_a_branch_of_a_branch(actor: Actor) -> None:
    head, branch, twig = create(actor, "Head", "Branch", "Twig")
    save(actor, branch, parent=head)
    save(actor, twig, parent=branch)
    assert refused(lambda: save(actor, head, parent=twig)) == {"parent": OWN_BRANCH}
    assert stored(head)["parent"] is None


def test_a_branch_in_trash_counts_so_that_a_restore_closes_no_circle(actor: Actor) -> None:
    head, branch, twig = create(actor, "Head", "Branch", "Twig")
    save(actor, branch, parent=head, status="inactive")
    save(actor, twig, parent=branch)
    trash(transaction, actor, ORGANIZATION_BULK, Selection(ids=(branch,)), 1)
    assert refused(lambda: save(actor, head, parent=twig)) == {"parent": OWN_BRANCH}


def test_one_in_trash_is_no_parent(actor: Actor) -> None:
    head, branch = create(actor, "Head", "Branch", status="inactive")
    trash(transaction, actor, ORGANIZATION_BULK, Selection(ids=(head,)), 1)
    assert refused(lambda: save(actor, branch, parent=head)) == {
        "parent": "This organization is in Trash, or gone"
    }


def test_an_undo_that_would_close_a_circle_leaves_it_open(actor: Actor) -> None:
    one, other = create(actor, "One", "Other")
    save(actor, one, parent=other)
    save(actor, one, parent=None)
    emptied = newest_operation()
    save(actor, other, parent=one)
    report = undo(actor, emptied)
    assert (stored(one)["parent"], stored(other)["parent"]) == (None, one)
    assert report.kept == [("organization", one, "would be part of itself")]
    assert ledger_faults() == []


def test_nor_does_a_single_field_that_goes_back(actor: Actor) -> None:
    one, other = create(actor, "One", "Other")
    save(actor, one, parent=other)
    save(actor, one, parent=None)
    with reading() as session:
        emptied = session.exec(select(func.max(Change.id))).one() or 0
    save(actor, other, parent=one)
    with pytest.raises(CannotPutBack, match="no branch of itself"), transaction() as session:
        put_back(session, actor, "organization", one, emptied, "parent", others=True)
    assert stored(one)["parent"] is None


def test_of_two_sessions_that_close_a_circle_together_one_is_told(actor: Actor) -> None:
    one, other = create(actor, "One", "Other")
    told: list[dict[str, str]] = []
    together = threading.Barrier(2)

    def set_parent(child: int, parent: int) -> None:
        together.wait()
        try:
            save(actor, child, parent=parent)
        except Rejected as rejected:
            told.append(rejected.problems)

    threads = [
        threading.Thread(target=set_parent, args=pair) for pair in ((one, other), (other, one))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [{"parent": OWN_BRANCH}]
    assert [stored(one)["parent"], stored(other)["parent"]].count(None) == 1
    assert ledger_faults() == []


def test_an_undo_makes_no_property_part_of_its_own_unit(actor: Actor) -> None:
    tower, unit = (add_property(actor, name=name) for name in ("Tower", "Unit 2"))
    update(actor, unit, 1, parent=tower)
    update(actor, unit, 2, parent=None)
    emptied = newest_operation()
    update(actor, tower, 1, parent=unit)
    assert undo(actor, emptied).kept == [("property", unit, "would be part of itself")]
    with reading() as session:
        values = read_values(session, [tower, unit])
    assert (values[tower]["parent"], values[unit]["parent"]) == (unit, None)
    assert ledger_faults() == []
