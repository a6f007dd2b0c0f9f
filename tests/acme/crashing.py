"""A check that has a mistake in it."""

from nbcoach.checking import Check


class Crashing(Check):
    """Crashes."""

    def find(self, notebook, project):
        yield from ()
        raise RuntimeError("no\nidea")
