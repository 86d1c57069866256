"""Lists that managers edit."""
