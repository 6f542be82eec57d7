"""Sentences of a report in the clipped style of official Korean papers, and only where the ending leaves no doubt.

A predicate becomes a noun with -ㅁ or -음 (``올랐습니다`` to ``올랐음``). Stems that drop ㄹ or change ㅂ, ㅅ, ㄷ, ㅎ before a
vowel have another noun than their polite form lets see (``만듭니다``, ``어렵습니다``), so their sentences stay whole.
"""

import re

from dpgkit.language import current

BASE, FINALS = 0xAC00, 28
M, B = 16, 17        # places among the 28 endings of a syllable
SAFE_FINALS = {1, 2, 4, 6, 9, 10, 11, 16, 18, 20, 22, 23, 25, 26}     # ㄱㄲㄴㄶㄺㄻㄼㅁㅄㅆㅈㅊㅌㅍ: regular before -음
POLITE = re.compile(r"([가-힣]+)니다(?=$|\.$|:\s|(\s?\([^()]*\))\.?$)")
# verbs in -ㅂ니다 whose stem surely ends in a vowel; 듭니다 may come from 드- or 들-, and so on
VOWEL_STEMS = re.compile(r"(입|합|됩|십|뀝|킵|칩|릅|봅|옵|큽|집|립|뉩|띱|아닙|[멈갖낮맞]춥|[여어아해] 줍|(올라|내려|돌아|이어)갑"
                         r"|(나타|벗어|생겨|끝)납)$")
SENTENCE_END = re.compile(r"(?<=[다까오])(?:\([^()]*\))?[.?]\s+(?=\S)")


def clipped(sentence: str) -> str:
    """Return a sentence with its last predicate as a noun, or unchanged where that might be wrong.

    >>> clipped("2024년 4위입니다."), clipped("7% 올랐습니다(2020년부터)."), clipped("지표를 만듭니다.")
    ('2024년 4위임', '7% 올랐음(2020년부터)', '지표를 만듭니다.')
    """
    if current() != "ko":
        return sentence
    found = list(POLITE.finditer(sentence))
    if len(found) != 1 or sentence.count("니다") != 1:
        return sentence
    match = found[0]
    noun = _noun(sentence[:match.end(1)])
    return (noun + sentence[match.end():]).removesuffix(".") if noun else sentence


def sentences(text: str) -> list[str]:
    """Return the sentences of a computed reading; a period that ends no predicate, as in ``p. 3``, does not divide.

    >>> sentences("13위(0.744)입니다. Saaty 1980. 그대로입니다.")
    ['13위(0.744)입니다.', 'Saaty 1980. 그대로입니다.']
    """
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [part for start, end in zip(cuts, cuts[1:], strict=False) if (part := text[start:end].strip())]


def _noun(stem: str) -> str:
    """Return the noun of a polite stem (``올랐습``, ``됩``) and what stands before it, or nothing where it is not certain."""
    if stem.endswith("습") and len(stem) > 1:
        final = (ord(stem[-2]) - BASE) % FINALS
        return stem[:-1] + "음" if final in SAFE_FINALS else ""
    return stem[:-1] + chr(ord(stem[-1]) - B + M) if VOWEL_STEMS.search(stem) else ""
