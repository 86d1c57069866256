"""The dialog in which a choice is added or changed."""

import asyncio

import reflex as rx
from sqlmodel import Session

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.administration.picklists_state import Command, PicklistsState, run
from clientapp.administration.showing import option_values
from clientapp.bulk.report_state import report
from clientapp.database import reading
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.models import PicklistOption
from clientapp.picklists import commands
from clientapp.picklists.colours import USUAL
from clientapp.picklists.lists import extra_of
from clientapp.picklists.queries import choices, list_of
from clientapp.problem import Problem
from clientapp.ui.browser import focus_on

FORM = "option-form"
NEW = {"label": "", "code": "", "days": "", "rate": "", "colour": USUAL}


class OptionState(rx.State):
    """What the dialog shows; what is typed stays in the browser until it is saved."""

    is_open: bool = False
    option_id: int = 0
    title: str = ""
    extra: str = ""
    values: dict[str, str] = NEW
    problems: dict[str, str] = {}

    _picklist: str = ""

    @rx.event
    @requires(Permission.PICKLISTS)
    async def add(self) -> None:
        """The button "Add choice"."""
        page = await self.get_state(PicklistsState)
        self._begin(page.picklist, 0, f"Add to {page.title}", NEW)

    @rx.event
    @requires(Permission.PICKLISTS)
    async def edit(self, option_id: int) -> None:
        """The button "Edit" of a choice."""
        picklist, option = await asyncio.to_thread(self._read, option_id)
        if option is None:
            await report(self, str(commands.UnknownOption()), partial=True)
            return
        self._begin(
            picklist, option_id, f"Edit {option.label}", option_values(option, extra_of(picklist))
        )

    @rx.event
    @requires(Permission.PICKLISTS)
    async def save(self, form: dict[str, str]) -> Events:
        """Write what was typed."""
        if not self.is_open:
            return  # the second press of a double click
        try:
            operation_id = await asyncio.to_thread(run, self._command(form))
        except Rejected as rejected:
            self.problems = rejected.problems
            first = next(name for name in NEW if name in rejected.problems)
            yield focus_on(f"document.forms['{FORM}']?.elements['{first}']")
            return
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            if operation_id:
                label = " ".join(form.get("label", "").split())
                done = "saved" if self.option_id else "added"
                await report(self, f"{label} {done}", operation_id)
        self.is_open = False
        yield PicklistsState.refresh

    @rx.event
    @requires(Permission.PICKLISTS)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        self.is_open = False

    def _begin(self, picklist: str, option_id: int, title: str, values: dict[str, str]) -> None:
        self._picklist, self.extra = picklist, extra_of(picklist)
        self.option_id, self.title = option_id, title
        self.values, self.problems = {**NEW, **values}, {}
        self.is_open = True

    def _command(self, form: dict[str, str]) -> Command:
        picklist, option_id, base = self._picklist, self.option_id, dict(self.values)
        names = {"label", self.extra}
        typed = {name: text for name, text in form.items() if name in names}

        def command(session: Session, actor: Actor) -> int | None:
            if option_id:
                return commands.save_option(session, actor, option_id, typed, base)
            return commands.add_option(session, actor, picklist, typed)[0]

        return command

    @staticmethod
    def _read(option_id: int) -> tuple[str, PicklistOption | None]:
        with reading() as session:
            picklist = list_of(session, option_id)
            found = (each for each in choices(session, picklist) if each.id == option_id)
            return picklist, next(found, None)
