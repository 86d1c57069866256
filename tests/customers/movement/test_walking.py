"""A list through time: whoever comes, goes or changes meanwhile, it is what snapshots say."""

from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from clientapp.bulk.restoring import restore_one
from clientapp.bulk.selection import Selection
from clientapp.contacts.commands import link_contact, make_primary, remove_contact
from clientapp.customers.movement.queries import came_in, counts, listed_then, went_out
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor, begin, finish, now
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.listing import statement
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.tokens import contains
from clientapp.picklists.commands import add_options
from clientapp.problem import Problem
from clientapp.tags.commands import add_tag, remove_tag
from tests.contacts import people
from tests.customers.bulk import set_field, trash_customer
from tests.customers.writing import update, values_of
from tests.merging.merged import merge_all

RUNS = count(1)
HOW_MANY = 3

WHO = st.integers(0, HOW_MANY - 1)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "company_name": st.sampled_from(["Blue", "Bird", None]),
        "kind": st.sampled_from(["residential", "commercial"]),
        "first_name": st.sampled_from(["Ana", "Lee"]),
        "city": st.sampled_from(["Benton", "Conway", None]),
        "industry": st.sampled_from([1, 2, None]),
        "phone": st.sampled_from(["(501) 555-0101", "(501) 555-0188", None]),
    },
)
DONE = st.sampled_from(
    [
        *("create", "trash", "restore", "activate", "deactivate", "undo", "merge"),
        *("tag", "untag", "another contact", "share a contact", "first contact", "drop a contact"),
    ]
)
Steps = list[tuple[int, Any]]
STEPS = st.lists(st.tuples(WHO, st.one_of(EDITS, DONE)), max_size=6)

ASKED: tuple[tuple[Condition, ...], ...] = (
    (),
    (Condition("industry", ("1",)),),
    (Condition("industry", ("1", "-"), negated=True), Condition("status", ("active",))),
    (Condition("first_name", (contains("an"),)),),
    (Condition("name", (contains("blue"),), group=1), Condition("city", ("conway",), group=1)),
    (Condition("problems", ("reach", "contact")), Condition("kind", ("commercial",), True)),
)
SEARCHED = ("lee", "555-0101", "blue conway")
REQUESTS = st.sets(st.integers(0, len(ASKED) + len(SEARCHED)), min_size=2, max_size=3)


class Book:
    """The customers of one run, which carry its number, and a tag."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.number = f"run {next(RUNS)} ends"
        self.ids: list[int] = []
        with transaction() as session:
            operation = begin(session, actor, "edit", "New tag")
            self.tag = next(iter(add_options(session, operation, "tag", [self.number]).values()))
            finish(session, operation)
        for _ in range(HOW_MANY):
            self.create()

    def create(self) -> None:
        self.ids.append(people.customer(self.actor, reference_no=self.number, city="Benton"))

    def requests(self) -> list[ListRequest]:
        own = Condition("reference_no", (contains(self.number),))
        tagged = (Condition("tags", (str(self.tag),)),)
        filtered = [ListRequest(filters=(own, *some)) for some in (*ASKED, tagged)]
        return [*filtered, *(ListRequest(search=text, filters=(own,)) for text in SEARCHED)]

    def lists(self) -> list[list[int]]:
        """The ids that each request finds now, by name."""
        with reading() as session:
            return [statement.page(session, CUSTOMERS, each) for each in self.requests()]

    def do_all(self, steps: Steps) -> None:
        for who, step in steps:
            self.do(who, step)

    def do(self, who: int, step: Any) -> None:
        """One thing that somebody does to a customer; what cannot be done is left."""
        try:
            if isinstance(step, str):
                self.steps(self.ids[who])[step]()
            else:
                version = values_of(self.ids[who])["version"]
                update(self.actor, self.ids[who], version, **step)
        except (CannotUndo, Problem, Rejected):
            return

    def steps(self, one: int) -> dict[str, Callable[[], Any]]:
        def write(command: Callable[..., Any], *arguments: Any, **more: Any) -> Callable[[], Any]:
            def run() -> Any:
                with transaction() as session:
                    return command(session, self.actor, one, *arguments, **more)

            return run

        def status(value: str) -> Any:
            whom = Selection(ids=tuple(self.ids))
            return set_field(transaction, self.actor, whom, len(self.ids), "status", value)

        first, last = (people.contacts(one) or [None])[0], (people.contacts(one) or [None])[-1]
        theirs = (people.contacts(self.ids[0]) or [None])[0]
        return {
            "create": self.create,
            "trash": lambda: trash_customer(transaction, self.actor, one),
            "restore": write(_restore),
            "activate": lambda: status("active"),
            "deactivate": lambda: status("inactive"),
            "undo": lambda: undo_all(transaction, self.actor, people.newest()),
            "merge": lambda: merge_all(self.actor, self.ids[0], one),
            "tag": write(add_tag, self.tag),
            "untag": write(remove_tag, self.tag),
            "another contact": lambda: people.add(self.actor, one, "Lee Moss", is_primary=True),
            "share a contact": write(link_contact, theirs.id if theirs else 0),
            "first contact": write(make_primary, first.id if first else 0),
            "drop a contact": write(remove_contact, last.id if last else 0),
        }


def _restore(session: Session, actor: Actor, customer: int) -> int:
    return restore_one(session, actor, "customer", customer, any_ones=True)


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def ids_of(rows: Any) -> list[int]:
    return [row.id for row in rows]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=STEPS, since=STEPS, asked=REQUESTS)
def test_the_list_was_what_a_snapshot_taken_then_says(
    any_database: str, actor: Actor, before: Steps, since: Steps, asked: set[int]
) -> None:
    book = Book(actor)
    book.do_all(before)
    lists, moment = book.lists(), now()
    book.do_all(since)
    today = book.lists()
    with reading() as session:
        for at in asked:
            request, then, now_ = book.requests()[at], lists[at], today[at]
            assert ids_of(listed_then(session, request, moment, silent)) == then
            came = came_in(session, request, moment, silent)
            went = went_out(session, request, moment, silent)
            assert {*ids_of(came)} == {*now_} - {*then}
            assert {*ids_of(went)} == {*then} - {*now_}
            told = counts(session, request, moment, silent)
            assert told == (len(came), len(went), len(then))
            assert all(row.edit and row.edit.when >= moment for row in (*came, *went))
