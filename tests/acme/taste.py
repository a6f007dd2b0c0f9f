"""A check that runs only when it is asked for."""

from nbcoach.checking import Check, Example, Severity


class Taste(Check):
    """Prints in capitals.

    ## Why it matters
    Nobody likes it.

    ## What to do
    Print quietly.
    """

    default = False
    severity = Severity.HINT
    examples = (Example(bad='print("HI")  # expect: shouting', good='print("hi")'),)

    def find(self, notebook, project):
        for call in notebook.calls_to("print"):
            text = call.argument(0, "values")
            if text and text.kind == "string" and text.text.isupper():
                yield self.finding("this is loud", call.cell, call.span)
