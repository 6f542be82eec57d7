"""The errors a reader can cause: every message says what was wrong, which value, what is allowed and what to do."""

from collections.abc import Iterable

from dpgkit.language import say


class DpgkitError(Exception):
    """A problem the reader can mend, worded in Korean.

    >>> print(DpgkitError("없는 사례입니다.", value="hosing", allowed=["housing"], todo="사례 이름을 고치십시오."))
    없는 사례입니다.
      받은 값: hosing
      쓸 수 있는 값: housing
      할 일: 사례 이름을 고치십시오.

    Parameters: ``what`` one Korean sentence; ``value`` the offending value; ``allowed`` the values or the range that
    would do; ``todo`` the next step for the reader.
    """

    title = "오류"

    def __init__(self, what: str, *, value: object = None, allowed: Iterable[object] | str = (), todo: str = "") -> None:
        rows = {"받은 값": "" if value is None else str(value), "쓸 수 있는 값": _listed(allowed), "할 일": todo}
        super().__init__("\n".join([what, *(f"  {label}: {text}" for label, text in rows.items() if text)]))
        self.described = allowed if isinstance(allowed, str) else ""      # a range in words, no list of what may be typed

    def _render_traceback_(self) -> list[str]:
        """Let Jupyter show these lines, in the language of the reader, instead of a traceback."""
        return [say(self.title), *self.said().splitlines()]

    def said(self) -> str:
        """Return the message in the language of the reader; values to type stay as they have to be typed."""
        return say(str(self)).replace(self.described, say(self.described)) if self.described else say(str(self))


class ParameterError(DpgkitError):
    """A parameter of a lesson has an unknown name, a wrong type or a value out of range."""

    title = "매개변수 오류"


class DataError(DpgkitError):
    """A table, a case file or a document does not hold what it should."""

    title = "자료 오류"


class LessonError(DpgkitError):
    """A lesson could not be run to its last cell."""

    title = "실행 오류"


def _listed(values: Iterable[object] | str) -> str:
    return values if isinstance(values, str) else ", ".join(str(value) for value in values)
