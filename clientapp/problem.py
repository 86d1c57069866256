"""What a person can put right."""


class Problem(Exception):
    """Something that cannot be done as asked; the text is one line for the person who asked.

    The command line prints the text alone. Anything else that is raised is a defect, and shows
    where it arose.
    """
