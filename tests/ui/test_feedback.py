"""The four faces and the lines that a screen says of itself."""

import dataclasses
from typing import Any

import reflex as rx

from clientapp.ui import feedback


def rendered(component: rx.Component) -> str:
    return str(component.render())


def test_the_loading_face_is_heard_and_has_as_many_bars_as_asked():
    face = feedback.loading(7)
    assert [child.tag for child in face.children] == ["span", *["i"] * 7]
    assert '"status"' in rendered(face)
    assert "Loading" in rendered(face)


def test_an_error_offers_to_try_again_only_where_there_is_something_to_try():
    assert "Try again" in rendered(feedback.error("No list", "It did not load.", rx.noop()))
    assert "Try again" not in rendered(feedback.error("No list", "It did not load."))


def test_a_bad_notice_interrupts_and_the_others_wait():
    assert '"alert"' in rendered(feedback.notice("It failed.", tone="bad"))
    assert '"status"' in rendered(feedback.notice("It is done.", tone="good"))


def test_the_total_is_a_status():
    assert '"status"' in rendered(feedback.status("13,942 customers"))


def test_a_problem_comes_before_loading_and_loading_before_emptiness():
    class FaceState(rx.State):
        problem: str = ""
        waiting: bool = False
        nothing: bool = False

    state: Any = FaceState  # its fields are Vars on the class
    shown = feedback.faces(
        rx.el.p("full face"),
        problem=state.problem,
        is_loading=state.waiting,
        is_empty=state.nothing,
        when_problem=rx.el.p("problem face"),
        when_empty=rx.el.p("empty face"),
        when_loading=rx.el.p("loading face"),
    )
    text = rendered(shown)
    places = [text.index(f"{face} face") for face in ("problem", "loading", "empty", "full")]
    assert places == sorted(places)


def test_the_connection_line_takes_the_place_of_reflexs_own():
    fields: Any = {each.name: each for each in dataclasses.fields(rx.App)}
    assert set(feedback.app_wraps()) <= set(fields["app_wraps"].default_factory())
