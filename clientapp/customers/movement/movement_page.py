"""A list of customers through time: `/customers/movement`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.bulk.report_bar import refresh_button
from clientapp.customers.movement.asked import CAME, THEN
from clientapp.customers.movement.queries import Past
from clientapp.customers.movement.state import CustomerMovementState as State
from clientapp.customers.movement.state import MovedLine, View
from clientapp.listing.table import head, list_foot, listed_table
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)


def movement_page() -> rx.Component:
    """The day, the filters in words, three views, and the rows of one of them."""
    card = rx.el.div(
        _bar(),
        rx.cond(State.view == THEN, _as_it_began(), None),
        rx.cond(State.day == "", _no_day(), _rows()),
        class_name="card",
    )
    return frame.page(
        rx.cond(State.views.length() > 0, _views(), None),
        card,
        refresh_button(State.refresh),
        title=rx.cond(State.day != "", f"Changes since {State.day}", "Changes since a day"),
        active="Customers",
        beside=[feedback.status(State.progress)],
        actions=[controls.link_button("The list now", State.list_address)],
    )


def _views() -> rx.Component:
    """Each view with how many it has, as a link."""
    return rx.el.nav(
        rx.foreach(State.views, _view), aria_label="Views", class_name="card tiles views"
    )


def _view(view: rx.Var[View]) -> rx.Component:
    name, number, words, address = (view[at] for at in range(len(View._fields)))
    return controls.link(
        rx.fragment(rx.el.b(number), rx.el.span(words)),
        address,
        key=name,
        aria_current=rx.cond(State.view == name, "page", None),
    )


def _bar() -> rx.Component:
    box = rx.el.input(
        type="date",
        name="since",
        default_value=State.since,
        key=State.since,
        required=True,
        aria_invalid=State.complaint != "",
        aria_describedby="movement-problem",
        class_name="input",
        custom_attrs={"id": "movement-since"},
    )
    day = rx.el.form(
        rx.el.label("Since", html_for="movement-since"),
        box,
        controls.button("Show", type="submit", small=True),
        on_submit=State.look,
        class_name="since",
    )
    complaint = rx.el.p(
        State.complaint, class_name="error-text", custom_attrs={"id": "movement-problem"}
    )
    searched = rx.cond(State.search != "", _word(f"Search “{State.search}”"), None)
    unfiltered = (State.search == "") & (State.filters.length() == 0)
    return rx.el.div(
        day,
        complaint,
        searched,
        rx.foreach(State.filters, _word),
        rx.cond(unfiltered & State.loaded, rx.el.span("All customers", class_name="muted"), None),
        class_name="bar",
    )


def _word(text: rx.Var[str] | str) -> rx.Component:
    return controls.tag(text, "accent")


def _as_it_began() -> rx.Component:
    words = f"As it was when {State.day} began, with what the records said then."
    return rx.cond(State.day != "", rx.el.p(words, class_name="bar muted"), None)


def _no_day() -> rx.Component:
    return feedback.empty(
        "Choose a day",
        "You then see which customers came into the list since it began, which went out of it and "
        "by what, and the list as it was.",
    )


def _rows() -> rx.Component:
    is_then = State.view == THEN
    is_empty = rx.cond(is_then, State.past.length() == 0, State.moved.length() == 0)
    return feedback.faces(
        full=rx.cond(is_then, _then_table(), _moved_table()),
        problem=State.problem,
        is_loading=~State.loaded,
        is_empty=is_empty,
        when_problem=feedback.error("The changes could not be read", State.problem, State.refresh),
        when_empty=_nobody(),
    )


def _nobody() -> rx.Component:
    came = feedback.empty(
        f"Nobody came in since {State.day}", "No customer is in this list that was not in it then."
    )
    went = feedback.empty(
        f"Nobody went out since {State.day}", "Every customer that was in this list is in it now."
    )
    then = feedback.empty(
        "The list was empty", f"No customer was in this list when {State.day} began."
    )
    return rx.cond(State.view == THEN, then, rx.cond(State.view == CAME, came, went))


def _moved_table() -> rx.Component:
    heads = [
        head("Customer", "title"),
        head("What happened", "words"),
        head("Operation", "by"),
        head("Who", "lead"),
        head("When", "corner"),
    ]
    return listed_table(
        heads,
        rx.foreach(State.moved, lambda row: moved_row(row=row, key=row[0].to_string())),
        list_foot(State),
        label=rx.cond(State.view == CAME, "Came in", "Went out"),
        class_name="table moved",
    )


@rx.memo
def moved_row(row: rx.Var[MovedLine], rest: rx.RestProp) -> rx.Component:
    """A customer that came in or went out; what did not change is not drawn anew."""
    row_id, name, place, in_trash, lines, label, address, who, when, moment = (
        row[at] for at in range(len(MovedLine._fields))
    )
    known = controls.link(label, address, class_name="link")
    return rx.el.tr(
        rx.el.td(
            controls.link(name, routes.customer(row_id)),
            rx.cond(in_trash, controls.tag("In Trash", "warn"), None),
            rx.cond(place != "", rx.el.small(place), None),
            title=name,
            class_name="title",
        ),
        rx.el.td(rx.foreach(lines.to(list[str]), lambda line: rx.el.div(line)), class_name="words"),
        rx.el.td(
            rx.cond(address != "", known, rx.el.span("Still under way", class_name="muted")),
            title=label,
            class_name="by",
        ),
        rx.el.td(who, class_name="lead"),
        rx.el.td(when, title=moment, class_name="corner"),
        rest,
    )


def _then_table() -> rx.Component:
    heads = [
        head("Customer", "title"),
        head("Category", "corner"),
        head("Phone", "foot-start"),
        head("Place", "rest"),
        head("Status", "foot-end"),
    ]
    return listed_table(
        heads,
        rx.foreach(State.past, lambda row: then_row(row=row, key=row[0].to_string())),
        list_foot(State),
        label="The list then",
        class_name="table",
    )


@rx.memo
def then_row(row: rx.Var[Past], rest: rx.RestProp) -> rx.Component:
    """A customer as it was; the link leads to the record as it is."""
    row_id, name, category, phone, place, status = (row[at] for at in range(len(Past._fields)))
    tone = rx.cond(status == "Active", "good", "plain")
    return rx.el.tr(
        rx.el.td(controls.link(name, routes.customer(row_id)), title=name, class_name="title"),
        rx.el.td(rx.cond(category != "", controls.tag(category), ""), class_name="corner"),
        rx.el.td(phone, class_name="foot-start"),
        rx.el.td(place, title=place, class_name="rest"),
        rx.el.td(controls.tag(status, tone), class_name="foot-end"),
        rest,
    )
