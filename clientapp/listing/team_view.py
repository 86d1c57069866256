"""How the team sees a list unless somebody chose otherwise; managers say so."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from clientapp import routes
from clientapp.field import Field, FieldKind
from clientapp.ledger.recording import Actor, begin, discard, finish, update_row
from clientapp.listing.columns import View
from clientapp.models import TeamView
from clientapp.record import Part, Record, registry

KIND = "team_view"


def team_view(session: Session, view: str) -> View:
    """How the team sees a list."""
    found = session.exec(
        select(TeamView.columns, TeamView.is_compact).where(TeamView.name == view)
    ).one()
    columns, compact = found
    return View(None if columns is None else tuple(columns.split(",")), compact)


def set_team_view(session: Session, actor: Actor, view: str, chosen: View) -> int | None:
    """Let the team see a list so, wherever somebody has chosen nothing for themselves; the
    operation, None where nothing changed."""
    columns = None if chosen.columns is None else ",".join(chosen.columns)
    values = {"columns": columns, "is_compact": chosen.compact}
    return write_team_view(session, actor, view, values, f"Columns of {view} for the team")


def write_team_view(
    session: Session, actor: Actor, view: str, values: Mapping[str, object], label: str
) -> int | None:
    """Set columns of the row that says how the team sees a list.

    Args:
        label: what is done, as the operations say it.

    Returns:
        The operation, None where nothing changed.
    """
    operation = begin(session, actor, "edit", label, record_kind=KIND)
    row_id = session.exec(select(TeamView.id).where(TeamView.name == view).with_for_update()).one()
    if not update_row(session, operation, TeamView, row_id or 0, values):
        discard(session, operation)
        return None
    finish(session, operation)
    return operation.id


def _titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    found = session.exec(select(TeamView.id, TeamView.name).where(col(TeamView.id).in_(ids)))
    return {row_id or 0: f"List of {name}" for row_id, name in found}


def _shown_at(session: Session, row_id: int) -> str:
    """The list that it is of."""
    found = session.get(TeamView, row_id)
    kinds = {record.plural: kind for kind, record in registry.records.items()}
    return routes.LISTS[kinds[found.name]] if found else routes.CUSTOMERS


TEAM_VIEW = Record(
    kind=KIND,
    label="list of the team",
    plural="lists of the team",
    fields=(
        Field("columns", "Columns"),
        Field("is_compact", "Compact rows", FieldKind.FLAG),
        Field("segment_id", "Opens with"),
    ),
    parts=(Part(KIND, TeamView, about_kind=KIND),),
    titles=_titles,
    url=lambda _id: routes.CUSTOMERS,
    shown_at=_shown_at,
    in_trash=False,
)
"""What the ledger knows of it."""
