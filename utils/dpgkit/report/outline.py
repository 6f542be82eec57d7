"""The summary on one page as officials write it: □ a subject, ○ a finding, - what belongs to it, all from computed sentences."""

from collections.abc import Sequence

from dpgkit.language import current, say
from dpgkit.report.endings import clipped, sentences
from dpgkit.report.model import NOTHING, Chart, Paragraph, Section, Topic

MARKS = {"square": "□", "circle": "○", "dash": "-"}
LINE = 88                # columns of a line on A4, a Hangul syllable two
PAGE = 40                # lines below the title
LONGEST = {"circle": 220, "dash": 150}       # columns; longer sentences are read in the report itself
TRIES = ((5, True), (4, True), (3, True), (4, False), (2, True), (3, False), (2, False), (1, False))     # findings of a lesson, with more


def outline(sections: Sequence[Section], chosen: dict[str, list[str]] | None = None) -> list[Paragraph]:
    """Return the lines of the summary, as many as fit on one page.

    >>> section = Section("01", "순위", "", [Topic("가", [Paragraph("순위가 4위입니다. 점수는 올랐습니다.")])])
    >>> [mark(line) for line in outline([section])]
    ['□ 순위', '○ 순위가 4위임', '- 점수는 올랐음']

    Parameters: ``chosen`` the sentences that a lesson itself names for the summary (cells with the tag ``summary``), by section;
    other lessons give findings from places spread over the lesson.
    """
    return fitted([(section.title, findings(section, (chosen or {}).get(section.name))) for section in sections])


def fitted(groups: Sequence[tuple[str, list[list[str]]]]) -> list[Paragraph]:
    """Return the lines of a page: each group a □ with its findings, each a ○ with what belongs to it, as many as fit.

    >>> [mark(line) for line in fitted([("순위", [["4위입니다.", "올랐습니다."]]), ("빈 것", [])])]
    ['□ 순위', '○ 4위임', '- 올랐음']
    """
    found = [(say(title), [list(map(say, line)) for line in lines]) for title, lines in groups if lines]
    for most, detailed in TRIES:
        page = [line for title, lines in found for line in _lines(title, _spread(lines, most), detailed)]
        if sum(map(_height, page)) <= PAGE:
            break
    return page if found else [Paragraph(say(NOTHING))]


def findings(section: Section, chosen: list[str] | None = None) -> list[list[str]]:
    """Return the sentences of each topic that fit a line of the summary: the finding first, then what belongs to it."""
    if chosen:
        return [kept for text in chosen if (kept := _fitting(sentences(text)))]
    return [kept for topic in section.topics if (kept := _fitting(_told(topic)))]


def mark(line: Paragraph) -> str:
    """Return a line of the summary with its sign.

    >>> mark(Paragraph("점수", "dash"))
    '- 점수'
    """
    return f"{MARKS[line.kind]} {line.text}" if line.kind in MARKS else line.text


def width(text: str) -> int:
    """Return the columns that a text takes, a Hangul syllable two.

    >>> width("점수 1")
    6
    """
    return sum(2 if ord(letter) >= 0x1100 else 1 for letter in text)


def _told(topic: Topic) -> list[str]:
    """Return the sentences of a topic: of its first reading, else of its first chart."""
    readings = [part.text for part in topic.parts if isinstance(part, Paragraph) and part.kind == "text"]
    titles = [part.title for part in topic.parts if isinstance(part, Chart)]
    return sentences((readings or titles or [""])[0])


def _fitting(found: list[str]) -> list[str]:
    """Return the finding and one sentence more, if it states something and is not too long."""
    stated = [text for text in found if current() != "ko" or text.removesuffix(".").endswith("다") or clipped(text) != text]
    if not stated or width(stated[0]) > LONGEST["circle"]:
        return []
    return [stated[0], *[text for text in stated[1:2] if width(text) <= LONGEST["dash"]]]


def _spread(lines: list[list[str]], most: int) -> list[list[str]]:
    """Return at most so many topics, the first and the last among them."""
    if len(lines) <= most:
        return lines
    places = [round(place * (len(lines) - 1) / (most - 1)) for place in range(most)] if most > 1 else [len(lines) - 1]
    return [lines[place] for place in places]


def _lines(title: str, kept: list[list[str]], detailed: bool) -> list[Paragraph]:
    lines = [Paragraph(title, "square")]
    for finding, *rest in kept:
        lines.append(Paragraph(clipped(finding), "circle"))
        lines += [Paragraph(clipped(text), "dash") for text in rest if detailed]
    return lines


def _height(line: Paragraph) -> int:
    return -(-(width(line.text) + 4) // LINE)
