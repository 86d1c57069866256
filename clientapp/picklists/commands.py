"""Writing picklists. Each command is one operation in the ledger; the session is passed in."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select

from clientapp.editing.validation import Rejected
from clientapp.formatting import counted, fold
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, discard, finish, insert_rows, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.models import Operation, Picklist, PicklistOption
from clientapp.picklists.lists import extra_of
from clientapp.picklists.option import KIND
from clientapp.picklists.queries import PLACES
from clientapp.picklists.typed import read_option
from clientapp.picklists.usage import usage_of
from clientapp.problem import Problem

LAST = 1000
"""Where a choice stands that nobody has put anywhere: behind the others, by its label."""


class UnknownOption(Problem):
    """There is no such choice, or it is in Trash."""

    def __init__(self) -> None:
        super().__init__("This choice is not there any more.")


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """What makes two choices the same: their folded label, or the label where nothing folds."""
    return fold(label) or label.casefold()


def add_options(
    session: Session,
    operation: Operation,
    picklist: str,
    labels: Iterable[str],
    more: Mapping[str, Any] | None = None,
) -> dict[str, int]:
    """Add choices to a picklist, each of which is not in it yet, within an operation.

    Args:
        more: other columns of all of them, such as a code.

    Returns:
        Their ids by folded label.
    """
    new = list(labels)
    picklist_id = session.exec(select(Picklist.id).where(Picklist.name == picklist)).one()
    rows: list[dict[str, Any]] = [
        {
            "id": option_id,
            "picklist_id": picklist_id,
            "label": label,
            "code": None,
            "rate": None,
            "position": LAST,
            "label_key": label_key(label),
            **(more or {}),
        }
        for option_id, label in zip(
            reserve_ids(session, PicklistOption, len(new)), new, strict=True
        )
    ]
    insert_rows(session, operation, {PicklistOption: rows})
    return {row["label_key"]: row["id"] for row in rows}


def add_option(
    session: Session, actor: Actor, picklist: str, typed: Mapping[str, str]
) -> tuple[int, int]:
    """Add one choice, at the end of its list.

    Args:
        typed: texts by column: label, and what choices of this list have besides.

    Returns:
        The operation and the id of the choice.

    Raises:
        Rejected: with a sentence for each text that does not do.
        Problem: if there is no such list.
    """
    of = lock_list(session, picklist)
    values = {"label": "", **_read(picklist, {"label": "", **typed})}
    _check_free(session, of, values)
    label = values.pop("label")
    operation = begin(
        session, actor, "create", f"New choice {label} in {of.label}", record_kind=KIND
    )
    places = [option.position for option in options_in(session, of)]
    more = {**values, "position": max([LAST - 1, *places]) + 1}
    added = add_options(session, operation, picklist, [label], more)
    finish(session, operation)
    return operation.id or 0, added[label_key(label)]


def save_option(
    session: Session,
    actor: Actor,
    option_id: int,
    typed: Mapping[str, str],
    base: Mapping[str, str],
) -> int | None:
    """Rename a choice, or change what else is known of it. Its records show it at once.

    Args:
        typed: texts by column.
        base: what they were when the change was begun; equal ones are nobody's change, and what is
            not in it is not compared.

    Returns:
        The operation; None where nothing changed.

    Raises:
        Rejected: with a sentence for each text that does not do, or that somebody else changed.
        UnknownOption: if there is no such choice.
    """
    option, of = _locked(session, option_id)
    mine = {name: text for name, text in typed.items() if text != base.get(name)}
    values = _read(of.name, mine)
    before = _read(of.name, {name: base[name] for name in mine if name in base})
    _check_untouched(option, values, before)
    _check_free(session, of, values, option_id)
    if "label" in values:
        values["label_key"] = label_key(values["label"])
    renamed = values.get("label", option.label)
    words = f"Rename of {option.label} to {renamed}"
    if renamed == option.label:
        words = f"Change of {option.label}"
    operation = begin(session, actor, "edit", f"{words} in {of.label}", record_kind=KIND)
    changed = update_row(session, operation, PicklistOption, option_id, values) if values else False
    return _ended(session, operation, changed)


def retire_option(
    session: Session, actor: Actor, option_id: int, *, retired: bool = True
) -> int | None:
    """Take a choice out of what is offered, or offer it again; records keep it either way.

    Returns:
        The operation; None where it was so already.

    Raises:
        UnknownOption: if there is no such choice.
    """
    option, of = _locked(session, option_id)
    words = f"{'Retirement' if retired else 'Return'} of {option.label} in {of.label}"
    operation = begin(session, actor, "edit", words, record_kind=KIND)
    changed = update_row(session, operation, PicklistOption, option_id, {"is_retired": retired})
    return _ended(session, operation, changed)


def delete_option(session: Session, actor: Actor, option_id: int) -> int:
    """Move a choice that nothing has to Trash.

    Raises:
        UnknownOption: if there is no such choice.
        Problem: if something has it, be it a customer in Trash.
    """
    option, of = _locked(session, option_id)
    used = sum(live + trashed for live, trashed in usage_of(session, of.name, option_id).values())
    if used:
        words = counted(used, "record has", "records have")
        raise Problem(f"{words} {option.label}. Retire it, or merge it into another choice.")
    words = f"Delete of {option.label} in {of.label}"
    operation = begin(session, actor, "delete", words, record_kind=KIND)
    trash_rows(session, operation, PicklistOption, [option_id])
    finish(session, operation)
    return operation.id or 0


def place_option(session: Session, actor: Actor, option_id: int, before_id: int) -> int | None:
    """Put a choice in front of another one of its list.

    Args:
        before_id: the other one; 0 for the end of the list.

    Returns:
        The operation; None where it stands there already.

    Raises:
        UnknownOption: if either is not there.
    """
    option, of = _locked(session, option_id)
    others = [each for each in options_in(session, of) if each.id != option_id]
    ids = [each.id for each in others]
    if before_id and before_id not in ids:
        raise UnknownOption
    others.insert(ids.index(before_id) if before_id else len(others), option)
    words = f"New place of {option.label} in {of.label}"
    operation = begin(session, actor, "edit", words, record_kind=KIND)
    changed = [
        update_row(session, operation, PicklistOption, each.id or 0, {"position": place})
        for place, each in enumerate(others, start=1)
        if each.position != place
    ]
    return _ended(session, operation, any(changed))


def move_option(session: Session, actor: Actor, option_id: int, *, up: bool) -> int | None:
    """Let a choice change its place with the one above it, or below.

    Returns:
        The operation; None where there is none above or below.

    Raises:
        UnknownOption: if there is no such choice.
    """
    _option, of = _locked(session, option_id)
    ids = [each.id or 0 for each in options_in(session, of)]
    at = ids.index(option_id)
    if at == (0 if up else len(ids) - 1):
        return None
    before = ids[at - 1] if up else [*ids, 0][at + 2]
    return place_option(session, actor, option_id, before)


def lock_list(session: Session, picklist: str) -> Picklist:
    """A list, held until the transaction ends: whoever changes it waits.

    Raises:
        Problem: if there is no such list.
    """
    named = select(Picklist).where(Picklist.name == picklist)
    found = session.exec(named.with_for_update()).first()
    if found is None:
        raise Problem("There is no such list.")
    return found


def options_in(session: Session, of: Picklist) -> list[PicklistOption]:
    """The choices of a list in their order, retired ones too."""
    live = select(PicklistOption).where(
        PicklistOption.picklist_id == of.id, col(PicklistOption.trashed_at).is_(None)
    )
    return list(session.exec(live.order_by(*PLACES).execution_options(populate_existing=True)))


def _locked(session: Session, option_id: int) -> tuple[PicklistOption, Picklist]:
    """A choice and its list, which nobody else changes until the transaction ends."""
    option = session.get(PicklistOption, option_id)
    of = session.get(Picklist, option.picklist_id, with_for_update=True) if option else None
    if option is None or of is None:
        raise UnknownOption
    session.refresh(option)
    if option.trashed_at is not None:
        raise UnknownOption
    return option, of


def _read(picklist: str, typed: Mapping[str, str]) -> dict[str, Any]:
    known = {"label", extra_of(picklist)}
    return read_option({name: text for name, text in typed.items() if name in known})


def _check_untouched(
    option: PicklistOption, values: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    """Refuse what somebody else changed to another value since the change was begun."""
    clashing = {
        name: now
        for name, new in values.items()
        if name in before and (now := getattr(option, name)) not in (new, before[name])
    }
    if clashing:
        raise Rejected(
            {
                name: f"Somebody changed this to “{'' if now is None else now}” meanwhile"
                for name, now in clashing.items()
            }
        )


def _check_free(
    session: Session, of: Picklist, values: Mapping[str, Any], option_id: int = 0
) -> None:
    """No two choices of a list have the same name or code."""
    others = [each for each in options_in(session, of) if each.id != option_id]
    problems: dict[str, str] = {}
    for other in others:
        if "label" in values and other.label_key == label_key(values["label"]):
            problems["label"] = _taken(other)
        if (code := values.get("code")) and (other.code or "").casefold() == code.casefold():
            problems["code"] = f"“{other.label}” has this code"
    if problems:
        raise Rejected(problems)


def _taken(other: PicklistOption) -> str:
    if other.is_retired:
        return f"“{other.label}” is in this list, retired. Bring it back instead"
    return f"“{other.label}” is in this list already"


def _ended(session: Session, operation: Operation, changed: bool) -> int | None:
    """Close the operation; one that wrote nothing goes."""
    if not changed:
        discard(session, operation)
        return None
    return finish(session, operation).id
