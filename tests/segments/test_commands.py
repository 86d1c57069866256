"""Saving, changing, sharing and deleting segments, and taking it back, on both databases."""

from typing import Any

import pytest
from sqlmodel import select

from clientapp.access.commands import add_user
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.operations import operation_detail, operation_page, operation_records
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.models import Operation, Segment, TeamView
from clientapp.problem import Problem
from clientapp.segments import commands
from clientapp.segments.commands import Saved
from clientapp.segments.queries import SegmentRead, segment_of, segments_of, team_segment

KIND, VIEW = "customer", "customers"


@pytest.fixture
def users(any_database: str) -> tuple[int, int]:
    """Two people, by their ids."""
    with transaction() as session:
        mine = add_user(session, "ana@example.com", "manager")
        other = add_user(session, "tom@example.com", "office")
        return mine.id or 0, other.id or 0


def saved(actor: Actor, user_id: int, name: str, *, shared: bool = False, query: str = "") -> Saved:
    with transaction() as session:
        stored = (user_id, KIND, name, query, None, shared)
        return commands.save_segment(session, actor, *stored, may_share=True)


def updated(
    actor: Actor, user_id: int, segment_id: int, *, may_share: bool = True, **values: Any
) -> int | None:
    with transaction() as session:
        return commands.update_segment(
            session, actor, user_id, segment_id, values, may_share=may_share
        )


def deleted(actor: Actor, user_id: int, segment_id: int, *, may_share: bool = True) -> int:
    with transaction() as session:
        return commands.delete_segment(session, actor, user_id, segment_id, may_share=may_share)


def made_default(actor: Actor, segment_id: int | None) -> int | None:
    with transaction() as session:
        return commands.set_team_segment(session, actor, VIEW, segment_id)


def seen_by(user_id: int) -> list[str]:
    with reading() as session:
        return [each.name for each in segments_of(session, [KIND], user_id)]


def read(user_id: int, segment_id: int) -> SegmentRead | None:
    with reading() as session:
        return segment_of(session, KIND, user_id, segment_id)


def default() -> int:
    with reading() as session:
        return team_segment(session, VIEW)


def labels() -> list[str]:
    with reading() as session:
        return [each.label for each in reversed(operation_page(session, 1, 50))]


def test_a_private_segment_is_there_for_its_owner_alone(
    users: tuple[int, int], actor: Actor
) -> None:
    mine, other = users
    private = saved(actor, mine, "Zeta").segment_id
    saved(actor, mine, "Àlders", shared=True)
    assert seen_by(mine) == ["Àlders", "Zeta"]
    assert seen_by(other) == ["Àlders"]
    assert read(other, private) is None
    for forbidden in (
        lambda: updated(actor, other, private, query="q=x"),
        lambda: updated(actor, other, private, is_shared=True),
        lambda: deleted(actor, other, private),
        lambda: made_default(actor, private),
    ):
        with pytest.raises(Problem):
            forbidden()
    assert seen_by(mine) == ["Àlders", "Zeta"]


def test_what_is_the_team_s_is_changed_by_who_may_share(
    users: tuple[int, int], actor: Actor
) -> None:
    mine, other = users
    team = saved(actor, mine, "Alders", shared=True).segment_id
    for forbidden in (
        lambda: updated(actor, other, team, may_share=False, query="q=x"),
        lambda: updated(actor, mine, team, may_share=False, is_shared=False),
        lambda: deleted(actor, other, team, may_share=False),
        lambda: updated(actor, other, team, is_shared=False),
    ):
        with pytest.raises(Problem):
            forbidden()
    assert updated(actor, other, team, query="q=x")
    assert read(other, team) == (team, "Alders", True, mine, "q=x", None, KIND)
    with pytest.raises(Problem), transaction() as session:
        commands.save_segment(session, actor, other, KIND, "Mine", "", None, True)
    private = saved(actor, other, "Mine").segment_id
    with pytest.raises(Problem):
        updated(actor, other, private, may_share=False, is_shared=True)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("  ", "A segment needs a name"),
        ("x" * 61, "At most 60 characters; this has 61"),
        ("HOTELS", "There is a segment named HOTELS already"),
        (" Hôtels\n", "There is a segment named Hôtels already"),
    ],
)
def test_a_name_that_does_not_do_is_refused(
    users: tuple[int, int], actor: Actor, name: str, problem: str
) -> None:
    mine, other = users
    saved(actor, mine, "Hotels")
    second = saved(actor, mine, "Inns").segment_id
    for refused in (
        lambda: saved(actor, mine, name),
        lambda: updated(actor, mine, second, name=name),
    ):
        with pytest.raises(Rejected) as rejected:
            refused()
        assert rejected.value.problems == {"name": problem}
    assert seen_by(mine) == ["Hotels", "Inns"]
    assert saved(actor, other, "Hotels").segment_id
    assert updated(actor, mine, second, name="INNS")


