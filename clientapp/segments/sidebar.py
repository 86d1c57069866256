"""The segments in the sidebar, below the entry of their list."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.segments.sidebar_state import NavLine
from clientapp.segments.sidebar_state import SegmentsNavState as State
from clientapp.ui import controls
from clientapp.ui.popup import runs

CLOSE_DRAWER = runs("document.getElementById('sidebar').hidePopover()")


def segments_nav(kind: str = "customer") -> rx.Component:
    """One's own segments of the list of a kind of record and those of the team, each with its
    count; nothing where none is."""
    of_kind = "" if kind == "customer" else f" of {routes.LISTS[kind].strip('/')}"
    return rx.el.div(
        _group("My segments", of_kind, State.own[kind]),
        _group("Team segments", of_kind, State.shared[kind]),
        _again() if kind == "customer" else None,
        aria_busy=State.counting,
        class_name="nav-segments",
    )


def _again() -> rx.Component:
    """For all kinds: what they are read anew by, and why they cannot be read."""
    recount = rx.el.button(
        type="button", hidden=True, on_click=State.open, custom_attrs={"data-recount": ""}
    )
    problem = rx.el.p(State.problem, role="status", class_name="muted nav-problem")
    return rx.fragment(rx.cond(State.problem != "", problem, None), recount)


def _group(label: str, of_kind: str, lines: rx.Var[list[NavLine]]) -> rx.Component:
    drawn = rx.el.div(
        rx.el.span(label, aria_hidden="true", class_name="nav-label"),
        rx.foreach(lines, _line),
        role="group",
        aria_label=f"{label}{of_kind}",
    )
    return rx.cond(lines.length() > 0, drawn, None)


def _line(line: rx.Var[NavLine]) -> rx.Component:
    row_id, name, found, href = (line[at] for at in range(len(NavLine._fields)))
    inside = rx.fragment(
        rx.el.span(name, title=name, class_name="words"), rx.el.span(found, class_name="count")
    )
    return controls.link(
        inside,
        href.to(str),
        on_click=CLOSE_DRAWER,
        aria_current=rx.cond(State.current == row_id, "true", None),
        key=row_id.to_string(),
        class_name="nav segment",
    )
