"""The page of one organization, as states."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.bulk.report import Report
from clientapp.bulk.report_state import acting
from clientapp.database import reading
from clientapp.editing.picking import record_texts
from clientapp.editing.validation import read_form
from clientapp.ledger.recording import Actor
from clientapp.models import Organization, Status
from clientapp.organizations.columns import ORGANIZATION_SOURCES
from clientapp.organizations.commands import EDITABLE, create_organization
from clientapp.organizations.fields import FIELD
from clientapp.organizations.reading import members
from clientapp.organizations.rules import FIRST_DEACTIVATE
from clientapp.problem import Problem
from clientapp.record_page.editable import Editable, Values
from clientapp.record_page.form_state import NEW, RecordFormState
from clientapp.record_page.history_state import HistoryState
from clientapp.record_page.past_state import PastState
from clientapp.record_page.presence_state import PresenceState
from clientapp.record_page.reading import filled
from clientapp.record_page.record_state import RecordState

DONE = {
    Status.INACTIVE: "The Organization is deactivated successfully.",
    Status.ACTIVE: "The Organization is reactivated.",
}


class OrganizationHistoryState(HistoryState, rx.State):
    """The history of an organization."""

    KIND: ClassVar[str] = EDITABLE.kind


class OrganizationRecordState(RecordState, rx.State):
    """An organization around its form."""

    EDITABLE: ClassVar[Editable] = EDITABLE
    HISTORY: ClassVar[type[HistoryState]] = OrganizationHistoryState

    @classmethod
    def _details(cls, session: Session, values: Values) -> dict[str, Any]:
        return {"filled": filled(session, EDITABLE, ORGANIZATION_SOURCES, values["id"])}

    @classmethod
    def _turned(cls, name: str, status: Status) -> str:  # noqa: ARG003
        return DONE[status]

    @classmethod
    def _what_stays(cls, session: Session, record_id: int) -> str:
        who = members(session, record_id).words()
        if not who:
            return "It has no customers and no properties."
        return f"It has {who}. They stay as they are, and keep their organization."

    @classmethod
    def _what_goes(cls, session: Session, record_id: int) -> str:
        found = session.get(Organization, record_id)
        if found is not None and found.status == Status.ACTIVE:
            raise Problem(f"{FIRST_DEACTIVATE}.")
        goes, who = super()._what_goes(session, record_id), members(session, record_id).words()
        if not who:
            return goes
        return (
            f"{goes} Its {who} stay: they show no organization while it is in Trash, and have it "
            "again when it is restored."
        )

    @classmethod
    def _trash(cls, actor: Actor, record_id: int) -> Report:
        done = super()._trash(actor, record_id)
        if done.operation_id is None:
            raise Problem(f"{FIRST_DEACTIVATE}.")
        return done


class OrganizationPastState(PastState, rx.State):
    """An organization as it was on a date."""

    RECORD: ClassVar[type[RecordState]] = OrganizationRecordState


class OrganizationPresenceState(PresenceState, rx.State):
    """Who else has an organization open."""

    RECORD: ClassVar[type[RecordState]] = OrganizationRecordState


class OrganizationFormState(RecordFormState, rx.State):
    """The form of an organization, and of a new one, which may be meant as a branch."""

    EDITABLE: ClassVar[Editable] = EDITABLE
    RECORD: ClassVar[type[RecordState]] = OrganizationRecordState
    NEW_PAGE: ClassVar[str] = routes.NEW_ORGANIZATION

    async def _load(self, *, anew: bool = False) -> None:
        await super()._load(anew=anew)
        parent = routes.number(self.router.url.query_parameters.get("parent", ""))
        if self._asked() == NEW and parent:
            self.values = {**self.values, **await asyncio.to_thread(_parent, parent)}

    @classmethod
    def _add(cls, session: Session, form: Mapping[str, str]) -> tuple[int, Values]:
        values = read_form(EDITABLE.field, form)
        return create_organization(session, acting(), values), values


def _parent(parent_id: int) -> dict[str, str]:
    with reading() as session:
        return record_texts(session, [FIELD["parent"]], {"parent": parent_id})
