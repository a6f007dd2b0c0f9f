"""The command line: each command is a file here that exposes `command`, and is imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach import __version__
from nbcoach.errors import BadCallError, NbcoachError

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).parent
_ORDER = ("lint", "explain", "checks", "init", "doctor", "track", "export", "run", "assess")
_INTERRUPTED = 130
_WRONG_CALL = 2


class Commands(click.Group):
    """The commands that have a file in this folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - part of the interface
        names = [path.stem for path in _HERE.glob("*.py") if not path.stem.startswith("_")]
        return sorted(names, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            raise BadCallError(f"There is no command {args[0]!r}.", _near(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _said_of(name)) for name in self.list_commands(ctx)])


def _said_of(name: str) -> str:
    """What the first line of a command's file says of it; the file is not imported for that."""
    with (_HERE / f"{name}.py").open(encoding="utf-8") as lines:
        said = lines.readline().strip().strip('"').removeprefix(f"`nbcoach {name}`").lstrip(": ")
    return said[:1].upper() + said[1:]


def _near(word: str, words: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(word, words, 1)
    return f"Did you mean {near[0]!r}?" if near else "See: nbcoach --help"


@click.command(
    "nbcoach",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: nbcoach lint notebooks/",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def command() -> None:
    """An MLOps coach for Jupyter notebooks: it finds habits of level 0, repairs them, and builds pipelines."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code; whatever goes wrong is one line on standard error."""
    _speak_any_language()
    try:
        result = command.main(arguments, prog_name=_program(), standalone_mode=False)
        sys.stdout.flush()
    except NbcoachError as error:
        return _tell(str(error), getattr(error, "exit_code", _WRONG_CALL))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return _WRONG_CALL
    except click.UsageError as error:
        where = f" See: {error.ctx.command_path} --help" if error.ctx else ""
        return _tell(f"{error.format_message()}{where}", _WRONG_CALL)
    except click.ClickException as error:
        return _tell(error.format_message(), _WRONG_CALL)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return 0
    except Exception as error:
        if os.environ.get("NBCOACH_DEBUG"):
            raise
        return _tell(_unforeseen(error), _WRONG_CALL)
    return result if isinstance(result, int) else 0


def _program() -> str:
    called = Path(sys.argv[0]).stem if sys.argv else ""
    return "jupyter nbcoach" if called == "jupyter-nbcoach" else "nbcoach"


def _speak_any_language() -> None:
    """Writes what the terminal cannot show as an escape, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _tell(message: str, code: int) -> int:
    from nbcoach.reports.text_line import visible  # noqa: PLC0415 - most calls succeed

    line = visible(" ".join(message.split()))
    click.echo(f"{click.style('error', fg='red', bold=True)}: {line}", err=True)
    return code


def _close_output() -> None:
    """Lets nothing be flushed into a pipe that nobody reads from."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unforeseen(error: Exception) -> str:
    from nbcoach.checking.failure import described  # noqa: PLC0415 - only a mistake of ours needs it

    return f"nbcoach failed: {described(error)}. Please report it; NBCOACH_DEBUG=1 shows where it happened."
