"""PDF."""

import re

from dpgkit.readers import lines
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import HANGUL, LETTER, Part, part
from dpgkit.readers.sources import Source

MOST_PAGES = 3000
LEAST_HANGUL = 0.05         # of all characters: below it the fonts carry no Hangul, or the pages are pictures
FOREIGN = 0.5               # of all characters: so many Latin letters are a text in another language


def read_pdf(source: Source, *, join_lines: bool = True) -> Part:
    """Return a PDF with a text layer. Raises ReadError ``encrypted``, ``damaged`` or ``no_hangul``.

    Parameters: ``join_lines`` undoes line wraps as ``lines.join`` describes; without it lines stay as they are printed.
    """
    pages, total = _pages(source.data, source.name)
    broken = "\n".join(line.text for page in pages for line in page)
    _check_language(broken, source.name)
    text, joined = lines.join(pages) if join_lines else (broken, 0)
    return part(source.name, text, "pdf", warnings=_warnings(total, joined))


def _pages(data: bytes, name: str) -> tuple[list[list[lines.Line]], int]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            total = len(document)
            return [_page_lines(document[number]) for number in range(min(total, MOST_PAGES))], total
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise ReadError("encrypted" if locked else "damaged", name) from error


def _page_lines(page: object) -> list[lines.Line]:
    layer = page.get_textpage()
    found, place = [], 0
    for text in layer.get_text_range().split("\r\n"):
        if text.strip():
            found.append(_line(layer, text, place))
        place += len(text) + 2
    layer.close()
    page.close()
    return found


def _line(layer: object, text: str, place: int) -> lines.Line:
    last = min(place + len(text), layer.count_chars()) - 1
    boxes = [layer.get_charbox(at) for at in {min(place, last), min(place + 1, last), min(place + 2, last), last}]
    heights = [box[3] - box[1] for box in boxes]
    return lines.Line(text, min(box[0] for box in boxes), max(box[2] for box in boxes), boxes[0][1], max(heights))


def _check_language(text: str, name: str) -> None:
    size = len(re.sub(r"\s", "", text))
    foreign = len(LETTER.findall(text)) >= FOREIGN * size
    if not size or (len(HANGUL.findall(text)) < LEAST_HANGUL * size and not foreign):
        raise ReadError("no_hangul", name)


def _warnings(total: int, joined: int) -> tuple[str, ...]:
    cut = [f"{total}쪽 가운데 앞 {MOST_PAGES}쪽만 읽었습니다."] if total > MOST_PAGES else []
    return (*cut, *([f"PDF의 줄바꿈 {joined}곳을 이었습니다."] if joined else []))
