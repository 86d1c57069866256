"""Where conditions stand: by themselves, or as alternatives of which any is enough."""

from hypothesis import assume, given
from hypothesis import strategies as st

from clientapp.listing.alternatives import Place, apart, put, removed, there
from clientapp.listing.request import Condition, ListRequest

INDUSTRY, CITY = Condition("industry", ("3",)), Condition("city", ("benton",), negated=True)


def request(*conditions: Condition) -> ListRequest:
    return ListRequest(filters=conditions, page=4)


def test_an_alternative_takes_the_condition_beside_it_into_a_new_group() -> None:
    changed, place = put(request(CITY, INDUSTRY), Place("email", 0, "city"), ["~gmail"])
    assert changed.to_query() == {
        "industry": "3",
        "or1.city": "!benton",
        "or1.email": "~gmail",
    }
    assert place == Place("email", 1)
    assert there(changed, place) == Condition("email", ("~gmail",), group=1)


def test_further_alternatives_join_the_group() -> None:
    changed, place = put(request(CITY, INDUSTRY), Place("email", 0, "city"), ["~gmail"])
    changed, place = put(changed, Place("status", place.group), ["active"], negated=True)
    assert changed.to_query()["or1.status"] == "!active"
    assert changed.groups == (1,)


def test_a_second_group_is_numbered_behind_the_first() -> None:
    changed, _ = put(request(CITY, INDUSTRY), Place("email", 0, "city"), ["~gmail"])
    changed, place = put(changed, Place("email", 0, "industry"), ["~web"])
    assert place.group == 2
    assert changed.to_query().keys() == {"or1.city", "or1.email", "or2.email", "or2.industry"}


def test_an_alternative_without_a_value_changes_nothing() -> None:
    changed, place = put(request(CITY), Place("email", 0, "city"), [])
    assert changed.filters == (CITY,)
    assert place == Place("email", 0, "city")


def test_a_group_that_ends_is_no_place_any_more() -> None:
    groups = (Condition("city", ("zion",), group=1), Condition("email", ("~gmail",), group=2))
    changed, place = put(request(*groups), Place("city", 1), [])
    assert changed.to_query() == {"or1.email": "~gmail"}
    assert place == Place("city", 0)


def test_what_it_was_to_stand_beside_may_be_gone() -> None:
    changed, place = put(request(CITY), Place("email", 0, "industry"), ["~gmail"])
    assert changed.to_query() == {"city": "!benton", "email": "~gmail"}
    assert place.group == 0


def test_the_last_alternative_stands_by_itself_again() -> None:
    changed, place = put(request(CITY), Place("email", 0, "city"), ["~gmail"])
    assert removed(changed, "email", place.group).filters == (CITY,)


def test_it_stays_in_its_group_where_its_filter_is_asked_for_otherwise() -> None:
    group = (Condition("city", ("zion",), group=1), Condition("email", ("~gmail",), group=1))
    changed = removed(request(CITY, *group), "email", 1)
    assert changed.to_query() == {"city": "!benton", "or1.city": "zion"}


def test_choices_are_counted_without_what_they_are_alternatives_to() -> None:
    assert apart(request(CITY, INDUSTRY), Place("status", 0, "city")) == (
        ListRequest(filters=(INDUSTRY,)),
        1,
    )
    assert apart(request(CITY), Place("status", 0)) == (request(CITY), 0)
    assert apart(request(CITY), Place("status", 2)) == (request(CITY), 2)


conditions = st.builds(
    Condition,
    st.sampled_from("abcd"),
    st.sampled_from([("1",), ("1", "2")]),
    st.booleans(),
    st.integers(0, 3),
)
requests = st.lists(conditions, max_size=8).map(lambda some: ListRequest(filters=tuple(some)))


@given(requests, st.sampled_from("abcd"), st.integers(0, 3), st.sampled_from(["", *"abcd"]))
def test_what_is_put_in_a_place_stands_there_and_nothing_else_is_lost(
    before: ListRequest, name: str, group: int, beside: str
) -> None:
    assume(group in (0, *before.groups))
    assume(not beside or (not group and beside != name and before.condition(beside)))
    asked = Place(name, group, beside)
    after, place = put(before, asked, ["9"])
    stands = there(after, place)
    assert stands is not None
    assert stands.values == ("9",)
    replaced = {there(before, asked)} - {None}
    kept = sorted((c.name, c.text) for c in {*before.filters} - replaced)
    assert kept == sorted((c.name, c.text) for c in after.filters if c != stands)
    assert ListRequest.from_query(after.to_query(), (), dict.fromkeys("abcd", Anything())) == after


class Anything:
    def reads(self, value: str) -> bool:
        return bool(value)
