"""A parser of command lines that explains itself, and what it did not understand, in Korean."""

import argparse
import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from dpgkit.errors import DpgkitError

COMMAND = "명령"
PROBLEMS = {        # what argparse says in English, and which explanation it gets
    r"required: (?P<value>.+)": "missing",
    r"argument (?P<place>-[^:]+): invalid choice: '?(?P<value>.*?)'? \(": "unknown_value",
    r"invalid choice: '?(?P<value>.*?)'? \(": "unknown_command",
    r"unrecognized arguments: (?P<value>.+)": "left_over",
    r"argument (?P<value>[^:]+): expected": "without_value",
    r"argument (?P<value>[^:]+): ignored explicit": "with_value",
    r"argument (?P<place>[^:]+): invalid \w+ value: '?(?P<value>.*?)'?$": "no_number",
}


class CommandError(DpgkitError):
    """A command line that was not understood."""

    title = "명령 오류"


class KoreanParser(argparse.ArgumentParser):
    """A parser whose help and complaints are in Korean; the parsers of its commands are such parsers too.

    >>> parser = KoreanParser(prog="kit.py")
    >>> _ = parser.add_argument("--corpus")
    >>> parser.parse_args(["--corpsu", "bills"])
    Traceback (most recent call last):
    dpgkit.cli.korean.CommandError: 없는 선택 사항입니다. 혹시 --corpus입니까?
      받은 값: --corpsu
      쓸 수 있는 값: --corpus
      할 일: kit.py --help로 쓰는 법을 보십시오.
    """

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"formatter_class": KoreanHelp, "allow_abbrev": False, **settings, "add_help": False})
        self._positionals.title, self._optionals.title = "적을 것", "선택 사항"
        self.add_argument("-h", "--help", action="help", help="이 도움말을 보여 줍니다")

    def parse_known_args(self, args: Sequence[str] | None = None,
                         namespace: argparse.Namespace | None = None) -> tuple[argparse.Namespace, list[str]]:
        """Leave nothing over, so that the command itself says what it does not know.

        Raises CommandError.
        """
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and what would be. Raises CommandError."""
        for pattern, kind in PROBLEMS.items():
            if found := re.search(pattern, message):
                raise getattr(self, f"_{kind}")(**found.groupdict())
        raise self._wrong("알아듣지 못한 명령입니다.", allowed=self.shape())

    def knows(self, option: str) -> bool:
        """Return whether the command has an option of this name."""
        return option in self._option_string_actions

    def shape(self) -> str:
        """Return how the command is written, in one line."""
        return " ".join(self.format_usage().removeprefix(KoreanHelp.USAGE).replace("[-h] ", "").split())

    def _missing(self, value: str) -> CommandError:
        if value == COMMAND:
            return self._wrong("명령이 빠졌습니다.", allowed=self._commands())
        helps = {"/".join(action.option_strings) or action.metavar: action.help for action in self._actions}
        told = ", ".join(f"{name}({helps[name]})" if helps.get(name) else name for name in value.split(", "))
        return self._wrong(f"빠진 것이 있습니다: {told}", allowed=self.shape())

    def _unknown_command(self, value: str) -> CommandError:
        return self._wrong("없는 명령입니다." + guess(value, self._commands()), value=value, allowed=self._commands())

    def _unknown_value(self, place: str, value: str) -> CommandError:
        known = [str(choice) for choice in self._option_string_actions[place.split("/")[0]].choices]
        return self._wrong(f"{place}에 적을 수 없는 값입니다." + guess(value, known), value=value, allowed=known)

    def _left_over(self, value: str) -> CommandError:
        option = next((word.partition("=")[0] for word in value.split() if word.startswith("-")), "")
        if not option:
            return self._wrong("어디에 쓸지 알 수 없는 말이 남았습니다. 이름에 빈칸이 있으면 큰따옴표로 묶으십시오.", value=value,
                               allowed=self.shape())
        options = [name for name in self._option_string_actions if name.startswith("--") and name != "--help"]
        return self._wrong("없는 선택 사항입니다." + guess(option, options), value=option, allowed=options or "선택 사항이 없는 명령")

    def _without_value(self, value: str) -> CommandError:
        return self._wrong(f"{value} 다음에 적을 것이 빠졌습니다.", allowed=self.shape())

    def _with_value(self, value: str) -> CommandError:
        return self._wrong(f"{value}에는 값을 적지 않습니다.", allowed=self.shape())

    def _no_number(self, place: str, value: str) -> CommandError:
        return self._wrong(f"{place}에는 수를 적습니다.", value=value, allowed="2026 같은 수")

    def _commands(self) -> list[str]:
        return next((list(action.choices) for action in self._actions if isinstance(action, argparse._SubParsersAction)), [])

    def _wrong(self, what: str, *, value: str | None = None, allowed: Iterable[str] | str = ()) -> CommandError:
        return CommandError(what, value=value, allowed=allowed, todo=f"{self.prog} --help로 쓰는 법을 보십시오.")


class KoreanHelp(argparse.HelpFormatter):
    """Help whose first word is Korean."""

    USAGE = "사용법: "

    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[object], prefix: str | None = None) -> None:
        """Put a Korean word before the usage."""
        super().add_usage(usage, actions, groups, self.USAGE if prefix is None else prefix)


def guess(word: str, known: Iterable[str]) -> str:
    """Return a question about the word that may have been meant, with a blank before it, or nothing.

    >>> guess("rnu", ["run", "report"]), guess("내사례", ["run"])
    (' 혹시 run입니까?', '')
    """
    close = difflib.get_close_matches(word, known, n=1)
    return f" 혹시 {close[0]}입니까?" if close else ""
