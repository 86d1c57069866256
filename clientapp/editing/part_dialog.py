"""The dialog in which a part of a record is added or edited."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.editing.part_form import Kept
from clientapp.editing.parts_state import Found
from clientapp.ui import controls, dialog, fields


def part_dialog(
    state: Any, *content: rx.Component, noun: str, known: str = "", save: str = ""
) -> rx.Component:
    """The dialog, there while it is open; draw it outside of any other form.

    Args:
        state: the kind's `PartsState`.
        content: what is filled in.
        known: the label of the search for one of another record, where there is such a search.
        save: what the button says that saves it, if that is not "Save" with the noun.
    """
    form = rx.el.form(
        rx.el.input(type="hidden", name="drawn", value=state.opened, read_only=True),
        rx.el.div(*content, custom_attrs={"data-first-inside": ""}),
        Kept.create(place=state.place, drawn=state.opened, user=AccountState.email),
        on_submit=state.save,
        no_validate=True,
        class_name="form",
        custom_attrs={"id": state.FORM},
    )
    drawn = dialog.modal(
        state.title,
        rx.cond(state.also != "", rx.el.p(state.also, class_name="also"), None),
        rx.cond(state.part_id == 0, _known(state, known), None) if known else None,
        form,
        actions=_actions(state, noun, save or f"Save {noun}"),
        on_cancel=state.step_out,
        class_name="wide",
    )
    return rx.cond(state.is_editing & AccountState.may_edit, drawn, None)


def tick(state: Any, name: str, label: str) -> rx.Component:
    """A tick box with its words beside it and what is wrong with it below."""
    own_id = f"{state.FORM}-{name}"
    problem = state.problems.get(name, "")
    box = rx.el.input(
        type="checkbox",
        name=name,
        default_checked=state.ticks.get(name, False),
        key=f"{state.opened}-{name}",
        aria_invalid=problem != "",
        aria_describedby=f"{own_id}-error",
        custom_attrs={"id": own_id},
    )
    return rx.el.div(
        rx.el.label(box, label),
        rx.el.p(problem, class_name="error-text", custom_attrs={"id": f"{own_id}-error"}),
        class_name="part-tick",
    )


def _actions(state: Any, noun: str, save: str) -> list[rx.Component]:
    count = state.problems.length()
    words = rx.cond(count == 1, "1 problem", f"{count} problems")
    remove = controls.button(f"Remove {noun}", on_click=state.remove(state.part_id))
    return [
        rx.el.span(rx.cond(count > 0, controls.tag(words, "bad"), None), role="status"),
        rx.cond(state.part_id > 0, remove, None),
        controls.button("Cancel", on_click=state.cancel),
        controls.button(save, look="primary", type="submit", custom_attrs={"form": state.FORM}),
    ]


def _known(state: Any, label: str) -> rx.Component:
    """A search for a part of another record, and what it finds."""
    nothing = rx.el.p("Nothing is found.", class_name="hint")
    return rx.el.div(
        fields.search_box(label, key=state.opened, on_change=state.find),
        rx.el.ul(rx.foreach(state.found, lambda found: _choice(state, found))),
        rx.el.div(
            rx.cond((state.searched != "") & (state.found.length() == 0), nothing, None),
            role="status",
        ),
        class_name="known",
    )


def _choice(state: Any, found: rx.Var[Found]) -> rx.Component:
    return rx.el.li(
        rx.el.span(rx.el.b(found.name), " ", rx.el.small(found.detail)),
        controls.button(
            "Use", small=True, aria_label=f"Use {found.name}", on_click=state.use(found.id)
        ),
        key=found.id.to_string(),
    )
