"""Drawing the fields of any record: one component for each kind of field."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterable

import reflex as rx

from clientapp.field import Field, FieldKind
from clientapp.ui import fields as inputs


def section(title: str, *rows: rx.Component, beside: Iterable[rx.Component] = ()) -> rx.Component:
    """A part of a form under its heading."""
    return rx.el.section(rx.el.h2(title, *beside), *rows, class_name="section", aria_label=title)


def fields_row(
    fields: Iterable[Field],
    *,
    values: rx.vars.ObjectVar,
    problems: rx.vars.ObjectVar,
    options: rx.vars.ObjectVar,
    key: rx.Var[str],
    required: rx.Var[bool],
    classes: dict[str, str] | None = None,
    prefix: str = "field",
) -> rx.Component:
    """The fields in a grid of twelve columns.

    Args:
        values, problems: texts by field name; a problem stands below its field.
        options: pairs of id and label by picklist.
        key: changes when another record or version is shown: a browser fills an input only once.
        required: whether fields that a new record needs are needed by this one.
        classes: class names of single fields.
        prefix: what the ids begin with, for two forms on a page.
    """
    extra = classes or {}
    drawn = [
        _drawn(
            field,
            values,
            problems,
            options,
            key,
            required=required if field.required else False,
            class_name=extra.get(field.name, ""),
            prefix=prefix,
        )
        for field in fields
    ]
    return rx.el.div(*drawn, class_name="row")


def _drawn(
    field: Field,
    values: rx.vars.ObjectVar,
    problems: rx.vars.ObjectVar,
    options: rx.vars.ObjectVar,
    key: rx.Var[str],
    *,
    required: rx.Var[bool] | bool,
    class_name: str,
    prefix: str,
) -> rx.Component:
    common = {
        "default_value": values[field.name],
        "error": problems.get(field.name, ""),
        "required": required,
        "key": f"{key}-{field.name}",
        "span": field.width,
        "class_name": class_name,
        "prefix": prefix,
    }
    match field.kind:
        case FieldKind.CHOICE:
            return _choice(field, values[field.name], key, prefix)
        case FieldKind.OPTION:
            chosen = options.get(field.picklist, []).to(list[list[str]])
            choices = [
                rx.el.option("Not set", value=""),
                rx.foreach(chosen, lambda each: rx.el.option(each[1], value=each[0])),
            ]
            return inputs.field(field.label, field.name, rx.el.select, *choices, **common)
        case FieldKind.LONG_TEXT:
            return inputs.field(field.label, field.name, rx.el.textarea, rows="3", **common)
        case FieldKind.DATE:
            return inputs.text_field(field.label, field.name, type="date", **common)
        case _:
            return inputs.text_field(
                field.label, field.name, auto_complete=field.autocomplete, **common
            )


def _choice(field: Field, value: rx.Var[str], key: rx.Var[str], prefix: str) -> rx.Component:
    choices = field.choices if field.never_empty else (*field.choices, ("", "Not set"))
    return rx.el.div(
        rx.el.div(field.label, aria_hidden="true", class_name="label"),
        inputs.segmented(field.label, field.name, choices, default=value),
        inputs.was_line(field.label, f"{prefix}-{field.name}-was"),
        key=f"{key}-{field.name}",
        class_name=f"field span-{field.width}",
    )
