"""What the movement of a list costs, however many moved; and what else it must say."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session

from clientapp.customers.movement.queries import came_in, counts, listed_then, went_out
from clientapp.customers.movement.walking import BATCH
from clientapp.customers.record.past import customers_at
from clientapp.database import reading
from clientapp.ledger.recording import Actor, now
from clientapp.listing.request import Condition, ListRequest
from tests.contacts import people
from tests.customers.many import add_many
from tests.customers.test_query_counts import read
from tests.customers.writing import update
from tests.states.desk import set_status, trash

ACTIVE = ListRequest(filters=(Condition("status", ("active",)),))


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def test_a_page_costs_as_many_statements_for_fifty_as_for_five(sqlite: str, actor: Actor) -> None:
    ids = add_many(actor, 60)
    costs: list[list[int]] = []
    for some in (ids[:5], ids[5:55]):
        moment = now()
        set_status(actor, some)
        costs.append([cost(each, moment) for each in ALL])
    assert costs[0] == costs[1]


ALL: tuple[Callable[..., Any], ...] = (counts, went_out, listed_then, came_in)


def cost(query: Callable[..., Any], moment: datetime) -> int:
    """The statements that a query runs."""
    return read(lambda session: query(session, ACTIVE, moment, silent))


def test_a_walk_says_how_far_it_has_come_and_ends_when_it_is_told_to(
    sqlite: str, actor: Actor
) -> None:
    class Enough(Exception):
        pass

    told: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Enough

    ids = add_many(actor, BATCH + 20)
    moment = now()
    set_status(actor, ids)
    with reading() as session, pytest.raises(Enough):
        counts(session, ACTIVE, moment, note)
    assert told == [(0, BATCH + 20), (BATCH, BATCH + 20)]


def test_who_was_created_since_came_in_and_who_was_deleted_at_once_did_neither(
    any_database: str, actor: Actor
) -> None:
    moment = now()
    ids = add_many(actor, 3)
    trash(actor, ids[:1])
    with reading() as session:
        rows = came_in(session, ListRequest(), moment, silent)
        assert [row.id for row in rows] == ids[1:]
        assert {row.edit.label for row in rows if row.edit} == {"Import of list.csv"}
        assert rows[0].edit
        assert rows[0].edit.lines == ("Created by import of list.csv",)
        assert counts(session, ListRequest(), moment, silent) == (2, 0, 0)


def test_the_edit_that_is_named_is_the_last_that_turned_it(any_database: str, actor: Actor) -> None:
    one = people.customer(actor, city="Benton")
    here = ListRequest(filters=(Condition("city", ("benton",)),))
    moment = now()
    for version, city in enumerate(("Conway", "Benton", "Cabot"), start=1):
        update(actor, one, version, city=city)
    update(actor, one, 4, phone="(501) 555-0101")
    with reading() as session:
        (row,) = went_out(session, here, moment, silent)
    assert row.edit
    assert row.edit.lines == ("City from Benton to Cabot",)


def test_a_former_phone_finds_whom_it_found_then(any_database: str, actor: Actor) -> None:
    one = people.customer(actor, phone="(501) 555-0101")
    update(actor, one, 1, phone="(501) 555-0199")
    moment = now()
    update(actor, one, 2, phone="(501) 555-0155")
    assert found_then(moment, "555-0101") == found_then(moment, "555-0199") == [one]
    assert found_then(moment, "555-0155") == []


def found_then(moment: datetime, search: str) -> list[int]:
    with reading() as session:
        return [row.id for row in listed_then(session, ListRequest(search=search), moment, silent)]


def test_many_customers_are_read_as_they_were_at_once(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 20, phone="(501) 555-0101")
    moment = now()
    for each in ids:
        update(actor, each, 1, company_name="Later", city="Cabot")
    new = people.customer(actor)

    def names(session: Session) -> Any:
        then = customers_at(session, [*ids, new], moment)
        return {(v["display_name"], v["city"]) for v in then.values()}

    with reading() as session:
        assert names(session) == {(f"Firm {at}", "Benton") for at in range(20)}
