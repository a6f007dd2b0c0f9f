"""A check as another company writes it."""

from nbcoach.checking import Check, Example, Severity


class Shouting(Check):
    """Prints in capitals.

    ## Why it matters
    Nobody likes it.

    ## What to do
    Print quietly.
    """

    severity = Severity.HINT
    examples = (Example(bad='print("HI")  # expect: shouting', good='print("hi")'),)

    def find(self, notebook, project):
        for call in notebook.calls_to("print"):
            text = call.argument(0, "values")
            if text and text.kind == "string" and text.text.isupper():
                yield self.finding("this is loud", call.cell, call.span)
