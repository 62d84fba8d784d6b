"""The command line: which commands there are and what they take, in the language in use.

Nothing heavy is imported here, so that help and mistyped commands answer at once; each command names the function
that carries it out as ``module:function``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from typing import IO, Any, NoReturn

from desktop_app.cli.command_tree import add_commands
from desktop_app.text import _

_BAD_USAGE = 2
_INVALID_CHOICE = re.compile(r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)$", re.DOTALL)
_REQUIRED = re.compile(r"the following arguments are required: (.*)$", re.DOTALL)
_ONE_OF = re.compile(r"one of the arguments (.*) is required$", re.DOTALL)
_NOT_BOTH = re.compile(r"argument (.+?): not allowed with argument (.+)$", re.DOTALL)
_UNKNOWN = re.compile(r"unrecognized arguments: (.*)$", re.DOTALL)
_NO_VALUE = re.compile(r"argument (.+?): expected (?:one|at least one) argument$", re.DOTALL)
_NOT_A_NUMBER = re.compile(r"argument (.+?): invalid int value: '(.*)'$", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """argparse that speaks our languages, also about mistakes, and as JSON where that was asked for."""

    as_json = False

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._optionals.title = _("Options")
        self._positionals.title = _("Arguments")
        self.add_argument("-h", "--help", action="help", help=_("Show this help."))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and exit with 2."""
        words = usage_words(message)
        if Parser.as_json:
            print(json.dumps({"error": "BadUsage", "message": words}, ensure_ascii=False))
        else:
            self.print_usage(sys.stderr)
            print(words, file=sys.stderr)
        self.exit(_BAD_USAGE)

    def print_help(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        """Print the help."""
        super().print_help(file)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


def build_parser(*, as_json: bool = False) -> Parser:
    """Return the parser for all commands."""
    Parser.as_json = as_json
    parser = Parser(prog="sekishoctl", description=_("Sekisho without windows: every act, from the command line."))
    _add_common(parser, default=None)
    leaf_options = argparse.ArgumentParser(add_help=False)
    _add_common(leaf_options, default=argparse.SUPPRESS)

    def leaf(commands: Any, name: str, run: str, words: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words, parents=[leaf_options])
        made.set_defaults(run=run)
        return made

    add_commands(commands_of(parser), leaf, group)
    return parser


def group(commands: Any, name: str, words: str) -> Any:
    """Add a command that has commands of its own."""
    return commands_of(commands.add_parser(name, help=words, description=words))


def commands_of(parser: argparse.ArgumentParser) -> Any:
    """Let a parser take one of several commands."""
    return parser.add_subparsers(metavar=_("COMMAND"), required=True, title=_("Commands"), dest="command")


Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]


def usage_words(message: str) -> str:
    """Return argparse's English complaint in the language in use."""
    patterns: tuple[tuple[re.Pattern[str], str], ...] = (
        (_INVALID_CHOICE, _("“{1}” cannot be used for {0}. Choose one of: {2}")),
        (_REQUIRED, _("The command is not complete. Missing: {0}")),
        (_ONE_OF, _("The command is not complete. Give one of: {0}")),
        (_NOT_BOTH, _("{0} and {1} cannot be given together.")),
        (_UNKNOWN, _("The command has something that is not known: {0}")),
        (_NO_VALUE, _("{0} needs a value.")),
        (_NOT_A_NUMBER, _("“{1}” for {0} is no whole number.")),
    )
    for pattern, words in patterns:
        found = pattern.search(message)
        if found:
            return words.format(*found.groups())
    return _("The command is not written as it should be. ({message})").format(message=message)


def _add_common(parser: argparse.ArgumentParser, default: Any) -> None:
    off = False if default is None else default
    parser.add_argument("--home", metavar=_("DIR"), default=default, help=_("Folder of the record on this PC."))
    parser.add_argument("--json", action="store_true", default=off, help=_("Answer with one JSON object."))
    parser.add_argument(
        "--as",
        dest="employee",
        metavar=_("EMPLOYEE_NO"),
        default=default,
        help=_("Act as the person with this employee number (otherwise whoever was here last)."),
    )
