"""The notes of a record beside its form, and the pinned ones in its header."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.notes.state import NEW, NoteShown
from clientapp.ui import controls
from clientapp.ui.browser import KeptText
from clientapp.ui.icons import icon


def notes_panel(state: Any) -> rx.Component:
    """What was written down about this record, newest first, and the box for more.

    Args:
        state: the kind's `NotesState`.
    """
    more = controls.button("Show more", small=True, on_click=state.show_more)
    return rx.el.section(
        rx.el.h2("Notes ", rx.cond(state.count > 0, _count(state), None)),
        rx.cond(state.writable, _new(state), None),
        rx.el.ul(
            rx.foreach(state.notes, lambda note: _note(state, note)), class_name="timeline notes"
        ),
        rx.cond(state.more, more, None),
        rx.cond((state.count == 0) & ~state.writable, _none(), None),
        aria_label="Notes",
        class_name="card panel",
    )


def pinned_notes(state: Any) -> rx.Component:
    """The pinned notes, for the header of the record; nothing where there is none."""
    pinned = rx.el.ul(
        rx.foreach(state.pinned, _pinned), aria_label="Pinned notes", class_name="pinned"
    )
    return rx.cond(state.pinned.length() > 0, pinned, None)


def _count(state: Any) -> rx.Component:
    return rx.el.span(controls.grouped(state.count), class_name="muted")


def _none() -> rx.Component:
    return rx.el.p("No notes yet", class_name="muted")


def _pinned(note: rx.Var[NoteShown]) -> rx.Component:
    return rx.el.li(
        icon("pin"),
        rx.el.div(rx.el.p(note.body), rx.el.small(note.by, title=note.moment)),
        key=note.id.to_string(),
    )


def _new(state: Any) -> rx.Component:
    return rx.el.form(
        _box("New note", NEW, "", state.problem),
        controls.button("Add note", small=True, type="submit"),
        on_submit=state.add,
        class_name="note-form",
    )


def _box(
    label: str, kept: str | rx.Var[str], text: str | rx.Var[str], problem: rx.Var[str]
) -> rx.Component:
    """A labelled text box that keeps what is typed in this tab until it is stored."""
    own_id = f"field-{kept}"
    return rx.el.div(
        rx.el.label(label, html_for=own_id, class_name="visually-hidden"),
        KeptText.create(
            user=AccountState.email,
            kept=kept,
            text=text,
            class_name="input",
            custom_attrs={
                "id": own_id,
                "name": "body",
                "rows": "3",
                "placeholder": "Write a note",
                "aria-invalid": problem != "",
                "aria-describedby": f"{own_id}-error",
            },
        ),
        rx.el.p(problem, class_name="error-text", custom_attrs={"id": f"{own_id}-error"}),
        class_name="field",
    )


def _note(state: Any, note: rx.Var[NoteShown]) -> rx.Component:
    return rx.el.li(
        rx.cond(state.editing == note.id, _edited(state, note), _read(state, note)),
        key=note.id.to_string(),
    )


def _edited(state: Any, note: rx.Var[NoteShown]) -> rx.Component:
    return rx.el.form(
        _box("Note", f"{NEW}-{note.id}", note.body, state.edit_problem),
        rx.el.div(
            controls.button("Save note", small=True, look="primary", type="submit"),
            controls.button("Cancel", small=True, on_click=state.cancel),
            class_name="actions",
        ),
        on_submit=state.save,
        class_name="note-form",
    )


def _read(state: Any, note: rx.Var[NoteShown]) -> rx.Component:
    own_id = f"note-text-{note.id}"
    pin = _act(rx.cond(note.is_pinned, "Unpin", "Pin"), own_id, state.pin(note.id, ~note.is_pinned))
    may = state.writable
    return rx.fragment(
        rx.el.p(rx.cond(note.is_pinned, icon("pin"), None), note.body, custom_attrs={"id": own_id}),
        rx.el.small(
            rx.el.span(note.by, title=note.moment),
            rx.cond(may & note.own, _act("Edit", own_id, state.edit(note.id)), None),
            rx.cond(may, pin, None),
            rx.cond(may & note.removable, _act("Delete", own_id, state.delete(note.id)), None),
        ),
    )


def _act(label: str | rx.Var[str], of: rx.Var[str], on_click: rx.event.EventSpec) -> rx.Component:
    return rx.el.button(label, type="button", aria_describedby=of, on_click=on_click)
