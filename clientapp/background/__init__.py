"""Long work that goes on after the page that asked for it was closed, in a process of its own."""
