"""The command line: one module per command, found by its file name and imported when it is called.

A module ``rasad/cli/import_warc.py`` with a click command named ``command`` is the command ``rasad import-warc``.
"""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.errors import RasadError, UsageError

if TYPE_CHECKING:
    from types import FrameType

    from rasad.setup import Setup


class Commands(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Give the names of the modules, as commands are written."""
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of one command."""
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from rasad.nearest import nearest

            meant = nearest(args[0], self.list_commands(ctx))
            raise click.UsageError(error.message.removesuffix(".") + meant + ".", ctx) from None


class Clock(click.ParamType[datetime]):
    """An ISO 8601 date or time; without offset it is UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 -- click's signature
        """Read the text."""
        if isinstance(value, datetime):
            return value
        from datetime import UTC

        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 time such as 2026-11-16 or 2026-11-16T06:00+03:00", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


class Folder(click.Path):
    """A folder that need not be there; an empty name, which would mean the current one, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- click's signature
        """Read the name."""
        if not str(value).strip():
            self.fail("the name of the folder is empty; leave the option out for the default one", param, ctx)
        return super().convert(value, param, ctx)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--home", type=Folder(path_type=Path), help="Folder that holds everything (default: RASAD_HOME).")
@click.option("--now", type=Clock(), help="Take this for the present time, e.g. 2026-11-16T06:00+03:00.")
@click.version_option(package_name="rasad", prog_name="rasad")
@click.pass_context
def rasad(context: click.Context, home: Path | None, now: datetime | None) -> None:
    """Watch Türkiye's innovation ecosystem: crawl, tag, search and report in Persian, Turkish and English."""
    context.obj = (home, now)


def setup_of(context: click.Context) -> Setup:
    """Give what a command works with, from the options before it.

    Raises:
        UsageError: the configuration is wrong.
    """
    from rasad.setup import Setup

    home, now = context.obj
    return Setup.load(home.resolve() if home else None, now)


def say(text: str) -> None:
    """Write a line for people, on standard error."""
    click.echo(text, err=True)


def main() -> None:
    """Run the command line and end the process: 0 done, 1 something failed and is named, 2 wrong use.

    SIGTERM ends a command as Ctrl-C does: what is under way is given up in order.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    sys.exit(execute(sys.argv[1:]))


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def execute(arguments: list[str]) -> int:
    """Run one command and give its exit code; whatever fails is told on standard error."""
    try:
        code = rasad.main(arguments, prog_name="rasad", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except RasadError as error:
        say(f"rasad: {error}")
        return 2 if isinstance(error, UsageError) else 1
    except SystemExit:
        # click's end where only the reader (`| head`) has gone: it has all it wanted.
        return 0
    except (click.Abort, KeyboardInterrupt):
        say("rasad: stopped; what was done is kept.")
        return 1
    except OSError as error:
        # The reader may also go while the last of the output is flushed.
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            say("rasad: the output does not fit on its disk; free some space and run the same command again.")
        elif error.errno != errno.EPIPE:
            raise
        # Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if error.errno == errno.EPIPE else 1
