"""The pulse as it is drawn. Pages that use it have their own tests in a browser."""

import pytest
import reflex as rx

from clientapp.live.pulse import pulse


def test_a_pulse_carries_its_event_and_its_seconds() -> None:
    drawn = str(pulse(rx.console_log("beat"), seconds=3).render())
    assert "Pulse" in drawn
    assert "seconds:3" in drawn
    assert "onPulse" in drawn


def test_the_event_of_a_pulse_takes_nothing() -> None:
    with pytest.raises(Exception, match="argument"):
        pulse(lambda unknown: rx.console_log(unknown))
