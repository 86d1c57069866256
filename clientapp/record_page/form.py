"""The form of a record, new or stored, drawn from its fields and sections."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterator, Mapping
from itertools import groupby

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.editing.conflict_dialog import conflict_dialog
from clientapp.editing.form import fields_row, section
from clientapp.editing.leaving import (
    Inputs,
    discard_button,
    draft_line,
    unsaved_count,
    watched_form,
)
from clientapp.picklists.adding import add_choice, add_choice_dialog
from clientapp.record_page.form_state import RecordFormState
from clientapp.record_page.record_state import RecordState
from clientapp.ui import controls
from clientapp.ui.icons import icon

Parts = Mapping[str, rx.Component]


def record_form(
    State: type[RecordFormState],
    Record: type[RecordState],
    *,
    save: str = "Save",
    parts: Parts | None = None,
    classes: dict[str, str] | None = None,
    required: rx.Var[bool] | bool = True,
    pen: bool = False,
    facts: tuple[tuple[str, rx.Var[str]], ...] = (),
) -> rx.Component:
    """The form of a stored record: all sections, the save bar, and the question that a save may
    have.

    Args:
        save: the label of the button that saves.
        parts: what stands in place of whole sections, by their titles. It is never locked, and has
            no form in it.
        classes: class names of single fields.
        required: whether what a new record needs is needed by this one.
        pen: whether the fields are locked until `edit_button` is pressed, and again after a save.
        facts: what the system notes, at the foot, before when it was created and changed.
    """
    sections = _sections(State, {}, classes, required)
    question = conflict_dialog(
        State.conflict_title,
        State.conflict_text,
        State.questions,
        save=save,
        on_save=State.resolve,
        on_back=State.back_to_form,
    )
    form = _form(
        State,
        *_content(sections, parts or {}),
        _system_facts(Record, facts),
        save=save,
        locked=~State.unlocked if pen else rx.Var.create(False),
        cancel=controls.button("Cancel", on_click=State.lock) if pen else None,
    )
    return rx.fragment(form, rx.cond(State.questions.length() > 0, question, None))


def new_record_form(
    State: type[RecordFormState],
    *,
    save: str = "Save",
    more: Parts | None = None,
    classes: dict[str, str] | None = None,
    above_buttons: rx.Component | None = None,
) -> rx.Component:
    """The form of a new record.

    Args:
        more: what stands below the fields of a section, by its title.
    """
    sections = _sections(State, more or {}, classes, required=True)
    return _form(State, tuple(sections.values()), save=save, above=above_buttons)


def edit_button(State: type[RecordFormState], label: str) -> rx.Component:
    """The pen that opens the fields of a form drawn with `pen`; draw it in the header."""
    pen = controls.button(
        rx.fragment(icon("pencil"), rx.el.span(label, class_name="visually-hidden")),
        look="quiet",
        title=label,
        on_click=State.unlock,
    )
    return rx.cond(AccountState.may_edit & ~State.in_trash & ~State.unlocked, pen, None)


def _form(
    State: type[RecordFormState],
    *content: rx.Component | Inputs,
    save: str,
    above: rx.Component | None = None,
    locked: rx.Var[bool] | None = None,
    cancel: rx.Component | None = None,
) -> rx.Component:
    closed = State.in_trash | ~AccountState.may_edit
    form = watched_form(
        *content,
        save_bar=_save_bar(State, save, above, cancel),
        base=State.opened,
        path=State.path,
        locked=closed if locked is None else closed | locked,
        on_submit=State.save,
        aria_label=State.EDITABLE.record.label.capitalize(),
        class_name="form card",
    )
    return rx.fragment(form, add_choice_dialog())


def _content(sections: Parts, parts: Parts) -> Iterator[rx.Component | Inputs]:
    """The sections in order, those between two parts together."""
    for has_part, titles in groupby(sections, parts.__contains__):
        if has_part:
            yield from (parts[title] for title in titles)
        else:
            yield tuple(sections[title] for title in titles)


def _sections(
    State: type[RecordFormState],
    more: Parts,
    classes: dict[str, str] | None,
    required: rx.Var[bool] | bool,
) -> dict[str, rx.Component]:
    """The sections of the form by their titles, in order."""
    editable = State.EDITABLE
    rows = {
        title: fields_row(
            [field for field in editable.form_fields if field.section == title],
            values=State.values,
            problems=State.problems,
            options=State.options,
            key=State.opened,
            required=rx.Var.create(required),
            classes=classes,
            beside_option=add_choice,
        )
        for title in editable.sections
    }
    return {
        title: section(title, row, *([more[title]] if title in more else []))
        for title, row in rows.items()
    }


def _system_facts(
    Record: type[RecordState], own: tuple[tuple[str, rx.Var[str]], ...]
) -> rx.Component:
    """What the system notes by itself, at the foot of the record."""
    facts = (*own, ("Created", Record.created), ("Last modified", Record.modified))
    return rx.el.dl(
        *[rx.el.div(rx.el.dt(label), rx.el.dd(text)) for label, text in facts],
        aria_label="System facts",
        class_name="system-facts",
    )


def _save_bar(
    State: type[RecordFormState],
    save: str,
    above: rx.Component | None,
    cancel: rx.Component | None,
) -> rx.Component:
    count = State.problems.length()
    words = rx.cond(count == 1, "1 problem", f"{count} problems")
    return rx.el.div(
        above,
        draft_line(),
        rx.el.span(rx.cond(count > 0, controls.tag(words, "bad"), None), role="status"),
        unsaved_count(),
        rx.el.div(
            discard_button(),
            cancel,
            controls.button(save, look="primary", type="submit"),
            class_name="actions",
        ),
        class_name="save-bar",
    )
