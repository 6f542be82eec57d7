"""The errors a reader can cause: every message says what was wrong, which value, what is allowed and what to do."""

from collections.abc import Iterable

from dpgkit.language import current, say

LABELS = ("받은 값", "쓸 수 있는 값", "할 일")


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
        self.names = [] if isinstance(allowed, str) else [str(name) for name in allowed]          # what may be typed, as it is typed
        self.rows = {"받은 값": "" if value is None else str(value), "할 일": todo,
                     "쓸 수 있는 값": allowed if isinstance(allowed, str) else ", ".join(self.names)}
        super().__init__("\n".join([what, *(f"  {label}: {self.rows[label]}" for label in LABELS if self.rows[label])]))

    def _render_traceback_(self) -> list[str]:
        """Let Jupyter show these lines, in the language of the reader, instead of a traceback."""
        return [say(self.title), *self.said().splitlines()]

    def said(self) -> str:
        """Return the message in the language of the reader; names to type stay as they have to be typed, with what they mean beside."""
        if current() == "ko" or not any(self.rows.values()):        # an error from a worker is one text
            return say(str(self))
        what = str(self).partition("\n  ")[0]
        told = {"받은 값": self.rows["받은 값"], "쓸 수 있는 값": ", ".join(map(_glossed, self.names)) or say(self.rows["쓸 수 있는 값"]),
                "할 일": say(self.rows["할 일"])}
        return "\n".join([say(what), *(f"  {say(label)}: {told[label]}" for label in LABELS if told[label])])


class ParameterError(DpgkitError):
    """A parameter of a lesson has an unknown name, a wrong type or a value out of range."""

    title = "매개변수 오류"


class DataError(DpgkitError):
    """A table, a case file or a document does not hold what it should."""

    title = "자료 오류"


class LessonError(DpgkitError):
    """A lesson could not be run to its last cell."""

    title = "실행 오류"


def _glossed(name: str) -> str:
    said = say(name)
    return name if said == name else f"{name} ({said})"
