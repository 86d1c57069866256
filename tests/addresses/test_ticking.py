"""The ticks of a customer's addresses, whatever was ticked: one billed, one primary site."""

from hypothesis import given
from hypothesis import strategies as st

from clientapp.addresses.ticking import BILLED, BILLED_SITE, SITE, Ticks, settled

TICKS = st.dictionaries(
    st.integers(1, 9), st.builds(Ticks, st.booleans(), st.booleans(), st.booleans()), min_size=1
)


@given(ticks=TICKS, data=st.data())
def test_exactly_one_is_billed_and_one_of_the_sites_is_primary(
    ticks: dict[int, Ticks], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from([None, *ticks]))
    wanted = settled(ticks, chosen)
    sites = [key for key, each in wanted.items() if each.is_site]
    primary = [key for key, each in wanted.items() if each.is_primary_site]
    assert [each.is_billing for each in wanted.values()].count(True) == 1
    assert len(primary) == bool(sites)
    assert {*primary} <= {*sites}
    assert all(
        each.is_billing or each.is_site or not any(ticks[k]) or ticks[k].is_primary_site
        for k, each in wanted.items()
    )


@given(ticks=TICKS, data=st.data())
def test_what_is_settled_stays_as_it_is(ticks: dict[int, Ticks], data: st.DataObject) -> None:
    wanted = settled(ticks, data.draw(st.sampled_from([None, *ticks])))
    assert settled(wanted) == wanted


@given(ticks=TICKS, data=st.data())
def test_the_chosen_address_gets_what_was_ticked(
    ticks: dict[int, Ticks], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(list(ticks)))
    wanted = settled(ticks, chosen)[chosen]
    assert wanted.is_billing >= ticks[chosen].is_billing
    assert wanted.is_site >= ticks[chosen].is_site
    assert wanted.is_primary_site >= (ticks[chosen].is_site and ticks[chosen].is_primary_site)


def test_the_first_address_is_billed_and_the_first_site_primary() -> None:
    assert settled({1: Ticks(False, True)}) == {1: BILLED_SITE}
    assert settled({1: BILLED, 2: Ticks(False, True)}, 2) == {1: BILLED, 2: SITE}


def test_what_is_billed_no_more_and_was_nothing_else_stays_as_a_site() -> None:
    moved = settled({1: BILLED, 2: BILLED_SITE}, 2)
    assert moved == {1: Ticks(False, True), 2: BILLED_SITE}
