"""The page of a stored record: what is alike for every kind around its form and its history."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.bulk.report_bar import refresh_button
from clientapp.live.pulse import pulse
from clientapp.record_page.form_state import RecordFormState
from clientapp.record_page.history_panel import history_panel, to_history
from clientapp.record_page.history_state import HistoryState
from clientapp.record_page.past_state import PastState
from clientapp.record_page.presence_state import PresenceState
from clientapp.record_page.record_state import RecordState
from clientapp.ui import controls, feedback
from clientapp.ui.dialog import question


@dataclass(frozen=True)
class RecordPage:
    """The states of the page of a kind of record.

    Attributes:
        parts: further ones with the handlers `open` and `refresh`, such as that of its contacts.
    """

    record: type[RecordState]
    form: type[RecordFormState]
    history: type[HistoryState]
    past: type[PastState]
    presence: type[PresenceState]
    parts: Sequence[Any] = ()

    @property
    def loads(self) -> list[Any]:
        """What happens when the page is opened."""
        parts = [part.open for part in self.parts]
        return frame.loads(self.record.open, self.form.open, *parts, self.presence.open)

    @property
    def read_anew(self) -> list[Any]:
        """Shows what is stored now; what is typed comes back into the inputs by itself."""
        parts = [part.refresh for part in self.parts]
        return [self.record.refresh, self.form.refresh, *parts]


def edit_page(
    page: RecordPage,
    *content: rx.Component,
    active: str,
    beside: rx.Component | None = None,
    actions: Sequence[rx.Component | None] = (),
    aside: Sequence[rx.Component] = (),
    dialogs: Sequence[rx.Component] = (),
    delete: str = "Delete {}?",
    confirm: str = "Confirm",
) -> rx.Component:
    """The whole page: content with the form in it, the history beside it.

    Args:
        active: the entry of the sidebar that it belongs to.
        beside: stands beside the title.
        actions: stand in the header, after the way to the history.
        aside: stands above the history.
        delete, confirm: what the dialog of a deletion asks, "{}" being the name, and its button.
    """
    State, label = page.record, page.record.EDITABLE.record.label
    shown = State.is_open & State.found & (State.problem == "")
    unreadable = feedback.error(f"This {label} could not be read", State.problem, page.read_anew)
    main = rx.el.div(
        rx.el.div(*content),
        rx.el.aside(
            *aside,
            history_panel(page.history, page.past, State),
            aria_label=f"About this {label}",
        ),
        _presence(page),
        *dialogs,
        rx.cond(State.goes != "", _delete_dialog(State, delete, confirm), None),
        class_name="record",
    )
    header = rx.fragment(_here(page.presence), to_history(), *actions)
    return frame.page(
        feedback.faces(
            full=main,
            problem=rx.cond(State.is_open, State.problem, ""),
            is_loading=~(State.is_open & page.form.is_open),
            is_empty=~State.found,
            when_problem=_card(unreadable),
            when_empty=_card(_missing(State)),
            when_loading=feedback.loading(8),
        ),
        refresh_button(page.read_anew),
        title=rx.cond(shown, State.name, label.capitalize()),
        active=active,
        beside=[rx.cond(shown, beside, None)],
        actions=[rx.cond(shown, header, None)],
    )


def new_page(
    State: type[RecordFormState], form: rx.Component, *, title: str, active: str
) -> rx.Component:
    """The page of a new record, with its form on it."""
    return frame.page(rx.cond(State.is_open, form, feedback.loading(8)), title=title, active=active)


def status_tag(State: type[RecordState]) -> rx.Component:
    """Whether it is active, where the kind has a status."""
    return rx.cond(State.active, controls.tag("Active", "good"), controls.tag("Inactive"))


def trash_tag(State: type[RecordState]) -> rx.Component:
    """That it is in Trash, if it is."""
    return rx.cond(State.in_trash != "", controls.tag("In Trash", "bad"), None)


def turn_button(State: type[RecordState]) -> rx.Component:
    """ "Deactivate" or "Activate" at once, for those who may."""
    turn = rx.cond(
        State.active,
        controls.button("Deactivate", on_click=State.deactivate),
        controls.button("Activate", on_click=State.activate),
    )
    return rx.cond((State.in_trash == "") & AccountState.may_edit, turn, None)


def delete_button(State: type[RecordState]) -> rx.Component:
    """ "Delete", for those who may."""
    delete = controls.button("Delete", on_click=State.ask_delete)
    return rx.cond((State.in_trash == "") & AccountState.may_trash, delete, None)


def notices(page: RecordPage) -> rx.Component:
    """Above the form: where it was merged to, who moved it to Trash, what others changed."""
    State, presence = page.record, page.presence
    restore = controls.button("Restore", small=True, on_click=State.restore)
    trashed = feedback.notice(
        State.in_trash, rx.cond(State.may_restore, restore, None), tone="warn"
    )
    unmerge = controls.button("Unmerge", small=True, on_click=State.unmerge)
    into = controls.link(State.merged.into, State.merged.address, class_name="link")
    merged = feedback.notice(
        rx.fragment("Merged into ", into, ". ", State.merged.note),
        rx.cond(State.merged.may_unmerge, unmerge, None),
        tone="warn",
    )
    show = controls.button("Show", small=True, on_click=page.read_anew)
    gone = rx.cond(State.in_trash != "", trashed, None)
    return rx.fragment(
        rx.cond(State.merged.operation_id > 0, merged, gone),
        rx.cond(presence.news_of == page.form.opened, feedback.notice(presence.news, show), None),
    )


def _card(face: rx.Component) -> rx.Component:
    return rx.el.div(face, class_name="card")


def _missing(State: type[RecordState]) -> rx.Component:
    record = State.EDITABLE.record
    return feedback.empty(
        f"There is no such {record.label}",
        "It may have been removed for good, or the address is mistyped.",
        controls.link_button(f"Back to {record.plural}", routes.LISTS[record.kind]),
    )


def _presence(page: RecordPage) -> rx.Component:
    """Looks around every few seconds while the record is shown, and leaves with it."""
    return rx.el.div(
        pulse(page.presence.look_around(page.form.opened)),
        on_unmount=page.presence.leave,
        hidden=True,
    )


def _here(others: type[PresenceState]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            others.here != "",
            rx.fragment(
                rx.el.span(others.initials, aria_hidden="true", class_name="avatar"),
                rx.el.span(others.here, aria_hidden="true"),
                rx.el.span(others.names, class_name="visually-hidden"),
            ),
            None,
        ),
        title=others.names,
        role="status",
        class_name="presence muted",
    )


def _delete_dialog(State: type[RecordState], title: str, confirm: str) -> rx.Component:
    return question(
        title.format(State.name),
        rx.el.p(State.goes),
        confirm=controls.button(confirm, look="danger", on_click=State.confirm_delete),
        on_cancel=State.cancel,
    )
