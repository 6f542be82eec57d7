"""Sentences that are computed from results, so that they stay true when a parameter changes."""

from collections.abc import Callable, Iterable

from dpgkit import language
from dpgkit.errors import DataError


class Reading(str):
    """A sentence that a notebook shows as prose, and that is plain text everywhere else.

    >>> Reading("세 나라가 올랐습니다.")
    '세 나라가 올랐습니다.'
    """

    def _repr_markdown_(self) -> str:
        return f"**{language.say('읽기')}** — {language.say(str(self))}"


class Impossible(Reading):
    """What a step says that these documents do not allow; the steps that build on it say the same."""

    def _repr_markdown_(self) -> str:
        return f"**{language.say('이 문서로는 할 수 없습니다')}** — {language.say(str(self))}"


def particle(word: str, closed: str, open_: str) -> str:
    """Return a word with the Korean particle that fits its last letter, both of them where that is no Hangul.

    >>> particle("신청", "은", "는"), particle("사례", "은", "는"), particle("A", "은", "는")
    ('신청은', '사례는', 'A은(는)')

    Parameters: ``closed`` the particle after a final consonant, ``open_`` the one after a vowel. Quotation marks at the end
    do not count. English has no particles, so that the word comes back as it is.
    """
    if language.current() == "en":
        return word
    said = word.rstrip("'\"’”」")
    place = ord(said[-1]) - 0xAC00 if said else -1
    if not 0 <= place < 11172:           # 19 x 21 x 28 syllables
        return f"{word}{closed}({open_})"
    return word + (closed if place % 28 else open_)


def some(names: Iterable[object], most: int, *, joint: str = ", ", counted: str = "") -> str:
    """Return names to read: all of them, or the first so many with ``등`` where that leaves out more than one.

    >>> some("가나다", 2), some("가나다라", 2), some("가나다라", 2, counted="개")
    ('가, 나, 다', '가, 나 등', '가, 나 등 4개')

    Parameters: ``most`` names that stand before ``등``; ``counted`` the counter behind the number of all names, where that is told.
    """
    told = list(map(str, names))
    if len(told) <= most + 1:
        return joint.join(told)
    return joint.join(told[:most]) + " 등" + (f" {len(told)}{counted}" if counted else "")


def attempt(step: Callable, *arguments: object, **options: object) -> object:
    """Return what a step returns, or why the documents do not allow it, so that the steps after it can still run.

    >>> def compare(stages):
    ...     raise DataError("견줄 시기가 하나뿐입니다.", todo="다른 시기의 문서를 더하십시오.")
    >>> attempt(len, attempt(compare, ["디지털플랫폼정부"]))
    '견줄 시기가 하나뿐입니다. 다른 시기의 문서를 더하십시오.'
    """
    for value in (*arguments, *options.values()):
        if isinstance(value, Impossible):
            return value
    try:
        return step(*arguments, **options)
    except DataError as error:
        what, *rest = str(error).splitlines()
        return Impossible(" ".join([what, *(line.partition(": ")[2] for line in rest if line.startswith("  할 일"))]))
