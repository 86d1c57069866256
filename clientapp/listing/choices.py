"""What can be chosen in a filter, with counts, and what is chosen, in words."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.listing.counting import count_by, count_linked
from clientapp.listing.filters import Filter, Labels
from clientapp.listing.link_filter import LinkFilter
from clientapp.listing.listed import Listed
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.tokens import text_in
from clientapp.listing.total import total

CHOICES = "choices"
"""The shape of filters that offer choices."""

EMPTY_LABEL = "Empty"
UNKNOWN = "Unknown"
IN_WORDS = 5
"""A chip names no more choices than this."""

_counts: Recent[dict[str, int]] = Recent(256)


class Choice(NamedTuple):
    """A choice of a filter, and how many rows would be found by it alone."""

    value: str
    label: str
    count: int  # pyright: ignore[reportIncompatibleMethodOverride] (nobody counts in a choice)


def choices(
    session: Session,
    listed: Listed,
    request: ListRequest,
    name: str,
    find: str = "",
    limit: int = 100,
    group: int = 0,
) -> list[Choice]:
    """What a filter offers, counted over the search and the other filters of a request; nothing
    where its shape is not "choices".

    A list comes in its order, those that nobody has behind the others; where there is no list, the
    values come by how many have them. "Empty" stands last. What is chosen is there in any case.

    Args:
        find: only choices in whose label this occurs, however it is written.
        limit: how many at most, beside "Empty" and the chosen.
        group: of which alternatives the choice is one; the others of them then do not count.
    """
    chosen_from = listed.filters[name]
    if chosen_from.shape != CHOICES:
        return []
    others = request.without_group(group) if group else request.filtered(name, ())
    key = asked(session, listed, others, name), chosen_from.moment()
    counts = _counts.get(key, lambda: _count(session, listed, others, chosen_from))
    condition = request.condition(name, group)
    picked = set(condition.values if condition else ())
    chosen = picked - {EMPTY}
    values, labels = _offered(session, chosen_from, counts, chosen, find, limit)
    offered = [Choice(value, labels.get(value, UNKNOWN), counts.get(value, 0)) for value in values]
    if chosen_from.may_be_empty and (EMPTY in picked or fold(find) in fold(EMPTY_LABEL)):
        offered.append(Choice(EMPTY, EMPTY_LABEL, counts.get(EMPTY, 0)))
    return offered


def _count(
    session: Session, listed: Listed, request: ListRequest, chosen_from: Filter
) -> dict[str, int]:
    if chosen_from.through:
        through = chosen_from.through
        held = count_by(session, listed, request, chosen_from.column, through, filled=True)
        held = chosen_from.as_shown(session, held)
        held.pop(None, None)
        counts = chosen_from.tally(held)
        return counts | {EMPTY: total(session, listed, request) - sum(counts.values())}
    if chosen_from.grouped:
        alone = not request.filters and not request.search
        held = count_by(session, listed, request, chosen_from.column, filled=alone)
        held = chosen_from.as_shown(session, held)
        empty = held.pop(None, 0)
        if alone and chosen_from.may_be_empty:
            empty = total(session, listed, request) - sum(held.values())
        return chosen_from.tally(held) | {EMPTY: empty}
    if isinstance(chosen_from, LinkFilter):
        counts, linked = count_linked(session, listed, request, chosen_from)
        return counts | {EMPTY: total(session, listed, request) - linked}
    values = list(chosen_from.in_order(session) or ())
    values += [EMPTY] if chosen_from.may_be_empty else []
    apart = len(request.groups) + 1 if request.condition(chosen_from.name) else 0
    each = {value: request.filtered(chosen_from.name, (value,), group=apart) for value in values}
    return {value: total(session, listed, narrowed) for value, narrowed in each.items()}


def _offered(
    session: Session,
    chosen_from: Filter,
    counts: dict[str, int],
    chosen: Collection[str],
    find: str,
    limit: int,
) -> tuple[list[str], Labels]:
    """The values in their order, without `EMPTY`, and their labels."""
    frequent = sorted(counts.keys() - {EMPTY}, key=lambda value: (-counts[value], value))
    known = chosen_from.in_order(session) or ()
    ordered = dict.fromkeys((*known, *frequent, *sorted(chosen)))
    values = sorted(ordered, key=lambda value: not counts.get(value) and value not in chosen)
    if find:
        found = chosen_from.found(session, values, fold(find))
        values = [value for value in values if value in found or value in chosen]
    values = values[:limit] + [value for value in values[limit:] if value in chosen]
    return values, chosen_from.labels(session, values)


class Chip(NamedTuple):
    """A condition in words: "industry", "Industry", "not Hotel". `group` numbers alternatives."""

    name: str
    label: str
    words: str
    group: int = 0


def chips(session: Session, listed: Listed, request: ListRequest) -> list[Chip]:
    """The conditions of a request in words, in the order of the filters; alternatives behind."""
    places = {name: at for at, name in enumerate(listed.filters)}
    ordered = sorted(request.filters, key=lambda each: (each.group, places[each.name]))
    return [
        Chip(
            each.name,
            listed.filters[each.name].label,
            _words(session, listed.filters[each.name], each),
            each.group,
        )
        for each in ordered
    ]


def _words(session: Session, of: Filter, condition: Condition) -> str:
    offered = [value for value in condition.values if of.shape == CHOICES and value != EMPTY]
    named = [value for value in offered if text_in(value) is None]
    labels = of.labels(session, named) if named else {}
    words = sorted((labels.get(value, UNKNOWN) for value in named), key=fold)
    if of.shape == CHOICES and EMPTY in condition.values:
        words.append(EMPTY_LABEL.lower())
        named.append(EMPTY)
    if condition.negated:
        words = [f"not {word}" for word in words]
    words += [of.said(value, condition.negated) for value in condition.values if value not in named]
    more = len(words) - IN_WORDS
    return ", ".join(words[:IN_WORDS]) + (f" and {more} more" if more > 0 else "")
