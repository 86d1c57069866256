"""Properties: places where work is done."""
