"""What a save says of the changes of others: what was merged, and what is to be decided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clientapp.field import Field
from clientapp.formatting import ago
from clientapp.ledger.changed import Changed

EMPTY = "empty"

InWords = Callable[[str, Any], str]
"""A value of the field of this name as people read it, "" for none."""


@dataclass(frozen=True)
class Question:
    """One field that two people changed, in words."""

    name: str
    label: str
    yours: str
    theirs: str
    when: str
    original: str


@dataclass(frozen=True)
class Pending:
    """A save that waits for an answer.

    Attributes:
        base: what the form said that its inputs were drawn from.
        values, begun_at: as `record_page.saving.update_record` takes them.
        changed, theirs, version: what is to be decided, as `Conflict` says it.
    """

    base: str
    values: dict[str, Any]
    begun_at: dict[str, int]
    changed: dict[str, Changed]
    theirs: dict[str, Any]
    version: int

    def answered(self, choices: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, int]]:
        """The values as they were chosen, by field name, and the versions they were begun at.

        "yours" is what no answer means. Whoever chose has seen the record at the version of the
        conflict, so only what changes after it is asked about again.
        """
        values, begun_at = dict(self.values), dict(self.begun_at)
        for name, changed in self.changed.items():
            begun_at[name] = self.version
            answer = {"theirs": self.theirs[name], "original": changed.original}
            values[name] = answer.get(choices.get(name, ""), values[name])
        return values, begun_at


def questions(
    pending: Pending, fields: Iterable[Field], in_words: InWords, now: datetime
) -> list[Question]:
    """What is to be decided, in the order of the form."""
    return [
        Question(
            name=field.name,
            label=field.label,
            yours=in_words(field.name, pending.values[field.name]) or EMPTY,
            theirs=in_words(field.name, pending.theirs[field.name]) or EMPTY,
            when=ago(changed.when, now),
            original=in_words(field.name, changed.original) or EMPTY,
        )
        for field in fields
        if (changed := pending.changed.get(field.name))
    ]


def title(pending: Pending, labels: Mapping[str, str], user_id: int | None) -> str:
    """Who changed what: "Ana Reyes changed Phone while you were typing".

    Args:
        user_id: who is asked.
    """
    changed = pending.changed
    what = labels[next(iter(changed))] if len(changed) == 1 else f"{len(changed)} fields"
    people = who(changed.values(), user_id)
    return f"{people[:1].upper()}{people[1:]} changed {what} while you were typing"


def text(pending: Pending, labels: Mapping[str, str]) -> str:
    """What happens to the rest: "Your other 2 changes are merged. Choose for Phone."."""
    changed = pending.changed
    others = len(pending.begun_at.keys() - changed.keys())
    merged = {0: "", 1: "Your other change is merged. "}.get(
        others, f"Your other {others} changes are merged. "
    )
    named = [labels[name] for name in labels if name in changed]
    return f"{merged}Choose for {listed(named)}."


def merged_words(
    merged: Mapping[str, Changed], labels: Mapping[str, str], user_id: int | None
) -> str:
    """What came along from others: "Merged with what Ana Reyes changed: Category"."""
    named = [labels[name] for name in labels if name in merged]
    return f"Merged with what {who(merged.values(), user_id)} changed: {', '.join(named)}"


def who(changed: Iterable[Changed], user_id: int | None) -> str:
    """The people behind changes; the user's own come from another tab of theirs."""
    own = "you, in another tab,"
    people = [own if c.actor_id == user_id and user_id else c.who for c in changed]
    return listed(list(dict.fromkeys(people)))


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: "Phone, Email and City"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