def test_nobody_has_endless_segments(
    users: tuple[int, int], actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _other = users
    monkeypatch.setattr(commands, "MOST", 1)
    first = saved(actor, mine, "One").segment_id
    with pytest.raises(Rejected, match="You have 1 segments"):
        saved(actor, mine, "Two")
    assert updated(actor, mine, first, name="Two")


def test_every_write_is_an_operation_that_can_be_undone(
    users: tuple[int, int], actor: Actor
) -> None:
    mine, _other = users
    made, row = saved(actor, mine, "Hotels", query="q=hotel")
    renamed = updated(actor, mine, row, name="Inns") or 0
    undo_all(transaction, actor, renamed)
    assert seen_by(mine) == ["Hotels"]
    gone = deleted(actor, mine, row)
    assert seen_by(mine) == []
    undo_all(transaction, actor, gone)
    assert read(mine, row) == (row, "Hotels", False, mine, "q=hotel", None, KIND)
    changed = updated(actor, mine, row, query="q=inn", columns="city:90") or 0
    assert updated(actor, mine, row, query="q=inn") is None
    undo_all(transaction, actor, changed)
    assert read(mine, row) == (row, "Hotels", False, mine, "q=hotel", None, KIND)
    report = undo_all(transaction, actor, made)
    assert (report.restored, report.reasons) == (1, {})
    assert seen_by(mine) == []


def test_a_deleted_name_that_was_given_again_stays_with_the_new_one(
    users: tuple[int, int], actor: Actor
) -> None:
    mine, _other = users
    first = saved(actor, mine, "Hotels").segment_id
    gone = deleted(actor, mine, first)
    saved(actor, mine, "hotels")
    report = undo_all(transaction, actor, gone)
    assert report.reasons == {"the owner has one of this name": 1}
    assert seen_by(mine) == ["hotels"]


def test_the_operations_name_no_private_segment(users: tuple[int, int], actor: Actor) -> None:
    mine, _other = users
    private = saved(actor, mine, "Late payers", query="q=secret").segment_id
    updated(actor, mine, private, query="q=secret2")
    updated(actor, mine, private, is_shared=True)
    updated(actor, mine, private, name="Payers")
    updated(actor, mine, private, is_shared=False)
    deleted(actor, mine, private)
    assert labels() == [
        "Private segment saved",
        "Private segment changed",
        "Segment Late payers shared with the team",
        "Segment Late payers renamed",
        "Segment Payers made private",
        "Private segment deleted",
    ]
    with reading() as session:
        done = select(Operation.id).where(Operation.record_kind == "segment")
        for operation_id in session.exec(done):
            detail = operation_detail(session, operation_id or 0)
            records = operation_records(session, operation_id or 0, 1, 10)
            assert detail is not None
            assert "secret" not in str((detail, records))
            assert [each.title for each in records] == ["Private segment"]


def test_the_team_s_list_opens_with_a_segment_until_it_is_gone(
    users: tuple[int, int], actor: Actor
) -> None:
    mine, _other = users
    team = saved(actor, mine, "Hotels", shared=True).segment_id
    assert default() == 0
    first = made_default(actor, team)
    assert default() == team
    assert made_default(actor, team) is None
    gone = deleted(actor, mine, team)
    assert default() == 0
    undo_all(transaction, actor, gone)
    assert default() == team
    undo_all(transaction, actor, first or 0)
    assert default() == 0
    made_default(actor, team)
    assert made_default(actor, None)
    assert default() == 0
    with reading() as session:
        assert {*session.exec(select(TeamView.segment_id))} == {None}
        assert len(session.exec(select(Segment)).all()) == 1
