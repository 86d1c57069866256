"""What there is to be allowed, and what each role may (docs/decisions.md, "Who may what")."""

from enum import StrEnum
from functools import lru_cache


class Permission(StrEnum):
    """One thing that a role may or may not do. An owner can give each to or take it from a role."""

    SEE = "records.see"
    EDIT = "records.edit"
    UNDO_OWN = "operations.undo_own"
    TRASH = "records.trash"
    RESTORE_OWN = "records.restore_own"
    RESTORE_ANY = "records.restore_any"
    BULK_EDIT = "records.bulk_edit"
    BULK_TRASH = "records.bulk_trash"
    IMPORT = "records.import"
    EXPORT = "records.export"
    MERGE = "records.merge"
    UNDO_OTHERS = "operations.undo_others"
    PICKLISTS = "picklists.edit"
    SHARED_SEGMENTS = "segments.share"
    NUMBER_FORMATS = "numbers.edit"
    SECRETS = "properties.secrets"
    PURGE = "records.purge"
    ERASE = "records.erase"
    USERS = "users.manage"
    ROLES = "roles.manage"
    KEYS = "keys.manage"
    SETTINGS = "settings.manage"
    BACKUP = "backup.manage"


class Role(StrEnum):
    """What a user is; each may what the one before may, and more."""

    VIEWER = "viewer"
    OFFICE = "office"
    MANAGER = "manager"
    OWNER = "owner"


P = Permission
_VIEWER = frozenset({P.SEE})
_OFFICE = _VIEWER | {P.EDIT, P.UNDO_OWN, P.TRASH, P.RESTORE_OWN, P.SECRETS}
_MANAGER = _OFFICE | {
    P.RESTORE_ANY,
    P.BULK_EDIT,
    P.BULK_TRASH,
    P.IMPORT,
    P.EXPORT,
    P.MERGE,
    P.UNDO_OTHERS,
    P.PICKLISTS,
    P.SHARED_SEGMENTS,
    P.NUMBER_FORMATS,
}

DEFAULTS = {
    Role.VIEWER: _VIEWER,
    Role.OFFICE: _OFFICE,
    Role.MANAGER: _MANAGER,
    Role.OWNER: frozenset(Permission),
}
"""What each role comes with."""


@lru_cache(maxsize=64)
def permissions_of(role: str, changes: tuple[tuple[str, bool], ...] = ()) -> frozenset[Permission]:
    """What a role may.

    Args:
        role: its name; one that is not known may nothing.
        changes: (permission, given or taken) as the owner set them.
    """
    if role not in Role.__members__.values():
        return frozenset()
    allowed = set(DEFAULTS[Role(role)])
    for name, granted in changes:
        if name in Permission.__members__.values():
            (allowed.add if granted else allowed.discard)(Permission(name))
    return frozenset(allowed)
