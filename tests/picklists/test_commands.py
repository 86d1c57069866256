"""A choice is added, renamed, retired, moved and deleted; each can be undone, also later."""

from decimal import Decimal

import pytest

from clientapp.database import reading, transaction
from clientapp.editing.options import live_label
from clientapp.editing.validation import Rejected
from clientapp.ledger.operations import operation_detail, operation_records
from clientapp.ledger.recording import Actor
from clientapp.picklists import commands
from clientapp.picklists.queries import ids_by_key, labels_of, options_of
from clientapp.problem import Problem
from clientapp.trash.queries import trash_total
from tests.customers.bulk import trash_customer
from tests.customers.writing import update
from tests.picklists.lists import add, customers, id_of, labels, option, save, undo


@pytest.fixture(autouse=True)
def _database(any_database: str) -> None:
    """Each test on both databases."""


def retire(actor: Actor, option_id: int, *, retired: bool = True) -> int | None:
    with transaction() as session:
        return commands.retire_option(session, actor, option_id, retired=retired)


def move(actor: Actor, option_id: int, *, up: bool) -> int | None:
    with transaction() as session:
        return commands.move_option(session, actor, option_id, up=up)


def place(actor: Actor, option_id: int, before: int) -> int | None:
    with transaction() as session:
        return commands.place_option(session, actor, option_id, before)


def delete(actor: Actor, option_id: int) -> int:
    with transaction() as session:
        return commands.delete_option(session, actor, option_id)


def offered(picklist: str, *keep: int) -> list[str]:
    with reading() as session:
        return [label for _id, label in options_of(session, keep).get(picklist, [])]


def problems(error: pytest.ExceptionInfo[Rejected]) -> dict[str, str]:
    return error.value.problems


def test_a_choice_is_added_at_the_end_and_undo_takes_it_away(actor: Actor) -> None:
    with transaction() as session:
        operation, added = commands.add_option(session, actor, "category", {"label": " Gold  A "})
    assert labels("category") == ["Standard", "VIP", "Contract", "Gold A"]
    undo(actor, operation)
    assert labels("category") == ["Standard", "VIP", "Contract"]
    with reading() as session:
        assert labels_of(session, {added}) == {added: "Gold A"}
        assert trash_total(session) == 0


def test_a_choice_that_is_needed_by_now_stays_when_its_adding_is_undone(actor: Actor) -> None:
    with transaction() as session:
        operation, added = commands.add_option(session, actor, "category", {"label": "Gold"})
    customers(actor, 1, category=added)
    assert undo(actor, operation).reasons == {"still needed": 1}
    assert "Gold" in labels("category")


def test_days_rate_code_and_colour_are_kept_where_the_list_has_them(actor: Actor) -> None:
    add(actor, "payment_term", "Net 45", days="45", code="N45")
    add(actor, "tax_rate", "Arkansas", rate="6.5 %")
    add(actor, "category", "Gold", code="G-01", days="3")
    add(actor, "tag", "Key account", colour="warn")
    assert (option("payment_term", "Net 45").days, option("payment_term", "Net 45").code) == (
        45,
        None,
    )
    assert option("tax_rate", "Arkansas").rate == Decimal("6.5")
    assert (option("category", "Gold").code, option("category", "Gold").days) == ("G-01", None)
    assert option("tag", "Key account").colour == "warn"


@pytest.mark.parametrize(
    ("picklist", "name", "text", "said"),
    [
        ("category", "label", "  ", "A choice needs a name"),
        ("category", "label", "x" * 101, "At most 100 characters; this has 101"),
        ("payment_term", "days", "-1", "Days are a whole number from 0 to 3,650, such as 30"),
        ("payment_term", "days", "٣", "Days are a whole number from 0 to 3,650, such as 30"),
        ("tax_rate", "rate", "100.1", "A rate is a number of percent from 0 to 100, such as 6.5"),
        ("tax_rate", "rate", "NaN", "A rate is a number of percent from 0 to 100, such as 6.5"),
        ("tax_rate", "rate", "1.00001", "A rate has at most four digits behind the point"),
        ("tag", "colour", "pink", "Choose a colour from the list"),
        ("category", "code", "x" * 21, "At most 20 characters; this has 21"),
    ],
)
def test_what_does_not_do_is_said(
    actor: Actor, picklist: str, name: str, text: str, said: str
) -> None:
    with pytest.raises(Rejected) as error:
        add(actor, picklist, **{"label": "New", name: text})
    assert problems(error) == {name: said}


