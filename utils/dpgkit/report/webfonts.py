"""The few glyphs that a page carries for machines without a Korean font."""

import base64
import io
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont

from dpgkit import paths


def font(text: str, weight: str = "") -> str:
    """Return the glyphs of ``text`` from the kit's Korean font as WOFF in base64, for machines without such a font.

    >>> base64.b64decode(font("국민"))[:4]
    b'wOFF'

    The subset carries no font name, since the font's licence reserves its names for the unmodified font.
    """
    options = subset.Options(flavor="woff", name_IDs=[], layout_features=[], hinting=False)
    options.drop_tables += [f"TSI{number}" for number in range(6)]      # sources of hints, which it cannot subset
    whole = subset.load_font(str(paths.fonts_dir() / f"NanumGothic{weight}.ttf"), options)
    chosen = subset.Subsetter(options)
    chosen.populate(text=text)
    chosen.subset(whole)
    target = io.BytesIO()
    subset.save_font(whole, target, options)
    return base64.b64encode(target.getvalue()).decode("ascii")


@cache
def letters() -> frozenset[int]:
    """Return the code points that the kit's font can show.

    >>> ord("정") in letters(), ord("😀") in letters()
    (True, False)
    """
    with TTFont(paths.fonts_dir() / "NanumGothic.ttf", lazy=True) as whole:
        return frozenset(whole.getBestCmap())
