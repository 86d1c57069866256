"""`python -m clientapp.cli`."""

from clientapp.cli import main

main()
