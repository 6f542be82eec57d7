"""Sentences that are computed from results, so that they stay true when a parameter changes."""


class Reading(str):
    """A sentence that a notebook shows as prose, and that is plain text everywhere else.

    >>> Reading("세 나라가 올랐습니다.")
    '세 나라가 올랐습니다.'
    """

    def _repr_markdown_(self) -> str:
        return f"**읽기** — {self}"
