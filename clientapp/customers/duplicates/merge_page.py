"""Merging customers, field by field, with what comes of it beside: `/customers/merge?ids=1,2`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.bulk.report_bar import refresh_button
from clientapp.customers.duplicates.merge_state import Choice, Column, FieldRow
from clientapp.customers.duplicates.merge_state import CustomerMergeState as State
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)


def merge_page() -> rx.Component:
    """The customers side by side, and what they become."""
    return frame.page(
        feedback.faces(
            full=_comparison(),
            problem=State.problem,
            is_loading=~State.is_open,
            is_empty=State.refused != "",
            when_problem=_card(
                feedback.error("The customers could not be read", State.problem, State.refresh)
            ),
            when_loading=feedback.loading(12),
            when_empty=_card(_refused()),
        ),
        refresh_button(State.refresh),
        title="Merge customers",
        active="Customers",
    )


def _card(face: rx.Component) -> rx.Component:
    return rx.el.div(face, class_name="card")


def _refused() -> rx.Component:
    return feedback.empty(
        "These cannot be merged",
        State.refused,
        controls.link_button("Back to customers", routes.CUSTOMERS),
    )


def _comparison() -> rx.Component:
    rows = rx.el.div(
        _heads(),
        rx.foreach(State.rows, _row),
        class_name="merge-rows",
        style={"--records": State.columns.length()},
    )
    said = feedback.notice(State.said, tone="warn")
    return rx.fragment(
        rx.el.div(rx.cond(State.said != "", said, None), role="status"),
        rx.el.section(
            rx.el.div(rows, class_name="merge-scroll"),
            rx.cond(State.same.length() > 0, _same(), None),
            aria_label="What is kept",
            class_name="card merge",
        ),
        _moves(),
    )


def _heads() -> rx.Component:
    return rx.el.div(
        rx.el.div("Stays", class_name="merge-label"),
        rx.foreach(State.columns, _head),
        rx.el.div(
            rx.el.b("Result"),
            rx.el.div(State.stays, class_name="words"),
            class_name="merge-result",
        ),
        role="radiogroup",
        aria_label="Which customer stays",
        class_name="merge-row merge-heads",
        key=State.opened,
    )


def _head(column: rx.Var[Column]) -> rx.Component:
    radio = rx.el.input(
        type="radio", name="stays", default_checked=column.stays, on_change=State.keep(column.id)
    )
    detail = rx.el.span(column.detail, class_name="muted")
    return rx.el.div(
        rx.el.label(radio, rx.el.b(column.name), class_name="merge-choice"),
        rx.el.div(
            detail,
            controls.link(
                "Open",
                column.address,
                target="_blank",
                aria_label=f"Open {column.name} in a new tab",
                class_name="link",
            ),
            class_name="merge-detail",
        ),
        key=column.id.to_string(),
    )


def _row(row: rx.Var[FieldRow]) -> rx.Component:
    empty = rx.el.span("empty", class_name="muted")
    return rx.el.div(
        rx.el.div(row.label, class_name="merge-label"),
        rx.foreach(row.choices, lambda choice: _choice(row, choice)),
        rx.el.div(
            rx.el.span(f"{row.label} will be", class_name="visually-hidden"),
            rx.cond(row.result != "", row.result, empty),
            class_name="merge-result words",
        ),
        role="radiogroup",
        aria_label=row.label,
        class_name="merge-row",
        key=f"{row.name} {State.drawn}",
    )


def _choice(row: rx.Var[FieldRow], choice: rx.Var[Choice]) -> rx.Component:
    radio = rx.el.input(
        type="radio",
        name=row.name,
        default_checked=choice.chosen,
        on_change=State.choose(row.name, choice.record_id),
    )
    empty = rx.el.span("empty", class_name="muted")
    return rx.el.label(
        radio,
        rx.el.span(
            rx.cond(choice.text != "", choice.text, empty),
            rx.el.small(choice.whose, class_name="whose"),
            class_name="words",
        ),
        class_name="merge-choice",
        key=choice.record_id.to_string(),
    )


def _same() -> rx.Component:
    return rx.el.details(
        rx.el.summary(f"The same in all of them: {State.same.length()}"),
        rx.el.dl(
            rx.foreach(
                State.same,
                lambda pair: rx.el.div(rx.el.dt(pair[0]), rx.el.dd(pair[1]), key=pair[0]),
            ),
            class_name="facts",
        ),
        class_name="merge-same",
    )


def _moves() -> rx.Component:
    merge = controls.button(
        rx.cond(State.busy, "Merging", "Merge"),
        look="primary",
        on_click=State.merge,
        disabled=State.busy,
    )
    return rx.el.section(
        rx.el.h2("What moves"),
        rx.el.ul(rx.foreach(State.columns, _moved)),
        rx.el.p(
            f"The others go to Trash. “Unmerge” brings them back as they were until "
            f"{State.kept_until}; what is added to {State.stays} from now on stays there.",
            class_name="muted",
        ),
        rx.el.div(merge, controls.link_button("Cancel", routes.CUSTOMERS), class_name="actions"),
        aria_label="What moves",
        class_name="card panel merge-moves",
    )


def _moved(column: rx.Var[Column]) -> rx.Component:
    parts = rx.cond(column.parts != "", column.parts, "nothing")
    line = rx.el.li(rx.el.b(column.name), ": ", parts, key=column.id.to_string())
    return rx.cond(column.stays, None, line)
