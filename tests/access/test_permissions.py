"""The table "Who may what", and what an owner may change in it."""

import pytest

from clientapp.access.permissions import Permission, Role, permissions_of
from clientapp.access.requires import permission_of, requires

VIEWER = {Permission.SEE}
OFFICE = VIEWER | {
    Permission.EDIT,
    Permission.UNDO_OWN,
    Permission.TRASH,
    Permission.RESTORE_OWN,
    Permission.SECRETS,
}
MANAGER = OFFICE | {
    Permission.RESTORE_ANY,
    Permission.BULK_EDIT,
    Permission.BULK_TRASH,
    Permission.IMPORT,
    Permission.EXPORT,
    Permission.MERGE,
    Permission.UNDO_OTHERS,
    Permission.PICKLISTS,
    Permission.SHARED_SEGMENTS,
    Permission.NUMBER_FORMATS,
}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.VIEWER, VIEWER),
        (Role.OFFICE, OFFICE),
        (Role.MANAGER, MANAGER),
        (Role.OWNER, set(Permission)),
    ],
)
def test_each_role_may_what_the_table_says(role: Role, allowed: set[Permission]) -> None:
    assert permissions_of(role) == allowed


@pytest.mark.parametrize("role", ["", "Owner", "admin", "owner "])
def test_a_role_that_is_not_known_may_nothing(role: str) -> None:
    assert permissions_of(role) == frozenset()


def test_a_permission_can_be_given_to_a_role_and_taken_from_it() -> None:
    changes = (("records.export", True), ("records.edit", False), ("no.such", True))
    assert permissions_of(Role.OFFICE, changes) == (OFFICE | {Permission.EXPORT}) - {
        Permission.EDIT
    }


def test_a_mark_stays_on_coroutines_and_generators_and_keeps_their_annotations() -> None:
    @requires(Permission.EDIT)
    async def rows(state: object, page: int) -> None: ...

    assert permission_of(rows) is Permission.EDIT
    assert rows.__annotations__["page"] is int
    assert permission_of(lambda: None) is None
