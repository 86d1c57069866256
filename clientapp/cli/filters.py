"""Options made from the filters of a list."""

from collections.abc import Iterable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from clientapp.cli.kinds import KINDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from clientapp.listing.listed import Listed
    from clientapp.listing.request import Condition

NOT = "not_"

WRITTEN = {"choices": "CHOICE", "text": "TEXT", "number": "RANGE", "date": "RANGE", "time": "RANGE"}
"""How the value of an option is called, by the shape of its filter."""


class FilteredCommand(TyperCommand):
    """A command, named as a kind of record in the plural, with two options for each filter of its
    list: these, and all but these.

    They are made when somebody asks for them, since that needs the tables, and the start of every
    other command shall stay quick. The command finds what was given in `context.obj`, by name.
    """

    @property
    def params(self) -> list[Any]:
        """All parameters; Click takes its own in and out of this very list."""
        if self._filters is None:
            self._filters = _options(str(self.name))
            self._params.extend(self._filters)
        return self._params

    @params.setter
    def params(self, params: list[Any]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        self._params = params
        self._filters: list[Any] | None = None

    def invoke(self, ctx: Any) -> Any:
        """Run the command; its function knows no filter by name."""
        given = {option.name: ctx.params.pop(option.name) for option in self._filters or ()}
        ctx.obj = {name: texts for name, texts in given.items() if texts}
        return super().invoke(ctx)


def _options(plural: str) -> list[Any]:
    """The options, made by Typer from a function that has them as parameters."""

    def filtered() -> None:
        """Nobody calls it."""

    filtered.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            parameter
            for name, each in KINDS[plural]().exported.listed.filters.items()
            for parameter in (
                _parameter(name, WRITTEN[each.shape], f"{each.label}: only these."),
                _parameter(NOT + name, WRITTEN[each.shape], f"{each.label}: all but these."),
            )
        ]
    )
    app = typer.Typer(add_completion=False)
    app.command()(filtered)
    return list(typer.main.get_command(app).params)


def _parameter(name: str, written: str, help_: str) -> Parameter:
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        metavar=written,
        help=help_,
        rich_help_panel="Filters",
    )
    annotation = Annotated[list[str] | None, option]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def conditions(
    session: "Session", listed: "Listed", given: Mapping[str, Sequence[str]]
) -> "Iterable[Condition]":
    """The conditions of the options that were given.

    Raises:
        Problem: for a choice that there is not, a range that cannot be read, and for a filter
            asked both ways.
    """
    from clientapp.listing.named import condition
    from clientapp.problem import Problem

    for name in listed.filters:
        if name in given and NOT + name in given:
            option = name.replace("_", "-")
            raise Problem(f"Use --{option} or --not-{option}, not both.")
        for asked, negated in ((name, False), (NOT + name, True)):
            if asked in given:
                yield condition(session, listed, name, given[asked], negated=negated)
