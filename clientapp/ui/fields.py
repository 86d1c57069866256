"""What one fills in: labelled text boxes and choices, each with its error and hint below.

Texts and values may be plain or Vars of a state; further props (`key`, `default_value`, …) go
through to the element.
"""
# pyright: basic

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from clientapp.ui.controls import Text
from clientapp.ui.icons import icon

Options = Iterable[tuple[str, str]]


def text_field(label: str, name: str, *, span: int = 4, **props: Any) -> rx.Component:
    """A labelled text box; see `field` for `required`, `error`, `hint` and `span`."""
    props.setdefault("type", "text")
    return field(label, name, rx.el.input, span=span, **props)


def select_field(
    label: str, name: str, options: Options | rx.Var[Any], *, span: int = 4, **props: Any
) -> rx.Component:
    """A labelled choice of one among `options`, pairs of value and label.

    Give a `key` that changes when a record is loaded: a browser applies `default_value` once.
    """
    if isinstance(options, rx.Var):
        choices = [rx.foreach(options, lambda each: rx.el.option(each[1], value=each[0]))]
    else:
        choices = [rx.el.option(text, value=value) for value, text in options]
    return field(label, name, rx.el.select, *choices, span=span, **props)


def field(
    label: str,
    name: str,
    element: Callable[..., rx.Component],
    *children: rx.Component,
    required: bool | rx.Var[bool] = False,
    error: Text = "",
    hint: Text = "",
    span: int = 4,
    class_name: str = "",
    prefix: str = "field",
    beside: Iterable[rx.Component] = (),
    **props: Any,
) -> rx.Component:
    """A form element with its label above, `span` of twelve columns wide.

    `required` is heard and seen, and checked on the server. An `error` stands below the element
    and is read with it, as is the `hint`. The id is a bare attribute: an id known to Reflex would
    be submitted as a second name of the field. It begins with `prefix`, for two forms on a page.
    What is `beside` the label stands on its line.
    """
    own_id = f"{prefix}-{name}"
    control = element(
        *children,
        name=name,
        class_name="input",
        aria_required=rx.Var.create(required),
        aria_invalid=rx.Var.create(error) != "",
        aria_describedby=f"{own_id}-hint {own_id}-was {own_id}-error",
        custom_attrs={"id": own_id},
        **props,
    )
    mark = rx.el.span("required", class_name="required", aria_hidden="true")
    marks = [] if required is False else [rx.cond(required, mark, None)]
    return rx.el.div(
        rx.el.div(rx.el.label(label, html_for=own_id), *marks, *beside, class_name="label"),
        control,
        rx.el.p(hint, class_name="hint", custom_attrs={"id": f"{own_id}-hint"}),
        was_line(label, f"{own_id}-was"),
        rx.el.p(error, class_name="error-text", custom_attrs={"id": f"{own_id}-error"}),
        class_name=f"field span-{span} {class_name}".strip(),
    )


def tick_field(
    label: str,
    name: str,
    *,
    ticked: bool | rx.Var[bool] = False,
    error: Text = "",
    span: int = 4,
    prefix: str = "field",
    **props: Any,
) -> rx.Component:
    """A tick box with its words beside it, as a field of a form; see `field` for the rest."""
    own_id = f"{prefix}-{name}"
    box = rx.el.input(
        type="checkbox",
        name=name,
        default_checked=ticked,
        aria_invalid=rx.Var.create(error) != "",
        aria_describedby=f"{own_id}-was {own_id}-error",
        custom_attrs={"id": own_id},
        **props,
    )
    return rx.el.div(
        rx.el.label(box, label, class_name="tick"),
        was_line(label, f"{own_id}-was"),
        rx.el.p(error, class_name="error-text", custom_attrs={"id": f"{own_id}-error"}),
        class_name=f"field span-{span}",
    )


def was_line(label: str, own_id: str) -> rx.Component:
    """Where `assets/form.js` says what a changed field was before."""
    return rx.el.p(class_name="was", custom_attrs={"id": own_id, "data-was": label})


def group_field(
    label: str,
    name: str,
    group: rx.Component,
    *,
    error: Text = "",
    span: int = 4,
    class_name: str = "",
    prefix: str = "field",
    **props: Any,
) -> rx.Component:
    """A group of choices (`segmented`, `ticks`), which names itself, as a field of a form."""
    own_id = f"{prefix}-{name}"
    return rx.el.div(
        rx.el.div(label, aria_hidden="true", class_name="label"),
        group,
        was_line(label, f"{own_id}-was"),
        rx.el.p(error, class_name="error-text", custom_attrs={"id": f"{own_id}-error"}),
        class_name=f"field span-{span} {class_name}".strip(),
        **props,
    )


def segmented(
    legend: str,
    name: str,
    options: Options | rx.Var[Any],
    *,
    none: str = "",
    default: Text | None = None,
    value: Text | None = None,
    on_choose: Callable[[Any], Any] | None = None,
    **props: Any,
) -> rx.Component:
    """A choice between a few words side by side: radio buttons under a group name that is heard.

    Args:
        legend: the name of the group.
        name: the name it is submitted under.
        options: pairs of value and label.
        none: the label of an empty value after them, if there is one.
        default: the value chosen at first, then left to the browser (forms; `key` it like fields).
        value: the value chosen, held by the caller, with `on_choose` (value → event).
        **props: go to each radio button.
    """

    def choice(option: Text, label: Text) -> rx.Component:
        chosen: dict[str, Any] = {}
        if value is not None:
            chosen["checked"] = rx.Var.create(value) == option
        elif default is not None:
            chosen["default_checked"] = rx.Var.create(default) == option
        if on_choose:
            chosen["on_change"] = on_choose(option)
        radio = rx.el.input(type="radio", name=name, value=option, **chosen, **props)
        return rx.el.label(radio, label)

    choices: list[rx.Component] = [choice("", none)] if none else []
    if isinstance(options, rx.Var):
        choices.insert(0, rx.foreach(options, lambda each: choice(each[0], each[1])))
    else:
        choices[:0] = [choice(option, label) for option, label in options]
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="visually-hidden"), *choices, class_name="segmented"
    )


def ticks(
    legend: str, name: str, options: Options, *, default: rx.vars.StringVar, **props: Any
) -> rx.Component:
    """Any of a few words side by side, submitted as one text: their values with commas.

    The text is held by a hidden input, which `assets/form.js` keeps equal to the tick boxes.

    Args:
        legend: the name of the group.
        name: the name that the text is submitted under.
        options: pairs of value and label; no value is a part of another one.
        default: the text at first.
        **props: go to each tick box.
    """

    def tick(value: str, label: str) -> rx.Component:
        ticked = {"default_checked": default.contains(value), "value": value}
        return rx.el.label(rx.el.input(type="checkbox", **ticked, **props), label)

    return rx.el.fieldset(
        rx.el.legend(legend, class_name="visually-hidden"),
        *[tick(value, label) for value, label in options],
        rx.el.input(type="text", name=name, default_value=default, hidden=True),
        class_name="segmented",
        custom_attrs={"data-ticks": ""},
    )


def search_box(label: str, **props: Any) -> rx.Component:
    """A search box that is named by `label`, as is its empty face."""
    box = rx.el.input(
        type="search",
        aria_label=label,
        placeholder=label,
        auto_complete="off",
        spell_check=False,
        class_name="input",
        **props,
    )
    return rx.el.div(icon("search"), box, role="search", class_name="search")
