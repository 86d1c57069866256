"""What somebody wants to see of a list: kept by person, read with a grain of salt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.access.commands import add_user
from clientapp.database import reading, transaction
from clientapp.listing.columns import (
    MOST,
    WIDEST,
    Column,
    View,
    forget_view,
    keep_view,
    known,
    moved,
    name_of,
    shown,
    style,
    turned,
    view_of,
    widened,
    width_of,
)

COLUMNS = {name: Column(name, name.upper()) for name in "abcdefghijklmnop"}
CHOSEN = st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, max_size=MOST).map(tuple)


@pytest.fixture
def user(any_database: str) -> int:
    with transaction() as session:
        return add_user(session, "ana@example.com", "viewer").id or 0


def kept(user_id: int, view: str = "customers") -> View | None:
    with reading() as session:
        return view_of(session, user_id, view)


def test_what_is_kept_is_read_again_in_its_order_and_the_last_choice_counts(user: int) -> None:
    assert kept(user) is None
    for view in (View(("b:90", "a")), View(()), View(None, True), View(("c", "a", "b"), True)):
        with transaction() as session:
            keep_view(session, user, "customers", view)
        assert kept(user) == view
    assert kept(user, "organizations") is None
    assert kept(user + 1) is None


def test_what_is_forgotten_is_forgotten_for_one_person_and_one_list(user: int) -> None:
    with transaction() as session:
        other = add_user(session, "ben@example.com", "viewer").id or 0
        for user_id, view in ((user, "customers"), (user, "organizations"), (other, "customers")):
            keep_view(session, user_id, view, View(("a",)))
    with transaction() as session:
        forget_view(session, user, "customers")
    assert kept(user) is None
    assert kept(user, "organizations") == kept(other) == View(("a",))


def test_columns_that_are_gone_and_those_beyond_the_most_are_left_out() -> None:
    assert known(["b", "gone", "a", "b"], COLUMNS) == ("b", "a")
    assert len(known(COLUMNS, COLUMNS)) == MOST < len(COLUMNS)


def test_a_width_is_kept_within_bounds_and_stays_with_its_column() -> None:
    chosen = widened(("a", "b:90", "c"), "a", 5_000)
    assert chosen == (f"a:{WIDEST}", "b:90", "c")
    assert widened(chosen, "b", 0) == (f"a:{WIDEST}", "b", "c")
    assert widened(chosen, "gone", 100) == chosen
    assert moved(chosen, "a", 1) == ("b:90", f"a:{WIDEST}", "c")
    assert turned(chosen, "b", False) == (f"a:{WIDEST}", "c")
    assert turned(chosen, "b", True) == chosen
    assert known(["b:90", "gone:90", "a", "b:70"], COLUMNS) == ("b:90", "a")
    assert [width_of(each) for each in ("a", "a:", "a:x", "a:٣", "a:9999999", "a:1")][:-1] == [
        0
    ] * 5
    assert width_of("a:1") > 1


def test_widths_are_counted_from_the_last_column_since_a_box_may_stand_first() -> None:
    columns = shown(["a:90", "b", "c:120"], COLUMNS, [], own=True)
    css = style(columns)
    assert ":nth-last-child(3){width:90px" in css
    assert ":nth-last-child(1){width:120px" in css
    assert ":nth-last-child(2)" not in css
    assert style(shown(["a"], COLUMNS, [], own=True)) == ""
    assert [each.chosen for each in columns] == ["a:90", "b", "c:120"]
    assert [name_of(each.chosen) for each in columns] == ["a", "b", "c"]


def test_a_column_more_comes_last_if_there_is_room() -> None:
    assert turned(("a", "b"), "c", True) == ("a", "b", "c")
    assert turned(("a", "b"), "a", True) == ("a", "b")
    assert turned(("a", "b"), "a", False) == ("b",)
    full = tuple(COLUMNS)[:MOST]
    assert turned(full, "p", True) == full


@given(CHOSEN, st.sampled_from(sorted(COLUMNS)), st.sampled_from([-1, 1]))
def test_a_column_moves_by_one_as_far_as_it_goes(
    names: tuple[str, ...], name: str, by: int
) -> None:
    after = moved(names, name, by)
    assert sorted(after) == sorted(names)
    assert [each for each in after if each != name] == [each for each in names if each != name]
    if name in names:
        wanted = min(max(names.index(name) + by, 0), len(names) - 1)
        assert after.index(name) == wanted


def test_a_column_of_one_s_own_choice_is_never_left_out_for_want_of_room() -> None:
    columns = {"a": Column("a", "A", place="low"), "b": Column("b", "B", place="lead")}
    usual = shown(["a", "b"], columns, ["b"], own=False)
    own = shown(["a", "b"], columns, ["b"], own=True)
    assert [each.place for each in usual] == ["low", "lead"]
    assert [each.place for each in own] == ["line", "lead"]
    assert [each.sort for each in own] == ["", "b"]
