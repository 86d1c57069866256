"""Whatever two people type, save and answer in whatever order: no change is lost silently.

A plain model says what is stored and who wrote it when; each save is compared with it.
"""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.customers.commands import create_customer, update_customer
from clientapp.customers.fields import FIELD
from clientapp.database import reading, transaction
from clientapp.editing.conflict import Pending
from clientapp.ledger.changed import PART_OF_HOME, Conflict
from clientapp.ledger.recording import Actor
from clientapp.models import Change
from tests.customers.writing import values_of

FIELDS = ("city", "job_title", "tax_identifier", "description")
"""One of the site, one of the contact, two of the customer's own row."""

PEOPLE = (Actor(None, "Ana", "web"), Actor(None, "Kim", "web"))
Text = str | None


@dataclass
class Model:
    """What should be stored: the values, the version, and every write in order."""

    values: dict[str, Text]
    version: int = 1
    writes: list[tuple[int, str, Text, Text]] = field(default_factory=list)

    def written_since(self, name: str, version: int) -> bool:
        return any(name == each and at > version for at, each, _before, _after in self.writes)

    def write(self, values: dict[str, Text]) -> None:
        self.version += 1
        self.writes += [(self.version, n, self.values[n], v) for n, v in values.items()]
        self.values |= values


@dataclass
class Form:
    """What one person sees, and what they typed against which version."""

    shown: dict[str, Text]
    version: int
    typed: dict[str, tuple[Text, int]] = field(default_factory=dict)

    def type(self, name: str, value: Text) -> None:
        begun = self.typed.get(name, (None, self.version))[1]
        self.typed.pop(name, None)
        if value != self.shown[name]:
            self.typed[name] = (value, begun)

    def show(self, model: Model) -> None:
        """The inputs are drawn anew; what was typed comes back from the draft."""
        self.shown, self.version = dict(model.values), model.version
        for name, (value, _begun) in list(self.typed.items()):
            if value == self.shown[name]:
                del self.typed[name]

    def pending(self, conflict: Conflict | None = None) -> Pending:
        values = self.shown | {name: value for name, (value, _begun) in self.typed.items()}
        begun_at = {name: begun for name, (_value, begun) in self.typed.items()}
        found = (conflict.changed, conflict.theirs, conflict.version) if conflict else ({}, {}, 0)
        return Pending("", values, begun_at, *found)


texts = st.sampled_from([None, "a", "b", "c"])
typing = st.tuples(st.just("type"), st.integers(0, 1), st.sampled_from(FIELDS), texts)
saving = st.tuples(
    st.just("save"),
    st.integers(0, 1),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["yours", "theirs", "original"])),
    st.booleans(),
)
looking = st.tuples(st.just("look"), st.integers(0, 1))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(typing | typing | saving | looking, max_size=24))
def test_no_change_is_lost_silently_and_the_history_has_every_one(
    any_database: str, actor: Actor, steps: list[tuple]
) -> None:
    start = {"first_name": "Ana", "last_name": "Reyes", "city": "a", "description": "b"}
    with transaction() as session:
        customer = create_customer(session, actor, start)
    model = Model({name: start.get(name) for name in FIELDS})
    forms = [Form(dict(model.values), 1) for _person in PEOPLE]
    for step, person, *rest in steps:
        form = forms[person]
        if step == "type":
            form.type(*rest)
        elif step == "look":
            form.show(model)
        else:
            save(customer, person, forms, model, *rest)
        stored = values_of(customer)
        assert {name: stored[name] for name in FIELDS} == model.values
        assert stored["version"] == model.version
    assert history(customer) == model.writes


def save(
    customer: int,
    person: int,
    forms: list[Form],
    model: Model,
    choices: dict[str, str],
    interrupted: bool,
) -> None:
    """Save one person's form; a conflict is answered, if need be after the other saved again."""
    form = forms[person]
    conflict = attempt(customer, person, form.version, form.pending(), model)
    if conflict is None:
        form.typed.clear()
        form.show(model)
        return
    if interrupted:
        other = forms[1 - person]
        other.show(model)
        other.type("city", "between")
        if attempt(customer, 1 - person, other.version, other.pending(), model) is None:
            other.typed.clear()
            other.show(model)
    values, begun_at = form.pending(conflict).answered(choices)
    answered = Pending("", values, begun_at, {}, {}, 0)
    if attempt(customer, person, form.version, answered, model) is None:
        form.typed.clear()
        form.show(model)


def attempt(
    customer: int, person: int, version: int, asked: Pending, model: Model
) -> Conflict | None:
    """Save, and compare with what the model says of it."""
    mine = {n: asked.values[n] for n in asked.begun_at if asked.values[n] != model.values[n]}
    clashes = {n for n in mine if model.written_since(n, asked.begun_at[n])}
    try:
        with transaction() as session:
            saved = update_customer(
                session, PEOPLE[person], customer, asked.values, version, asked.begun_at
            )
    except Conflict as conflict:
        found = conflict.changed.keys(), conflict.theirs, conflict.version
        refused = conflict
    else:
        found, refused = (set(), {}, model.version), None
    assert found == (clashes, {name: model.values[name] for name in clashes}, model.version)
    if refused:
        return refused
    theirs = {n for n in FIELDS if n not in asked.begun_at and model.written_since(n, version)}
    assert saved.merged.keys() <= theirs
    if mine:
        model.write({name: mine[name] for name in FIELDS if name in mine})
    return None


def history(customer: int) -> list[tuple[int, str, Text, Text]]:
    """Every write of the fields that the ledger has, in the model's order."""
    fields = [FIELD[name] for name in FIELDS]
    by_column = {(PART_OF_HOME.get(f.home, "customer"), f.stored_as): f for f in fields}
    with reading() as session:
        changes = session.exec(
            select(Change)
            .where(Change.about_kind == "customer", Change.about_id == customer)
            .where(Change.version > 1)
            .order_by(col(Change.id))
        ).all()
    found = [
        (change.version, known.name, (change.before or {}).get(column), after)
        for change in changes
        for column, after in (change.after or {}).items()
        if (known := by_column.get((change.record_kind, column)))
    ]
    return sorted(found, key=lambda each: (each[0], FIELDS.index(each[1])))
