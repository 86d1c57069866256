"""Drawing the fields of any record: one component for each kind of field."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from clientapp.editing.kinds import NO, YES
from clientapp.editing.picking_form import record_picker
from clientapp.field import Field, FieldKind
from clientapp.formatting import WEEK, country_names
from clientapp.ui import fields as inputs

BesideOption = Callable[[Field], rx.Component]

DAYS = [(day, day.capitalize()) for day in WEEK]


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
    beside_option: BesideOption | None = None,
) -> rx.Component:
    """The fields in a grid of twelve columns.

    Args:
        values, problems: texts by field name; a problem stands below its field.
        options: pairs of id and label by picklist.
        key: changes when another record or version is shown: a browser fills an input only once.
        required: whether fields that a new record needs are needed by this one.
        classes: class names of single fields.
        prefix: what the ids begin with, for two forms on a page.
        beside_option: drawn beside the label of what is chosen from a picklist.
    """
    extra = classes or {}
    drawn = [
        _drawn(
            field,
            values.get(field.name, "").to(str),
            options.get(field.picklist, []).to(list[list[str]]),
            [beside_option(field)] if beside_option and field.kind == FieldKind.OPTION else [],
            {
                "error": problems.get(field.name, ""),
                "span": field.width,
                "class_name": extra.get(field.name, ""),
                "prefix": prefix,
                "key": f"{key}-{field.name}",
            },
            required=required if field.required else False,
        )
        for field in fields
    ]
    return rx.el.div(*drawn, class_name="row")


def _drawn(
    field: Field,
    value: rx.Var[str],
    options: rx.vars.ArrayVar,
    beside: list[rx.Component],
    common: dict[str, Any],
    *,
    required: rx.Var[bool] | bool,
) -> rx.Component:
    labelled = field.label, field.name
    filled = common | {"default_value": value, "required": required}
    match field.kind:
        case FieldKind.CHOICE | FieldKind.FLAG:
            group = inputs.segmented(*labelled, _words(field), none=_none(field), default=value)
            return inputs.group_field(*labelled, group, **common)
        case FieldKind.OPTION if field.radios:
            group = inputs.segmented(*labelled, options, none="Not set", default=value)
            return inputs.group_field(*labelled, group, **common)
        case FieldKind.DAYS:
            group = inputs.ticks(*labelled, DAYS, default=value)
            return inputs.group_field(*labelled, group, **common)
        case FieldKind.OPTION:
            choices = _options(options)
            return inputs.field(*labelled, rx.el.select, *choices, beside=beside, **filled)
        case FieldKind.RECORD:
            box = record_picker(field.record_kind, field.label)
            return inputs.field(*labelled, box, **filled)
        case FieldKind.COUNTRY:
            return inputs.field(*labelled, rx.el.select, *_countries(value), **filled)
        case FieldKind.LONG_TEXT:
            return inputs.field(*labelled, rx.el.textarea, rows="3", **filled)
        case FieldKind.DATE | FieldKind.TIME:
            return inputs.text_field(*labelled, type=field.kind.value, **filled)
        case FieldKind.MONEY | FieldKind.NUMBER:
            return inputs.text_field(*labelled, input_mode="decimal", **filled)
        case _:
            return inputs.text_field(*labelled, auto_complete=field.autocomplete, **filled)


def _words(field: Field) -> Iterable[tuple[str, str]]:
    """The words to choose from, side by side."""
    return ((NO, "No"), (YES, "Yes")) if field.kind == FieldKind.FLAG else field.choices


def _none(field: Field) -> str:
    """What is said of no choice, where there may be none."""
    return "" if field.never_empty or field.kind == FieldKind.FLAG else "Not set"


def _options(options: rx.vars.ArrayVar) -> list[rx.Component]:
    drawn = rx.foreach(options, lambda each: rx.el.option(each[1], value=each[0]))
    return [rx.el.option("Not set", value=""), drawn]


def _countries(value: rx.Var[str]) -> list[rx.Component]:
    """All countries; what an import wrote in other words stays, at the top."""
    names = rx.Var.create(list(country_names()))
    kept = (value != "") & ~names.contains(value)
    return [
        rx.el.option("Not set", value=""),
        rx.cond(kept, rx.el.option(value, value=value), None),
        rx.foreach(names, lambda name: rx.el.option(name, value=name)),
    ]
