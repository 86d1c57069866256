"""Merge, then anything, then unmerge: equal originals, but for what was edited and is reported."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.addresses.commands import link_address
from clientapp.contacts.commands import link_contact, make_primary, remove_contact
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import Note
from clientapp.notes.commands import add_note, pin_note
from clientapp.problem import Problem
from tests.contacts.people import (
    OAK,
    add,
    add_place,
    addresses,
    contacts,
    customer,
    edit,
    edit_place,
)
from tests.customers.many import ledger_faults
from tests.customers.writing import update, values_of
from tests.merging.merged import full, merge_all, unmerge, whole

FIELDS = ("email", "company_name", "reference_no", "primary contact", "primary site")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["field", "person", "place", "primary", "remove", "pin", "note", "add", "merge more"]
        ),
        st.integers(0, 9),
    ),
    max_size=5,
)

Step = tuple[str, int]


def do(actor: Actor, survivor: int, step: Step) -> None:
    """Something that is done to the survivor; what cannot be done is left."""
    what, at = step
    people, places = contacts(survivor), addresses(survivor)
    person, place = people[at % len(people)].id, places[at % len(places)].id
    doing: dict[str, Callable[[], Any]] = {
        "field": lambda: update(
            actor, survivor, values_of(survivor)["version"], email=f"{at}@example.com"
        ),
        "person": lambda: edit(actor, survivor, person, job_title=f"Title {at}"),
        "place": lambda: edit_place(actor, survivor, place, access_notes=f"Gate {at}"),
        "primary": lambda: in_session(make_primary, actor, survivor, person),
        "remove": lambda: in_session(remove_contact, actor, survivor, person),
        "pin": lambda: pin(actor, survivor, at),
        "note": lambda: in_session(add_note, actor, survivor, f"Since {at}"),
        "add": lambda: (add(actor, survivor, f"Lee {at}"), add_place(actor, survivor, OAK)),
        "merge more": lambda: merge_all(actor, survivor, customer(actor, f"Late {at}")),
    }
    with suppress(Problem):
        doing[what]()


def in_session(command: Callable[..., Any], *arguments: Any) -> Any:
    with transaction() as session:
        return command(session, *arguments)


def pin(actor: Actor, survivor: int, at: int) -> None:
    with reading() as session:
        notes = session.exec(
            select(Note.id).where(Note.customer_id == survivor).order_by(col(Note.id))
        ).all()
    with transaction() as session:
        pin_note(session, actor, survivor, notes[at % len(notes)] or 0, is_pinned=True)


def content(values: dict[str, Any]) -> dict[str, Any]:
    """What is compared of an original; whose the rows are is in it."""
    return {name: value for name, value in values.items() if name not in ("id", "number")}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chosen=st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 2)),
    shared=st.booleans(),
    steps=STEPS,
)
def test_merge_then_anything_then_unmerge_gives_back_equal_originals(
    any_database: str, actor: Actor, chosen: dict[str, int], shared: bool, steps: list[Step]
) -> None:
    ids = [
        full(actor, "Ann", email="ann@example.com"),
        full(actor, "Bea", company_name="Bea & Co"),
        full(actor, "Cyd", reference_no="R-1"),
    ]
    if shared:
        share(actor, ids)
    survivor, *others = ids
    before = {each: whole(each) for each in ids}
    done = merge_all(actor, survivor, *others, **{name: ids[at] for name, at in chosen.items()})
    for name, at in chosen.items():
        if " " not in name:
            assert values_of(survivor)[name] == before[ids[at]][name]
    for step in steps:
        do(actor, survivor, step)
    report = unmerge(actor, done)
    reported = {row for _kind, row, _why in report.kept}
    for each in others:
        if each not in reported:
            assert content(whole(each)) == content(before[each])
        for name in ("email", "company_name", "reference_no", "trashed_at"):
            assert whole(each)[name] == before[each][name]
    if not steps:
        assert reported == set()
        assert whole(survivor) == before[survivor]
    if all(what in ("note", "add", "field") for what, _at in steps):
        assert reported <= {survivor}
    for each in ids:
        people = contacts(each)  # none is left of who had two, and both were removed since
        assert [person.is_primary for person in people].count(True) == bool(people)
        assert [place.is_billing for place in addresses(each)].count(True) == 1
        assert [place.is_primary_site for place in addresses(each)].count(True) == 1
    assert ledger_faults() == []


def share(actor: Actor, ids: list[int]) -> None:
    """Let people and places of some be those of others too."""
    with transaction() as session:
        link_contact(session, actor, ids[1], contacts(ids[0])[0].id)
        link_contact(session, actor, ids[2], contacts(ids[1])[0].id)
        link_address(session, actor, ids[2], addresses(ids[0])[0].id)
