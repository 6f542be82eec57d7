"""From a Korean text to its English, as far as the catalogue goes: the whole, its shape, its pieces, its words."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dpgkit.language.phrases import FILLED, HANGUL, SENTENCES, SURE, Phrase, catalogue

LIKELY = 2              # syllables; a phrase with fewer is taken only where nothing Korean is left in its holes
TYPED = ("받은 값", "쓸 수 있는 값")         # labels of what a reader typed or may type
TOLD = re.compile(r", (?=(?:받은 값|쓸 수 있는 값|할 일): )")
MARKED = re.compile(r"([-*>□○ㅇ▪·※]+ +|#+ +|\d+[.)]? +(?=[가-힣])|\*\*(?=.+\*\*$))(.+?)(\*\*)?", re.DOTALL)
RULE, CITED = re.compile(r"\[([^\]]+)\] (.+)", re.DOTALL), re.compile(r"(.+?) \[([^\]]+(?:\][~, ]+\[\d+)*)\]", re.DOTALL)
NOTE = re.compile(r"(.+?) ?\((.+)\)", re.DOTALL)
WORD = re.compile("[가-힣]+")
NUMBER = r"\d{4}-\d\d(?:-\d\d)?|[-+]?\d[\d.,]*(?:~\d[\d.,]*)?%?p?"
NUMBERED = re.compile(rf"(?:(.+?) )??(\d{{4}}년 )?({NUMBER})(개국|개|곳|건|줄|명|번|점|쌍|년|회|위|배|편|장|칸|해)?")
COUNTERS = {"줄": "{} rows", "명": "{} people", "번": "{} times", "점": "{} points", "쌍": "{} pairs", "회": "{} times", "위": "no. {}",
            "배": "{} times", "개국": "{} countries", "해": "{} years"}
MORE = re.compile(r"(.+) 등(?: (\d+)(?:개|가지|곳|명))?")
LISTS = (" ↔ ", ", ", "; ", "→", " · ", " / ", "·", " - ", "\u00a0")
REMEMBERED = 50_000


@lru_cache(REMEMBERED)
def translate(text: str, language: str) -> str:
    """Return a text in another language as far as the catalogue goes; the rest stays as it is.

    The steps of ``STEPS`` are tried in turn; each returns None where it does not know the text, and hands parts of it back to here.
    """
    bare = text.strip()
    if not HANGUL.search(bare):
        return text
    said = next((said for step in STEPS if (said := step(bare, language)) is not None), bare)
    return text.replace(bare, said, 1)


def _whole(text: str, language: str) -> str | None:
    return catalogue(language)[0].get(text)


def _items(text: str, language: str) -> str | None:
    """Return a list whose items are all phrases, which a hole would otherwise swallow."""
    parts = [] if ": " in text else text.split(", ")       # a label goes first
    said = [_whole(part, language) or _in_holes(part, language) for part in parts] if len(parts) > 1 else []
    return ", ".join(said) if said and all(said) else None


def _in_holes(text: str, language: str) -> str | None:
    """Return the English of a text that has the shape of a phrase and holds no more sentences than it."""
    return next((said for phrase in catalogue(language)[1]
                 if (said := _fill(phrase, (phrase.shape, phrase.greedy), text, language)) is not None), None)


def _in_longer_holes(text: str, language: str) -> str | None:
    return next((said for phrase in catalogue(language)[1] if (said := _fill(phrase, (phrase.longer,), text, language)) is not None), None)


def _fill(phrase: Phrase, shapes: Iterable[re.Pattern], text: str, language: str) -> str | None:
    """Return the English of a text that has one of the shapes, rather one that leaves nothing Korean in the holes, or None."""
    if not (text.startswith(phrase.start) and text.endswith(phrase.end)):
        return None
    matches = (shape.fullmatch(text) for shape in shapes)
    filled = [parts for found in matches if found and (parts := _filled(phrase, found.groups(), language)) is not None]
    best = next((parts for parts in filled if not HANGUL.search("".join(parts.values()))), filled[0] if filled else None)
    return FILLED.sub(lambda hole: best[hole[0].strip("{}")], phrase.english) if best is not None else None


def _filled(phrase: Phrase, parts: tuple[str, ...], language: str) -> dict[str, str] | None:
    """Return what goes into each hole of the English, or None where the parts fit by chance."""
    given = dict(zip(phrase.holes, parts, strict=True))
    said = {f"{kept}{hole}": given[int(hole)] if kept else translate(given[int(hole)], language)
            for kept, hole in FILLED.findall(phrase.english)}
    left = [part for hole, part in said.items() if not hole.startswith("=") and HANGUL.search(part)]
    listed = any("(" in part for hole, part in said.items() if hole.startswith("="))       # more than the one word that is kept
    chance = listed or phrase.syllables < SURE and any(phrase.syllables < LIKELY or " " in part for part in left)
    return None if chance or any(part.count("(") != part.count(")") for part in parts) else said


def _in_pieces(text: str, language: str) -> str | None:
    """Return a text said paragraph by paragraph, line by line, sentence by sentence, inside its brackets."""
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return f"({translate(text[1:-1], language)})"
    for parts, joint in ((text.split("\n\n"), "\n\n"), (text.split("\n"), "\n"), (SENTENCES.split(text), " "), (TOLD.split(text), ", ")):
        if len(parts) > 1:
            return joint.join(translate(part, language) for part in parts)
    return None


def _beside_marks(text: str, language: str) -> str | None:
    """Return a text behind the mark it begins with, or around its brackets."""
    if found := MARKED.fullmatch(text):
        return f"{found[1]}{translate(found[2], language)}{found[3] or ''}"
    if found := RULE.fullmatch(text):
        return f"[{translate(found[1], language)}] {translate(found[2], language)}"
    if found := CITED.fullmatch(text):
        return f"{translate(found[1], language)} [{translate(found[2], language)}]"
    return None


def _with_or_without_full_stop(text: str, language: str) -> str | None:
    """Return a sentence that the catalogue holds without its full stop, or a title that it holds with one."""
    if text.endswith("."):
        bare = text[:-1]
        said = _whole(bare, language) or _in_holes(bare, language) or (None if bare.endswith("다") else translate(bare, language))
        return f"{said}." if said and said != bare else None
    said = translate(f"{text}.", language) if text.endswith("다") else ""
    return said.removesuffix(".") if said and said != f"{text}." else None


def _labelled(text: str, language: str) -> str | None:
    """Return a label and what follows it."""
    label, colon, rest = text.partition(": ")
    if colon and label in TYPED:
        return f"{translate(label, language)}: {rest}"
    if colon and not HANGUL.search(translate(label, language)):
        return f"{translate(label, language)}: {translate(rest, language)}"
    return None


def _listed(text: str, language: str) -> str | None:
    """Return a list whose items are known, a list with more behind it, or two things side by side."""
    if more := MORE.fullmatch(text):
        return f"{translate(more[1], language)} and others" + (f" ({more[2]} in all)" if more[2] else "")
    for joint in LISTS:
        if joint in text and (known := _known(text.split(joint), language)):
            return (", " if joint == "·" else joint).join(known)
    first, _, rest = text.partition(" ")
    pair = [_whole(first, language), _whole(rest, language)]
    return " ".join(pair) if all(pair) else None


def _noted(text: str, language: str) -> str | None:
    """Return a word and its note in brackets."""
    found = NOTE.fullmatch(text)
    known = _known(found.groups(), language) if found else []
    return f"{known[0]} ({known[1]})" if known else None


def _counted(text: str, language: str) -> str | None:
    """Return a number with its counter, after a year and a label if they are there."""
    found = NUMBERED.fullmatch(text)
    if not found:
        return None
    label, year, number, counter = found.groups()
    said = [translate(label, language)] if label else []
    said += [f"{year.removesuffix('년 ')}:"] if year else []
    return None if label and said[0] == label and " " in label else " ".join([*said, COUNTERS.get(counter, "{}").format(number)])


def _known(parts: Iterable[str], language: str) -> list[str]:
    """Return the parts said, or nothing where one of more than a single word is unknown; single words are said all or not at all."""
    told = list(parts)
    said = [translate(part, language) for part in told]
    if any(new == old and HANGUL.search(old) and " " in old for old, new in zip(told, said, strict=True)):
        return []
    if any(new == old and WORD.fullmatch(old) for old, new in zip(told, said, strict=True)):
        said = [old if WORD.fullmatch(old) else new for old, new in zip(told, said, strict=True)]
    return [] if said == told else said


STEPS = (_whole, _items, _in_holes, _in_pieces, _beside_marks, _in_longer_holes, _with_or_without_full_stop, _labelled, _listed, _noted,
         _counted)
