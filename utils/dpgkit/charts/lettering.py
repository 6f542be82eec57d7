"""How wide a text is drawn, and how it is broken into lines that fit: English words take more room than Korean ones."""

from collections.abc import Iterable
from functools import cache

from PIL import ImageFont

from dpgkit import paths
from dpgkit.language import say_title

FILES = {False: "NanumGothic.ttf", True: "NanumGothicBold.ttf"}
MEASURED = 200             # the size at which letters are measured, so that no rounding to pixels is left
STEP = 12                  # pixels by which a heading is made narrower
SPARE = 1.04               # the fonts that stand in for the kit's own on a reader's machine are a little wider


def width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """Return how many pixels wide a text is drawn in the kit's font, its longest line where it has several.

    >>> width("정부", 12) > width("정부", 11) > width("정", 11)
    True
    """
    longest = max(map(_font(bold).getlength, text.split("\n")), default=0.0)
    return round(SPARE * longest * size / MEASURED, 1)


def lines(text: str, pixels: float, size: float = 12, *, bold: bool = False) -> list[str]:
    """Return a text broken into lines no wider than so many pixels: between words, and inside a word that is wider itself.

    >>> lines("지속적인 소통", 60)
    ['지속적인', '소통']
    """
    done = [""]
    for word in text.split():
        if done[-1] and width(f"{done[-1]} {word}", size, bold=bold) <= pixels:
            done[-1] += f" {word}"
        else:
            done += _cut(word, pixels, size, bold)
    return done[1:] or [""]


def even_lines(text: str, pixels: int, size: float = 12, *, bold: bool = False) -> list[str]:
    """Return as few lines as ``lines`` does, about equally long, so that no single word stands on the last one.

    >>> lines("지수와 순위가 올랐습니다. 끝.", 150), even_lines("지수와 순위가 올랐습니다. 끝.", 150)
    (['지수와 순위가 올랐습니다.', '끝.'], ['지수와 순위가', '올랐습니다. 끝.'])
    """
    fewest = lines(text, pixels, size, bold=bold)
    narrower = (lines(text, room, size, bold=bold) for room in range(pixels // len(fewest), pixels, STEP))
    return fewest if len(fewest) == 1 else next((tried for tried in narrower if len(tried) == len(fewest)), fewest)


def broken(text: str, pixels: float, size: float = 12, *, bold: bool = False) -> str:
    """Return a text in the language of the reader, broken into lines as ``lines`` does.

    >>> broken("지속적인 소통", 60)
    '지속적인\\n소통'
    """
    return "\n".join(lines(say_title(text), pixels, size, bold=bold))


def most_lines(texts: Iterable[str]) -> int:
    """Return how many lines the tallest of the texts has.

    >>> most_lines(["하나", "둘\\n셋"])
    2
    """
    return max((text.count("\n") + 1 for text in texts), default=1)


def _cut(word: str, pixels: float, size: float, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, bold=bold) > pixels:
            parts.append(letter)
        else:
            parts[-1] += letter
    return parts


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(paths.fonts_dir() / FILES[bold]), MEASURED, layout_engine=ImageFont.Layout.BASIC)
