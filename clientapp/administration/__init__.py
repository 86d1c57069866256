"""The settings that managers and owners change."""