def test_a_name_stands_once_in_a_list_whatever_its_case_and_accents(actor: Actor) -> None:
    with pytest.raises(Rejected) as error:
        add(actor, "industry", "HOTÉL")
    assert problems(error) == {"label": "“Hotel” is in this list already"}
    retire(actor, id_of("industry", "Hotel"))
    with pytest.raises(Rejected) as error:
        save(actor, id_of("industry", "Office"), label="hotel")
    assert problems(error) == {"label": "“Hotel” is in this list, retired. Bring it back instead"}
    add(actor, "category", "Hotel")


def test_a_code_stands_once_in_a_list(actor: Actor) -> None:
    add(actor, "category", "Gold", code="G1")
    with pytest.raises(Rejected) as error:
        add(actor, "category", "Green", code="g1")
    assert problems(error) == {"code": "“Gold” has this code"}


def test_there_is_no_list_of_another_name(actor: Actor) -> None:
    with pytest.raises(Problem, match="no such list"):
        add(actor, "passwords", "Gold")


def test_a_rename_keeps_the_identity_and_is_undone_after_a_later_change(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    renamed = save(actor, vip, {"label": "VIP", "code": ""}, label="Key account", code="")
    save(actor, vip, {"code": ""}, code="K")
    assert id_of("category", "Key account") == vip
    report = undo(actor, renamed)
    assert (report.restored, report.reasons) == (1, {})
    assert (option("category", "VIP").id, option("category", "VIP").code) == (vip, "K")
    with reading() as session:
        assert ids_by_key(session)["category"]["vip"] == vip
    undo(actor, report.operation_id)
    assert id_of("category", "Key account") == vip


def test_a_rename_that_was_renamed_since_stays_also_if_only_its_case_was(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    first = save(actor, vip, label="Gold")
    second = save(actor, vip, label="GOLD")
    assert undo(actor, first).reasons == {"edited since": 1}
    assert id_of("category", "GOLD") == vip
    with reading() as session:
        assert ids_by_key(session)["category"]["gold"] == vip
    undo(actor, second)
    assert id_of("category", "Gold") == vip


def test_a_rename_is_not_undone_into_a_name_that_another_choice_has_by_now(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    renamed = save(actor, vip, label="Gold")
    add(actor, "category", "vip")
    assert undo(actor, renamed).reasons == {"the choice is there again": 1}
    assert labels("category") == ["Standard", "Gold", "Contract", "vip"]


def test_a_code_is_not_given_back_that_another_choice_has_by_now(actor: Actor) -> None:
    gold = add(actor, "category", "Gold", code="G")
    emptied = save(actor, gold, {"code": "G"}, code="")
    add(actor, "category", "Green", code="G")
    assert undo(actor, emptied).reasons == {"another choice has the code": 1}


def test_what_a_colleague_changed_meanwhile_is_not_written_over(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    shown = {"label": "VIP", "code": ""}
    save(actor, vip, shown, label="VIP", code="V")
    save(actor, vip, shown, label="Gold", code="")
    assert (option("category", "Gold").code) == "V"
    with pytest.raises(Rejected) as error:
        save(actor, vip, shown, label="Silver", code="")
    assert problems(error) == {"label": "Somebody changed this to “Gold” meanwhile"}
    assert save(actor, vip, {"label": "Gold"}, label="Gold") is None


def test_a_retired_choice_is_not_offered_but_kept_and_found_by_an_import(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    customer = customers(actor, 1, category=vip)[0]
    retired = retire(actor, vip)
    assert retire(actor, vip) is None
    assert offered("category") == ["Standard", "Contract"]
    assert offered("category", vip) == ["Standard", "VIP", "Contract"]
    update(actor, customer, 1, status="inactive")
    with reading() as session:
        assert live_label(session, "category", vip) is None
        assert ids_by_key(session)["category"]["vip"] == vip
    undo(actor, retired)
    assert offered("category") == ["Standard", "VIP", "Contract"]
    retire(actor, vip)
    back = retire(actor, vip, retired=False)
    assert offered("category") == ["Standard", "VIP", "Contract"]
    undo(actor, back)
    assert offered("category") == ["Standard", "Contract"]


def test_choices_are_moved_up_and_down_and_each_move_is_undone(actor: Actor) -> None:
    standard, contract = id_of("category", "Standard"), id_of("category", "Contract")
    assert move(actor, standard, up=True) is None
    assert move(actor, contract, up=False) is None
    down = move(actor, standard, up=False)
    assert labels("category") == ["VIP", "Standard", "Contract"]
    up = move(actor, contract, up=True)
    assert labels("category") == ["VIP", "Contract", "Standard"]
    undo(actor, up)
    undo(actor, down)
    assert labels("category") == ["Standard", "VIP", "Contract"]


def test_a_choice_is_put_in_front_of_another_and_among_choices_without_a_place(
    actor: Actor,
) -> None:
    with transaction() as session:
        commands.add_option(session, actor, "area", {"label": "B"})
        commands.add_option(session, actor, "area", {"label": "C"})
        commands.add_option(session, actor, "area", {"label": "A"})
    assert labels("area") == ["B", "C", "A"]
    moved = place(actor, id_of("area", "A"), id_of("area", "C"))
    assert labels("area") == ["B", "A", "C"]
    assert place(actor, id_of("area", "A"), id_of("area", "C")) is None
    place(actor, id_of("area", "B"), 0)
    assert labels("area") == ["A", "C", "B"]
    undo(actor, moved)
    assert set(labels("area")) == {"A", "B", "C"}
    for other in (id_of("category", "VIP"), 999_999):
        with pytest.raises(commands.UnknownOption):
            place(actor, id_of("area", "A"), other)


def test_only_what_nothing_has_is_deleted_and_undo_brings_it_back(actor: Actor) -> None:
    vip, standard = id_of("category", "VIP"), id_of("category", "Standard")
    with_vip = customers(actor, 1, category=vip)[0]
    with pytest.raises(Problem, match="1 record has VIP"):
        delete(actor, vip)
    trash_customer(transaction, actor, with_vip)
    with pytest.raises(Problem, match="1 record has VIP"):
        delete(actor, vip)
    deleted = delete(actor, standard)
    assert labels("category") == ["VIP", "Contract"]
    with pytest.raises(commands.UnknownOption):
        save(actor, standard, label="Usual")
    undo(actor, deleted)
    assert labels("category") == ["Standard", "VIP", "Contract"]


def test_a_deleted_choice_stays_deleted_where_it_is_there_again(actor: Actor) -> None:
    deleted = delete(actor, id_of("category", "Standard"))
    add(actor, "category", "standard")
    assert undo(actor, deleted).reasons == {"the choice is there again": 1}


def test_what_was_done_stands_among_the_operations(actor: Actor) -> None:
    vip = id_of("category", "VIP")
    renamed = save(actor, vip, label="Gold")
    with reading() as session:
        shown = operation_detail(session, renamed or 0)
        assert shown
        assert (shown.label, shown.rows, shown.undoable) == (
            "Rename of VIP to Gold in Category",
            1,
            True,
        )
        (record,) = operation_records(session, renamed or 0, 1, 50)
        assert (record.kind, record.title) == ("picklist_option", "Gold (Category)")
        assert record.words == ("Name from VIP to Gold",)
