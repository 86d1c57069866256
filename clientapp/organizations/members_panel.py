"""The customers, properties and branches of an organization on its page."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.desk.related_panel import related_list, related_section
from clientapp.editing.picking_form import record_picker
from clientapp.organizations.members_state import (
    ADD,
    MOVE,
    MembersState,
    OrganizationBranchesState,
)
from clientapp.ui import controls, feedback
from clientapp.ui.dialog import cancel_button, modal
from clientapp.ui.fields import field, search_box

State = type[MembersState]


def members_panel(state: State, locked: rx.Var[bool]) -> rx.Component:
    """One kind of members as pages of rows, with "Add …", "Move" and "Remove".

    Args:
        locked: whether nobody may change them: the organization is in Trash.
    """
    listed, many = state.LIST, state.LIST.NOUN[1]
    may = AccountState.may_edit & ~locked
    add = controls.button(f"Add {many}", small=True, on_click=state.open_adding)
    move = controls.button("Move", small=True, on_click=state.ask_move)
    remove = controls.button("Remove", small=True, on_click=state.remove)
    problem = feedback.notice(state.problem, tone="bad")
    return related_section(
        many.capitalize(),
        rx.cond(may, add, None),
        rx.cond((state.problem != "") & (state.dialog == ""), problem, None),
        related_list(
            listed,
            label=f"{many.capitalize()} of this organization",
            nothing_yet=f"Those that belong to it are added with “Add {many}”.",
            actions=[rx.cond(may, rx.fragment(move, remove), None)],
        ),
    )


def branches_panel(record_id: rx.Var[int], locked: rx.Var[bool]) -> rx.Component:
    """The organizations that are branches of this one, and the way to a new one."""
    new = controls.link_button(
        "New branch", f"{routes.NEW_ORGANIZATION}?parent={record_id}", small=True
    )
    branches = related_list(
        OrganizationBranchesState,
        label="Branches of this organization",
        nothing_yet="A branch names this organization as its parent.",
    )
    return related_section(
        "Branches", rx.cond(AccountState.may_edit & ~locked, new, None), branches
    )


def members_dialogs(state: State) -> rx.Component:
    """The dialog that is open, if one is."""
    return rx.fragment(
        rx.cond(state.dialog == ADD, _adding(state), None),
        rx.cond(state.dialog == MOVE, _moving(state), None),
    )


def _adding(state: State) -> rx.Component:
    many = state.LIST.NOUN[1]
    own = f"add-{state.LIST.KIND}"
    form = rx.el.form(
        rx.el.ul(
            rx.foreach(state.found, lambda offered: _candidate(state, offered)),
            class_name="candidates",
        ),
        on_submit=state.confirm_adding,
        custom_attrs={"id": own},
    )
    return modal(
        f"Add {many}",
        rx.el.p(f"Only {many} without an organization are offered.", class_name="hint"),
        search_box(
            f"Search {many} to add", on_change=state.look_for, custom_attrs={"data-first": ""}
        ),
        rx.el.div(rx.foreach(state.reasons, lambda said: feedback.notice(said)), role="status"),
        form,
        _problem(state),
        actions=_actions(state, "Add", own),
        on_cancel=state.cancel,
    )


def _candidate(state: State, offered: rx.Var) -> rx.Component:
    row_id, title, detail = offered[0], offered[1], offered[2]
    box = rx.el.input(type="checkbox", name=f"add-{row_id}", on_change=state.tick_found(row_id))
    return rx.el.li(
        rx.el.label(box, rx.el.span(title, " ", rx.el.small(detail)), class_name="tick"),
        key=row_id.to_string(),
    )


def _moving(state: State) -> rx.Component:
    own = f"move-{state.LIST.KIND}"
    to = field(
        *("Organization", "to", record_picker("organization", "Organization")),
        span=12,
        prefix=own,
        default_value="",
        error=state.problem,
    )
    form = rx.el.form(
        rx.el.div(to, class_name="row"), on_submit=state.confirm_move, custom_attrs={"id": own}
    )
    return modal(state.title, form, actions=_actions(state, "Move", own), on_cancel=state.cancel)


def _actions(state: State, label: str, form: str) -> list[rx.Component]:
    confirm = controls.button(
        label, look="primary", type="submit", disabled=state.progress != "", form=form
    )
    so_far = rx.cond(state.progress != "", rx.el.span(state.progress, class_name="muted"), None)
    return [rx.el.span(so_far, role="status"), cancel_button(state.cancel), confirm]


def _problem(state: State) -> rx.Component:
    return rx.cond(state.problem != "", feedback.notice(state.problem, tone="bad"), None)
