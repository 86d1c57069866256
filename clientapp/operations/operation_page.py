"""One operation and what it did: `/operations/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.bulk.report_bar import refresh_button
from clientapp.listing.table import head, listed_table
from clientapp.live.pulse import pulse
from clientapp.operations.operation_state import OperationState as State
from clientapp.operations.report import Left
from clientapp.operations.showing import Fact, RecordLine
from clientapp.ui import controls, dialog, feedback, paging

LOADS = frame.loads(State.open)


def operation_page() -> rx.Component:
    """What was done, to which records, and how to undo it."""
    shown = rx.el.div(
        rx.el.div(_notices(), _report(), _records()),
        rx.el.aside(_facts(), aria_label="About this operation"),
        class_name="record",
    )
    return frame.page(
        feedback.faces(
            full=shown,
            problem=State.problem,
            is_loading=~State.is_open,
            is_empty=State.view.id == 0,
            when_problem=_card(
                feedback.error("The operation could not be read", State.problem, State.refresh)
            ),
            when_loading=feedback.loading(8),
            when_empty=_card(_missing()),
        ),
        refresh_button(State.refresh),
        rx.cond(State.asking, _question(), None),
        title=rx.cond(_is_shown(), State.view.label, "Operation"),
        active="Operations",
        beside=[rx.cond(_is_shown(), controls.tag(State.view.status, State.view.tone), None)],
        actions=[rx.cond(_is_shown() & State.view.may_undo, _undo_button(), None)],
    )


def _is_shown() -> rx.Var[bool]:
    return State.is_open & (State.view.id > 0)


def _card(content: rx.Component) -> rx.Component:
    return rx.el.div(content, class_name="card")


def _missing() -> rx.Component:
    return feedback.empty(
        "There is no such operation",
        "The address is mistyped. Everything that was done stands under Operations.",
        controls.link_button("All operations", routes.OPERATIONS),
    )


def _undo_button() -> rx.Component:
    words = rx.cond(State.busy, "Undoing", State.view.undo)
    return controls.button(words, on_click=State.ask_undo, disabled=State.busy)


def _question() -> rx.Component:
    return dialog.question(
        "Undo this operation?",
        rx.el.p(State.view.undo_words),
        rx.el.p("What was edited since stays as it is and is listed by name."),
        confirm=controls.button(State.view.undo, look="primary", on_click=State.undo),
        on_cancel=State.cancel_undo,
    )


def _notices() -> rx.Component:
    running = rx.fragment(
        feedback.notice(
            f"This operation is still running: {State.view.count} so far. "
            "It can be undone when it has ended."
        ),
        pulse(State.refresh),
    )
    cut_off = f"This operation was cut off after {State.view.count}. What it did by then stands"
    words = rx.cond(State.view.may_undo, f"{cut_off}, and can be undone.", f"{cut_off}.")
    stopped = feedback.notice(words, tone="warn")
    undone = feedback.notice(
        "This operation was undone.",
        controls.link("Show the undo", routes.operation(State.view.undone_by), class_name="link"),
    )
    return rx.fragment(
        rx.cond(State.view.running, running, None),
        rx.cond(State.view.stopped, stopped, None),
        rx.cond(State.view.undone_by > 0, undone, None),
    )


def _report() -> rx.Component:
    report = State.view.report
    section = rx.el.section(
        rx.el.h2("Report of the undo"),
        rx.el.p(report.restored),
        rx.foreach(report.left, _left),
        aria_label="Report of the undo",
        class_name="card panel undo-report",
    )
    return rx.cond(report.operation_id > 0, section, None)


def _left(left: rx.Var[Left]) -> rx.Component:
    def named(name: rx.Var[tuple[str, str]]) -> rx.Component:
        return rx.el.li(
            rx.cond(name[1] != "", controls.link(name[0], name[1], class_name="link"), name[0])
        )

    return rx.el.div(
        rx.el.h3(left.reason),
        rx.el.ul(
            rx.foreach(left.names, named),
            rx.cond(left.more != "", rx.el.li(left.more, class_name="muted"), None),
            tab_index=0,
            aria_label=left.reason,
            class_name="names",
        ),
    )


def _records() -> rx.Component:
    pages = paging.pagination(
        State.view.shown,
        page=State.view.page,
        pages=State.view.pages,
        on_turn=State.turn_page,
        on_jump=State.jump,
    )
    table = listed_table(
        [head("Record", "title"), head("What happened", "words")],
        rx.foreach(State.rows, _record),
        pages,
        label="Records",
        class_name="table touched",
    )
    none = rx.el.p("No record was touched.", class_name="panel muted")
    return rx.el.div(rx.cond(State.rows.length() > 0, table, none), class_name="card")


def _record(row: rx.Var[RecordLine]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(row.address != "", controls.link(row.name, row.address), row.name),
            title=row.name,
            class_name="title",
        ),
        rx.el.td(rx.foreach(row.words, lambda line: rx.el.div(line)), class_name="words"),
    )


def _facts() -> rx.Component:
    return rx.el.section(
        rx.el.h2("About this operation"),
        rx.el.dl(rx.foreach(State.view.facts, _fact), class_name="facts"),
        aria_label="Facts",
        class_name="card panel",
    )


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    label, text, address = (fact[index] for index in range(len(Fact._fields)))
    said = rx.cond(address != "", controls.link(text, address, class_name="link"), text)
    return rx.el.div(rx.el.dt(label), rx.el.dd(said))
