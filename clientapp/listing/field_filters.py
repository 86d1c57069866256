"""Filters made from fields: each field of a record is one by that alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from clientapp.field import Field, FieldKind, Home
from clientapp.listing.filters import (
    ChoiceFilter,
    Column,
    DaysFilter,
    Filter,
    MonthFilter,
    OptionFilter,
    ReferenceFilter,
    YesNoFilter,
)
from clientapp.listing.holding import Holding, column, model_of, title_of
from clientapp.listing.key_filter import FoldedFilter, KeyFilter
from clientapp.listing.link_filter import LinkFilter
from clientapp.listing.place_names import cities_of, places
from clientapp.listing.ranges import DateFilter, MomentFilter, NumberFilter, TimeFilter
from clientapp.listing.texts import PhoneFilter, TextFilter
from clientapp.listing.through import Through
from clientapp.models import PicklistOption, User

SYSTEM = "System"
"""The heading of what nobody fills in."""

PLACES = (
    *("state", "country"),
    *("billing_city", "billing_state", "billing_country"),
)
"""Fields whose values are few and written in many ways."""


def filter_of(
    field: Field, holding: Holding, group: str = "", searched: Collection[str] = ()
) -> Filter:
    """The filter over a field that a column holds: choices where it has some, else by its kind.

    Args:
        group: its heading.
        searched: the fields whose words stand in every search document.
    """
    where: dict[str, Any] = {"group": group, "through": holding.through(field)}
    asked = field.name, field.label, holding.asked(field)
    if field.name in PLACES:
        return FoldedFilter(*asked, label_of=places, **where)
    may_be_empty = not (field.never_empty or field.home == Home.SYSTEM)
    match field.kind:
        case FieldKind.OPTION:
            return OptionFilter(*asked, list_name=field.picklist, **where)
        case FieldKind.RECORD:
            return reference(asked, field.record_kind, **where)
        case FieldKind.CHOICE:
            return ChoiceFilter(*asked, may_be_empty, field.choices, **where)
        case FieldKind.FLAG:
            return YesNoFilter(*asked, **where)
        case FieldKind.DAYS:
            return DaysFilter(*asked, **where)
        case FieldKind.DATE:
            return DateFilter(*asked, **where)
        case FieldKind.MOMENT:
            return MomentFilter(*asked, may_be_empty, **where)
        case FieldKind.TIME:
            return TimeFilter(*asked, **where)
        case FieldKind.MONEY | FieldKind.NUMBER:
            return NumberFilter(*asked, is_money=field.kind == FieldKind.MONEY, **where)
        case FieldKind.PHONE:
            return PhoneFilter(*asked, searched=field.name in searched, **where)
        case _:
            return TextFilter(*asked, may_be_empty, field.name in searched, **where)


def reference(asked: tuple[str, str, Column], kind: str, **where: Any) -> ReferenceFilter:
    """A filter over a column that refers to a record of a kind.

    Args:
        asked: its name, its label and the column.
    """
    model, apart = model_of(kind), aliased(model_of(kind))  # the list may be of the same kind
    gone = select(apart.id).where(apart.trashed_at.is_not(None))
    return ReferenceFilter(*asked, named=(model.id, title_of(model)), in_trash=gone, **where)


def filters_of(
    fields: Sequence[Field],
    holding: Holding,
    others: Iterable[Filter],
    *,
    headings: Mapping[Home, str],
    first: Sequence[str],
    searched: Collection[str],
) -> dict[str, Filter]:
    """The filters of a list by their names in the URL: those of the fields in their order, and what
    is no field; by their headings, of which the system's comes last.

    Args:
        others: filters that are no fields, or stand for a field of their name.
        headings: of fields, by their homes; others stand under their section.
        first: the headings that come first.
        searched: the fields whose words stand in every search document.
    """
    apart = {each.name: each for each in others}
    of_system = {Home.SYSTEM: SYSTEM, **headings}
    every = [
        apart.pop(field.name, None)
        or filter_of(field, holding, of_system.get(field.home, field.section), searched)
        for field in fields
    ] + [*apart.values()]
    order = list(dict.fromkeys((*first, *(each.group for each in every if each.group != SYSTEM))))
    by_heading = sorted(every, key=lambda each: [*order, SYSTEM].index(each.group))
    return {each.name: each for each in by_heading}


def of_every(record: Any, fields: Iterable[Field], group: str) -> tuple[Filter, ...]:
    """The filters that every list has: the id, the name (by `name_key`, which an index holds), who
    created and changed it, and when it was new.

    Args:
        group: the heading of the name.
    """
    label = {field.name: field.label for field in fields}
    users: dict[str, tuple[Any, Any]] = {
        "created_by_name": (record.created_by_id, User.name),
        "created_by": (record.created_by_id, User.email),
        "modified_by_name": (record.modified_by_id, User.name),
    }
    return (
        NumberFilter("id", label["id"], record.id, may_be_empty=False, group=SYSTEM),
        TextFilter(
            *("name", label["name"], record.name_key),
            may_be_empty=False,
            is_key=True,
            group=group,
        ),
        *(
            ReferenceFilter(name, label[name], by, named=(column(User.id), called), group=SYSTEM)
            for name, (by, called) in users.items()
        ),
        MonthFilter("new", "New", record.created_at, group=SYSTEM),
    )


def of_city(field: Field, holding: Holding, group: str) -> KeyFilter:
    """The city of a record's place by `city_key`, which an index holds."""
    key = holding.record.city_key
    return KeyFilter(field.name, field.label, key, label_of=cities_of(holding), group=group)


def of_code(field: Field, option_id: Any, group: str) -> TextFilter:
    """The code of the option that a column refers to."""
    option: Any = aliased(PicklistOption)
    return TextFilter(
        *(field.name, field.label, option.code),
        group=group,
        through=Through(option_id, option.id),
    )


def of_tags(record: Any, link: Any, owner: str, group: str) -> LinkFilter:
    """The tags of a record, by the table that links them to it with `tag_id`."""
    return LinkFilter(
        *("tags", "Tags", record.id),
        list_name="tag",
        owner=getattr(link, owner),
        option=link.tag_id,
        live=link.trashed_at.is_(None),
        group=group,
    )
