"""From a Korean text to its English, as far as the catalogue goes: the whole, its shape, its pieces, its words."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from dpgkit.language.marks import WORD, is_said, kept, left, unmarked
from dpgkit.language.phrases import COUNTED, FILLED, HANGUL, SENTENCES, SURE, Phrase, catalogue

LIKELY = 2              # syllables; a phrase with fewer is taken only where nothing Korean is left in its holes
TYPED = ("받은 값", "쓸 수 있는 값")         # labels of what a reader typed or may type
TODO = "할 일"
TOLD = re.compile(r", (?=(?:받은 값|쓸 수 있는 값|할 일): )")
MARKED = re.compile(r"([-*>□○ㅇ▪·※]+ +|#+ +|\d+[.)]? +(?=[가-힣])|\*\*(?=.+\*\*$))(.+?)(\*\*)?", re.DOTALL)
ENDED_TWICE = re.compile(r"([?!])\.(?=\s|$)")       # a question that ends a list
RULE, CITED = re.compile(r"\[([^\]]+)\] (.+)", re.DOTALL), re.compile(r"(.+?) \[([^\]]+(?:\][~, ]+\[\d+)*)\]", re.DOTALL)
NOTE = re.compile(r"(.+?) ?\((.+)\)", re.DOTALL)
NUMBER = r"\d{4}-\d\d(?:-\d\d)?|[-+]?\d[\d.,]*(?:~\d[\d.,]*)?%?p?"
NUMBERED = re.compile(rf"(?:(.+?) )??(\d{{4}}년 )?({NUMBER})(개국|개|곳|건|줄|명|번|점|쌍|년|회|위|배|편|장|칸|해)?")
COUNTERS = {"줄": "row|rows", "명": "person|people", "번": "time|times", "점": "point|points", "쌍": "pair|pairs", "회": "time|times",
            "배": "time|times", "개국": "country|countries", "해": "year|years"}
COUNT = re.compile(r"\d[\d,.]*")
ITEMS = re.compile(r", (?![^()]*\))")
QUOTED = re.compile(r"'([^']+)'(은|는|이|가|을|를|와|과|의|로|으로)?(?=[ ,]|$)")
MORE = re.compile(r"(.+) 등(?: (\d+)(?:개|가지|곳|명))?")
LISTS = (" ↔ ", " : ", ", ", "; ", "→", " · ", " / ", "·", " - ", "\u00a0")
REMEMBERED = 50_000


def translate(text: str, language: str) -> str:
    """Return a text in another language as far as the catalogue goes; the rest stays as it is."""
    return unmarked(_marked(text, language))


@lru_cache(REMEMBERED)
def _marked(text: str, language: str) -> str:
    """Return a text in another language, with marks around the Korean that is kept.

    The steps of ``STEPS`` are tried in turn; each returns None where it does not know the text, and hands parts of it back to here.
    """
    bare = text.strip()
    if not HANGUL.search(bare) or _whole(bare, language) is None and is_said(bare):
        return text
    return text.replace(bare, ENDED_TWICE.sub(r"\1", _said(bare, language)), 1)


def _said(text: str, language: str) -> str:
    """Return what the first step says that leaves nothing Korean, or else the first that knows the text."""
    best = ""
    for said in (said for step in STEPS if (said := step(text, language)) is not None):
        if not left(said):
            return said
        best = best or said
    return best or text


def _whole(text: str, language: str) -> str | None:
    return catalogue(language)[0].get(text)


def _items(text: str, language: str) -> str | None:
    """Return a list whose items are all phrases, which a hole would otherwise swallow."""
    parts = [] if ": " in text else ITEMS.split(text)       # a label goes first
    said = [_whole(part, language) or _in_holes(part, language) for part in parts] if len(parts) > 1 else []
    return ", ".join(said) if said and all(said) else None


def _told(text: str, language: str) -> str | None:
    """Return what a message tells, label by label; what is behind a rule or a number is a text of its own."""
    label, _, rest = text.partition(": ")
    if label == TODO and rest and "\n" not in rest:
        return f"{_marked(label, language)}: {_marked(rest, language)}"
    if label in (*TYPED, TODO) and len(parts := TOLD.split(text)) > 1 and "\n" not in text:
        return ", ".join(_marked(part, language) for part in parts)
    if found := RULE.fullmatch(text):
        return f"[{_marked(found[1], language)}] {_marked(found[2], language)}"
    number, _, name = text.partition(" ")
    known = _whole(name, language) if number.isdecimal() and len(name) >= SURE else None
    return f"{number} {known}" if known else None


def _in_holes(text: str, language: str) -> str | None:
    """Return the English of a text that has the shape of a phrase and holds no more sentences than it."""
    return _filled_best(text, language, lambda phrase: (phrase.shape, phrase.greedy))


def _in_longer_holes(text: str, language: str) -> str | None:
    return _filled_best(text, language, lambda phrase: (phrase.longer,))


def _filled_best(text: str, language: str, shapes: Callable[[Phrase], tuple[re.Pattern, ...]]) -> str | None:
    """Return the English of the phrase that says most of a text and leaves nothing Korean, or else of the one that says most."""
    best = None
    for said in (said for phrase in catalogue(language)[1] if (said := _fill(phrase, shapes(phrase), text, language)) is not None):
        if not left(said):
            return said
        best = best or said
    return best


def _fill(phrase: Phrase, shapes: Iterable[re.Pattern], text: str, language: str) -> str | None:
    """Return the English of a text that has one of the shapes, that which leaves least Korean in the holes, or None."""
    if not (text.startswith(phrase.start) and text.endswith(phrase.end)):
        return None
    matches = () if phrase.unfinished and text.endswith("다.") else (shape.fullmatch(text) for shape in shapes)
    filled = [parts for found in matches if found and (parts := _filled(phrase, found.groups(), language)) is not None]
    best = min(filled, key=_left_and_kept, default=None)
    if best is None:
        return None
    english = COUNTED.sub(lambda word: word[2] if best.get(word[1]) == "1" else word[3], phrase.english)
    return FILLED.sub(partial(_placed, best), english)


def _placed(parts: dict[str, str], hole: re.Match) -> str:
    """Return what goes into a hole; a bracket that Korean writes right behind a word stands apart from it in English."""
    part = parts[hole[0].strip("{}")]
    return f" {part}" if part.startswith("(") and hole.string[:hole.start()][-1:].isalnum() else part


def _left_and_kept(parts: dict[str, str]) -> tuple[int, int]:
    """Return how much Korean is left where it should not be, and, the more the better, how much is kept as it is."""
    korean = sum(left(part) for hole, part in parts.items() if not hole.startswith("="))
    return korean, -sum(len(part) for hole, part in parts.items() if hole.startswith("="))


def _filled(phrase: Phrase, parts: tuple[str, ...], language: str) -> dict[str, str] | None:
    """Return what goes into each hole of the English, or None where the parts fit by chance."""
    given = dict(zip(phrase.holes, parts, strict=True))
    if any(not COUNT.fullmatch(given[int(hole)]) for hole, _, _ in COUNTED.findall(phrase.english)):
        return None
    said = {f"{stays}{hole}": kept(given[int(hole)]) if stays else _marked(given[int(hole)], language)
            for stays, hole in FILLED.findall(phrase.english)}
    korean = [part for hole, part in said.items() if not hole.startswith("=") and left(part)]
    listed = any("(" in part for hole, part in said.items() if hole.startswith("="))       # more than the one word that is kept
    chance = listed or phrase.syllables < SURE and any(phrase.syllables < LIKELY or re.search("[ ·,]", part) for part in korean)
    return None if chance or any(part.count("(") != part.count(")") for part in parts) else said


def _in_pieces(text: str, language: str) -> str | None:
    """Return a text said paragraph by paragraph, line by line, sentence by sentence, inside its brackets."""
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return f"({_marked(text[1:-1], language)})"
    for parts, joint in ((text.split("\n\n"), "\n\n"), (text.split("\n"), "\n"), (SENTENCES.split(text), " "), (text.split("; "), "; "),
                         (TOLD.split(text), ", ")):
        if len(parts) > 1:
            return joint.join(_marked(part, language) for part in parts)
    return None


def _beginning(text: str, language: str) -> str | None:
    """Return a text that begins with a phrase, of as many sentences as can be, and goes on."""
    sentences = SENTENCES.split(text)
    for length in range(len(sentences) - 1, 0, -1):
        head = " ".join(sentences[:length])
        if (said := _whole(head, language) or _in_holes(head, language)) is not None:
            return f"{said} {_marked(' '.join(sentences[length:]), language)}"
    return None


def _beside_marks(text: str, language: str) -> str | None:
    """Return a text behind the mark it begins with, or around its brackets."""
    if found := MARKED.fullmatch(text):
        return f"{found[1]}{_marked(found[2], language)}{found[3] or ''}"
    if found := CITED.fullmatch(text):
        return f"{_marked(found[1], language)} [{_marked(found[2], language)}]"
    return None


def _with_or_without_full_stop(text: str, language: str) -> str | None:
    """Return a sentence that the catalogue holds without its full stop, or a title that it holds with one."""
    if text.endswith("."):
        bare = text[:-1]
        said = _whole(bare, language) or _in_holes(bare, language) or (None if bare.endswith("다") else _marked(bare, language))
        return f"{said}." if said and said != bare else None
    said = _marked(f"{text}.", language) if text.endswith("다") else ""
    return said.removesuffix(".") if said and said != f"{text}." else None


def _labelled(text: str, language: str) -> str | None:
    """Return a label and what follows it."""
    label, colon, rest = text.partition(": ")
    if colon and label in TYPED:
        return f"{_marked(label, language)}: {rest}"
    if colon and not HANGUL.search(_marked(label, language)):
        return f"{_marked(label, language)}: {_marked(rest, language)}"
    return None


def _listed(text: str, language: str) -> str | None:
    """Return a list whose items are known, a list with more behind it, or two things side by side."""
    if more := MORE.fullmatch(text):
        return f"{_marked(more[1], language)} and others" + (f" ({more[2]} in all)" if more[2] else "")
    for joint in LISTS:
        parts = ITEMS.split(text) if joint == ", " else text.split(joint)
        if len(parts) > 1 and (known := _known(parts, language)):
            return (", " if joint == "·" else joint).join(known)
    first, _, rest = text.partition(" ")
    pair = [_whole(first, language), _whole(rest, language)]
    return " ".join(pair) if all(pair) else None


def _quoted(text: str, language: str) -> str | None:
    """Return names in quotation marks, without the particles behind them."""
    names = [name for name, _ in QUOTED.findall(text)]
    said = [f"'{_marked(name, language)}'" for name in names]
    return (" and " if len(said) == 2 else ", ").join(said) if said and not QUOTED.sub("", text).strip(" ,") else None


def _noted(text: str, language: str) -> str | None:
    """Return a word and its note in brackets."""
    found = NOTE.fullmatch(text)
    known = _known(found.groups(), language) if found else []
    if len(known) == 2 and known[0].casefold() == known[1].casefold():       # an English name behind the Korean one
        return known[0]
    return f"{known[0]} ({known[1]})" if known else None


def _counted(text: str, language: str) -> str | None:
    """Return a number with its counter, after a year and a label if they are there."""
    found = NUMBERED.fullmatch(text)
    if not found:
        return None
    label, year, number, counter = found.groups()
    said = [_marked(label, language)] if label else []
    said += [f"{year.removesuffix('년 ')}:"] if year else []
    one, _, more = COUNTERS.get(counter, "").partition("|")
    said += [f"rank {number}" if counter == "위" else f"{number} {one if number == '1' else more}".strip()]
    return None if label and said[0] == label and " " in label else " ".join(said)


def _known(parts: Iterable[str], language: str) -> list[str]:
    """Return the parts said, or nothing where one of more than a single word is unknown; single words are said all or not at all."""
    told = list(parts)
    said = [_marked(part, language) for part in told]
    if any(new == old and HANGUL.search(old) and " " in old for old, new in zip(told, said, strict=True)):
        return []
    if any(new == old and WORD.fullmatch(old) for old, new in zip(told, said, strict=True)):
        said = [old if WORD.fullmatch(old) else new for old, new in zip(told, said, strict=True)]
    return [] if said == told else said


STEPS = (_whole, _items, _told, _quoted, _in_holes, _beginning, _in_pieces, _beside_marks, _in_longer_holes, _with_or_without_full_stop,
         _labelled, _listed, _noted, _counted)
