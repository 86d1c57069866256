"""The look: theme, shell, controls, feedback. Knows no state and no record."""
