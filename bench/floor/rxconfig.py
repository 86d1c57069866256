"""The smallest configuration: no theme, no plugin, state in memory."""

import reflex as rx
from reflex.constants import StateManagerMode

config = rx.Config(
    app_name="floor",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
    state_manager_mode=StateManagerMode.MEMORY,
)
