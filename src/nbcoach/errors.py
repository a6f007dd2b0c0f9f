"""What a user can act on: each error says what happened, where, and what to do."""


class NbcoachError(Exception):
    """Base of every error that a face turns into an exit code, an HTTP status or a reply.

    Args:
        message: What happened and where, as one sentence without a line break.
        cure: What to do about it, as one sentence; empty where nothing can be said.
    """

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


class BadCallError(NbcoachError):
    """The call itself is wrong: no such path, unknown check, bad option, output not writable."""


class UnreadableError(NbcoachError):
    """A file exists and cannot be read: no permission, a folder, a device."""


class NotANotebookError(NbcoachError):
    """A file was read and is no notebook: not JSON, HTML saved as .ipynb, no cells."""


class StaleEditError(NbcoachError):
    """An edit expects a text that no longer stands where it points."""


class MissingExtraError(NbcoachError):
    """An optional library is needed and not installed.

    Args:
        library: The name to import.
        extra: The extra of nbcoach that installs it.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"This needs {library}, which is not installed.",
            f'Install it with: pip install "nbcoach[{extra}]"',
        )
