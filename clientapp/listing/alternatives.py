"""Where a condition of a request stands: by itself, or as an alternative beside others.

Conditions are combined with "and"; those of one or-group, which has a number, with "or".
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from clientapp.listing.request import Condition, ListRequest


class Place(NamedTuple):
    """Where the condition on a filter stands, or shall stand.

    Attributes:
        name: the filter.
        group: the or-group, 0 for none.
        beside: the filter whose condition, which stands by itself, becomes an alternative to it,
            in a new group of both; else empty.
    """

    name: str = ""
    group: int = 0
    beside: str = ""


def there(request: ListRequest, place: Place) -> Condition | None:
    """The condition at a place, if there is one."""
    return None if place.beside else request.condition(place.name, place.group)


def put(
    request: ListRequest, place: Place, values: Iterable[str], negated: bool = False
) -> tuple[ListRequest, Place]:
    """The first page with another condition at a place, without a value with none; and where it
    stands then.

    The values must be those that the filter reads.
    """
    chosen = tuple(values)
    if not chosen and place.beside:
        return replace(request, page=1), place
    group = place.group
    if beside := request.condition(place.beside):
        group = len(request.groups) + 1
        request = request.filtered(beside.name, ())
        request = request.filtered(beside.name, beside.values, beside.negated, group)
    changed = request.filtered(place.name, chosen, negated, group)
    ended = len(changed.groups) < len(request.groups)  # those behind it have other numbers now
    return changed, Place(place.name, 0 if ended else group)


def apart(request: ListRequest, place: Place) -> tuple[ListRequest, int]:
    """The request and the group for which the choices at a place are counted
    (`listing.choices`): where an or-group is yet to be made, without the condition beside."""
    if place.beside:
        return request.filtered(place.beside, ()), len(request.groups) + 1
    return request, place.group


def removed(request: ListRequest, name: str, group: int) -> ListRequest:
    """The first page without a condition; the last of its alternatives then stands by itself."""
    others = [each for each in request.filters if each.group == group and each.name != name]
    if group and len(others) == 1 and not request.condition(others[0].name):
        left = others[0]
        return request.without_group(group).filtered(left.name, left.values, left.negated)
    return request.filtered(name, (), group=group)
