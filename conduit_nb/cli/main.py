"""The entry point: finds the command, runs it, and turns errors into one line and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from typing import TYPE_CHECKING, Protocol, cast

from conduit_nb.core.errors import ConduitError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["COMMANDS", "main"]

# A command is one file in commands/ and one line here.
COMMANDS: Mapping[str, str] = {
    "transcribe": "conduit_nb.cli.commands.transcribe",
    "translate": "conduit_nb.cli.commands.translate",
    "speak": "conduit_nb.cli.commands.speak",
    "models": "conduit_nb.cli.commands.models",
    "voices": "conduit_nb.cli.commands.voices",
    "capabilities": "conduit_nb.cli.commands.capabilities",
    "keys": "conduit_nb.cli.commands.keys",
    "cost": "conduit_nb.cli.commands.cost",
    "status": "conduit_nb.cli.commands.status",
    "doctor": "conduit_nb.cli.commands.doctor",
}
INTERRUPTED = 130


class _Command(Protocol):
    """What each file in commands/ offers."""

    HELP: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 ok, 1 the work failed, 2 usage."""
    parser = _parser()
    try:
        parsed = parser.parse_args(arguments)
        code = int(parsed.run(parsed))
        sys.stdout.flush()  # Here, where a full disk can still be told.
    except ConduitError as error:
        print(f"conduit-nb: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("conduit-nb: stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # The reader has seen enough, for instance `| head`: all is well.
        _drop_output()
        return 0
    except OSError as error:
        print(f"conduit-nb: the output cannot be written: {error.strerror}.", file=sys.stderr)
        _drop_output()
        return 1
    else:
        return code
    finally:
        _close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="conduit-nb",
        description="Transcribe, speak, and always know what it cost.",
        epilog="In a notebook: %load_ext conduit_nb",
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, home in COMMANDS.items():
        module = cast("_Command", importlib.import_module(home))
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.configure(sub)
        sub.set_defaults(run=module.run)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: object) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Prints the version and ends."""
        from importlib.metadata import version

        print(f"conduit-nb {version('conduit-nb')}")
        parser.exit()


def _drop_output() -> None:
    """Lets what is still buffered go nowhere, so that the interpreter's end is quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _close() -> None:
    """Closes the session if one was opened; a session nobody imported needs no closing."""
    sync = sys.modules.get("conduit_nb.session.sync")
    if sync is not None:
        sync.close()


if __name__ == "__main__":
    sys.exit(main())
