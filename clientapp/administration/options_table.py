"""The choices of a picklist: their table, and what can be done to each."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.administration.merge_state import MergeState
from clientapp.administration.option_state import OptionState
from clientapp.administration.picklists_state import PicklistsState as State
from clientapp.administration.showing import OptionLine
from clientapp.listing.table import actions_head, head
from clientapp.ui import controls
from clientapp.ui.browser import BrowserComponent
from clientapp.ui.icons import icon


def _placed(option_id: rx.Var[int], before_id: rx.Var[int]) -> tuple[rx.Var[int], rx.Var[int]]:
    return option_id, before_id


class SortableRows(BrowserComponent):
    """The body of a table whose rows can be dragged to another place."""

    tag = "SortableRows"

    on_place: rx.EventHandler[_placed]


def options_table() -> rx.Component:
    """The choices in their order."""
    hidden = rx.el.span("Order", class_name="visually-hidden")
    heads = [
        rx.el.th(hidden, scope="col", class_name="order"),
        head("Name", "title"),
        rx.cond(State.extra != "", head(State.extra_label, "extra"), None),
        head("Used by", "used number"),
        actions_head(),
    ]
    rows = rx.foreach(
        State.rows,
        lambda row: option_row(
            row=row,
            extra=State.extra,
            ordered=State.search == "",
            key=row[0].to_string(),
        ),
    )
    return rx.el.table(
        rx.el.thead(rx.el.tr(*heads)),
        SortableRows.create(rows, on_place=State.place),
        aria_label=State.title,
        class_name="table options",
    )


@rx.memo
def option_row(
    row: rx.Var[OptionLine], extra: rx.Var[str], ordered: rx.Var[bool], rest: rx.RestProp
) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, label, said, tone, retired, used, trashed, unused, first, last = (
        row[index] for index in range(len(OptionLine._fields))
    )
    shown = rx.cond(tone != "", controls.tag(said, tone), said)
    return rx.el.tr(
        rx.el.td(rx.cond(ordered, _order(row_id, label, first, last), None), class_name="order"),
        rx.el.td(
            rx.el.span(label, title=label, class_name="name"),
            rx.cond(retired, controls.tag("Retired", "plain"), None),
            class_name="title",
        ),
        rx.cond(extra != "", rx.el.td(shown, title=said, class_name="extra"), None),
        rx.el.td(
            used, rx.cond(trashed != "", rx.el.small(trashed), None), class_name="used number"
        ),
        rx.el.td(_actions(row_id, label, retired, unused), class_name="foot-end"),
        rest,
        custom_attrs={"data-id": row_id},
    )


def _order(
    row_id: rx.Var[int], label: rx.Var[str], first: rx.Var[bool], last: rx.Var[bool]
) -> rx.Component:
    """The handle for the mouse, and the two buttons for everybody."""
    handle = rx.el.span(
        icon("grip-vertical"), draggable=True, title="Drag to another place", class_name="handle"
    )
    moves = [
        rx.el.button(
            icon(f"arrow-{way}"),
            type="button",
            aria_label=f"Move {label} {way}",
            title=f"Move {way}",
            disabled=end,
            on_click=State.move(row_id, way == "up"),
            class_name="icon-button",
        )
        for way, end in (("up", first), ("down", last))
    ]
    return rx.el.div(handle, *moves, class_name="actions")


def _actions(
    row_id: rx.Var[int], label: rx.Var[str], retired: rx.Var[bool], unused: rx.Var[bool]
) -> rx.Component:
    delete = _button("Delete", label, State.delete(row_id))
    return rx.el.div(
        _button("Edit", label, OptionState.edit(row_id)),
        rx.cond(
            retired,
            _button("Bring back", label, State.retire(row_id, False)),
            _button("Retire", label, State.retire(row_id, True)),
        ),
        _button("Merge", label, MergeState.ask(row_id)),
        rx.cond(unused, delete, None),
        class_name="actions",
    )


def _button(word: str, label: rx.Var[str], event: rx.event.EventSpec) -> rx.Component:
    """A button that says for which choice it is to whoever does not see the row."""
    return controls.button(
        word, look="quiet", small=True, on_click=event, aria_label=f"{word} {label}"
    )
