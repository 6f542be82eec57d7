"""The method of a study in words that can stand in a paper, and an appendix with every decision behind it.

The paragraphs become the student's own text, so the Korean one speaks as papers do. Every number comes from the manifest.
"""

from collections.abc import Iterable, Mapping
from numbers import Number
from pathlib import Path

import numpy as np
import pandas as pd

from dpgkit import analyzers, atomic, cleaning, lexicon
from dpgkit.desk.manifests import ENGINES, Manifest, kit
from dpgkit.errors import DataError, ParameterError

ENGLISH = {
    lexicon.MERGED: "joining nouns", lexicon.GATHERED: "gathering synonyms", lexicon.CHOSEN: "choosing parts of speech",
    lexicon.SHORT: "dropping short words", lexicon.STOPPED: "dropping stop words", cleaning.CONTROL: "control characters",
    cleaning.CUT: "repeated characters", cleaning.ASTRAL: "pictographs and rare Chinese characters",
    cleaning.BROKEN: "overlong unspaced words", cleaning.DROPPED["Cf"]: "invisible format characters",
    cleaning.DROPPED["Co"]: "private-use characters", cleaning.DROPPED["Cs"]: "unpaired surrogates"}
PARK = ("Park, E. L., & Cho, S. (2014). KoNLPy: Korean natural language processing in Python. Proceedings of the 26th Annual Conference "
        "on Human & Cognitive Language Technology, Chuncheon, Korea.")
KIWI = ("이민철 (2024). Kiwi: 통계적 언어 모델과 Skip-Bigram을 이용한 한국어 형태소 분석기 구현. 디지털인문학, 1(1), 109-136. "
        "https://doi.org/10.23287/KJDH.2024.1.1.6")
MAKERS = {"komoran": "Shineware. https://github.com/shineware/KOMORAN", "okt": "https://github.com/open-korean-text/open-korean-text",
          "hannanum": "KAIST Semantic Web Research Center.", "kkma": "Intelligent Data Systems Laboratory, Seoul National University."}
UNKNOWN = {"ko": "근거 미확인", "en": "not known"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")       # a cell that begins so is a formula to some spreadsheet
LONGEST_CELL, LONGEST_NAME, WIDEST = 32_767, 31, 60
NOT_IN_NAMES = set("[]:*?/\\'")


class Paragraph(str):
    """A text to paste into a paper; a notebook shows it as a quotation.

    >>> Paragraph("한 줄")._repr_markdown_()
    '> 한 줄'
    """

    def _repr_markdown_(self) -> str:
        return "\n>\n".join(f"> {line}" for line in self.splitlines())


def method_paragraph(manifest: Manifest, language: str = "ko") -> Paragraph:
    """Return the method of a study as one paragraph in Korean (``ko``) or English (``en``), with the same numbers in both.

    Raises ParameterError for another language.
    """
    sentences = {"ko": _korean, "en": _english}[_checked(language)](manifest)
    return Paragraph(" ".join(sentences))


def references(manifest: Manifest, language: str = "ko") -> Paragraph:
    """Return what to cite for a study, one line each: the kit, KoNLPy where it was used, the analyzer.

    Raises ParameterError for another language.
    """
    version, cited = manifest.versions.get("dpgkit", UNKNOWN[_checked(language)]), kit()
    edition = {"ko": f"({version}판) [소프트웨어]", "en": f"(Version {version}) [Computer software]"}[language]
    authors = ", ".join(author.get("name") or f"{author['family-names']}{author['given-names']}" for author in cited["authors"])
    lines = [f"{authors} ({str(cited['date-released'])[:4]}). {cited['title']} {edition}."]
    lines += [PARK] if analyzers.check(manifest.analyzer).java else []
    engine = ENGINES[manifest.analyzer]
    lines.append(KIWI if manifest.analyzer == "kiwi" else f"{engine} {manifest.versions.get(engine, '')}. {MAKERS[manifest.analyzer]}")
    return Paragraph("\n".join(lines))


def write_appendix(path: Path | str, log: pd.DataFrame, manifest: Manifest, *, tables: Mapping[str, pd.DataFrame] | None = None) -> Path:
    """Write the appendix of a study as one workbook, a sheet for each table, and return its path.

    The first sheet says what the others hold and gives both paragraphs. Text stays text even where it begins like a formula.
    The file appears whole or not at all.

    Parameters: ``log`` of the decisions, as ``lexicon.decision_log`` returns it; ``tables`` more sheets by name.
    Raises DataError for an ending other than .xlsx, for a name that no sheet can have, and where the file cannot be written,
    for example while Excel holds it open.
    """
    import openpyxl

    path, sheets = Path(path), _sheets(log, manifest, tables or {})
    _check_names(path, sheets)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (_, table) in sheets.items():
        _fill(book.create_sheet(name), table)
    with atomic.replacing(path, what="부록을 쓰지 못했습니다.") as part:
        book.save(part)
    return path


def _checked(language: str) -> str:
    if language not in UNKNOWN:
        raise ParameterError("쓸 수 없는 언어입니다.", value=language, allowed=UNKNOWN, todo="language를 고치십시오.")
    return language


def _korean(manifest: Manifest) -> list[str]:
    found, refused, kept = _flow(manifest)
    dated = f"가장 이른 날짜는 {manifest.first}, 가장 늦은 날짜는 {manifest.last}이고" if manifest.first else "날짜를 아는 문서는 없고"
    removed = ", ".join(f"{row.kind} {row.count:,}개(문서 {row.documents:,}건)" for row in manifest.removed.itertuples())
    steps = ", ".join(f"{step} 뒤 {count:,}개" for step, count in _steps(manifest))
    nouns, synonyms, stopwords = _sizes(manifest)
    return [
        f"분석한 글은 {manifest.label}이다.",
        f"찾은 문서 {found:,}건 가운데 읽지 못했거나 겹친 {refused:,}건을 빼고 {kept:,}건을 남겼다.",
        f"{dated} 날짜를 모르는 문서는 {manifest.undated:,}건이다.",
        f"글은 유니코드 NFC로 맞추고 분석기가 받지 못하는 글자를 다듬은 뒤(다듬은 것: {removed or '없음'}) "
        f"문장 {manifest.sentences:,}개로 나누었다.",
        f"형태소는 {_tool(manifest)} 분석기로 나누었고, 분석하지 못해 건너뛴 단위는 {len(manifest.skipped):,}개이다.",
        f"사전은 명사 {nouns:,}개, 유의어 {synonyms:,}개, 불용어 {stopwords:,}개로 이루어졌다(내용의 sha256 앞자리 {manifest.key[:12]}).",
        f"낱말은 {steps or '그대로'}이며, 남은 낱말 {manifest.words:,}개(서로 다른 낱말 {manifest.distinct:,}개)를 세었다.",
        f"매개변수는 다음과 같다: {_listed(manifest.parameters) or '없음'}. 난수의 씨앗: {_listed(manifest.seeds) or '없음'}.",
        f"계산에 쓴 것: {_software(manifest)}."]


def _english(manifest: Manifest) -> list[str]:
    found, refused, kept = _flow(manifest)
    dated = f"Known dates run from {manifest.first} to {manifest.last}" if manifest.first else "No date is known"
    removed = "; ".join(f"{ENGLISH.get(row.kind, row.kind)}: {row.count:,} in {row.documents:,} document(s)"
                        for row in manifest.removed.itertuples())
    steps = ", ".join(f"{count:,} after {ENGLISH.get(step, step)}" for step, count in _steps(manifest))
    nouns, synonyms, stopwords = _sizes(manifest)
    return [
        f"The texts are {manifest.label_en}.",
        f"Of {found:,} documents found, {refused:,} could not be read or were duplicates, and {kept:,} were kept.",
        f"{dated}; {manifest.undated:,} document(s) carry no date.",
        f"Texts were normalised to Unicode NFC, cleaned of characters that analyzers cannot take ({removed or 'none found'}), and split "
        f"into {manifest.sentences:,} sentences.",
        f"Morphemes were tagged with {_tool(manifest)}; {len(manifest.skipped):,} unit(s) could not be analysed and were skipped.",
        f"The lexicon holds {nouns:,} nouns, {synonyms:,} synonyms and {stopwords:,} stop words (SHA-256 of its content begins "
        f"{manifest.key[:12]}).",
        f"Words numbered {steps or 'as tagged'}; the remaining {manifest.words:,} words ({manifest.distinct:,} distinct) were counted.",
        f"Parameters: {_listed(manifest.parameters) or 'none'}; random seeds: {_listed(manifest.seeds) or 'none'}.",
        f"Software: {_software(manifest)}."]


def _flow(manifest: Manifest) -> list[int]:
    return [int(number) for number in manifest.flow["수"]]


def _sizes(manifest: Manifest) -> list[int]:
    return [manifest.sizes[name] for name in ("nouns", "synonyms", "stopwords")]


def _steps(manifest: Manifest) -> list[tuple[str, int]]:
    """Return how many tokens each step of the lexicon left."""
    effect = lexicon.effect(manifest.log)
    return list(zip(effect["단계"], effect["뒤"], strict=True))


def _tool(manifest: Manifest) -> str:
    engine = ENGINES[manifest.analyzer]
    version = manifest.versions.get(engine) or manifest.versions.get("kiwipiepy", "")
    return f"{engine} {version}" + (f" (KoNLPy {manifest.versions['KoNLPy']})" if "KoNLPy" in manifest.versions else "")


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={_plain(value)}" for name, value in values.items())


def _plain(value: object) -> str:
    several = isinstance(value, Iterable) and not isinstance(value, str)
    return "[" + ", ".join(map(str, value)) + "]" if several else str(value)


def _software(manifest: Manifest) -> str:
    return ", ".join(f"{name} {version}" for name, version in manifest.versions.items())


def _sheets(log: pd.DataFrame, manifest: Manifest, more: Mapping[str, pd.DataFrame]) -> dict[str, tuple[str, pd.DataFrame]]:
    """Return what each sheet holds in a few words, and its table; the note comes first."""
    settings = {**manifest.parameters, **{f"씨앗: {name}": seed for name, seed in manifest.seeds.items()}, "사전의 sha256": manifest.key}
    sheets = {
        "문서 흐름": ("찾은 문서, 뺀 문서, 남긴 문서의 수", manifest.flow),
        "읽지 못한 문서": ("읽지 못했거나 겹친 문서와 까닭", manifest.refused),
        "다듬은 글자": ("글에서 빼거나 바꾼 글자의 종류와 수", _in_korean(manifest.removed)),
        "건너뛴 단위": ("분석기가 받지 못해 세지 않은 곳", _in_korean(manifest.skipped)),
        "결정 기록": ("사전의 규칙마다 바꾼 말과 까닭, 앞뒤의 수", log),
        "단계별 효과": ("사전의 단계마다 남은 낱말의 수", lexicon.effect(log)),
        "매개변수": ("매개변수와 난수의 씨앗", _pairs(settings, "이름", "값")),
        "판": ("쓴 꾸러미의 판", _pairs(manifest.versions, "이름", "판")),
        **{name: ("더한 표", table) for name, table in more.items()}}
    texts = {"말뭉치": manifest.label, "방법(한국어)": method_paragraph(manifest), "방법(영어)": method_paragraph(manifest, "en"),
             "인용": references(manifest), "알아 둘 것": "\n".join(manifest.notes) or "없음",
             **{f"시트: {name}": what for name, (what, _) in sheets.items()}}
    return {"안내": ("", _pairs(texts, "항목", "내용")), **sheets}


def _pairs(values: Mapping[str, object], name: str, value: str) -> pd.DataFrame:
    return pd.DataFrame([(key, _plain(one)) for key, one in values.items()], columns=[name, value])


def _in_korean(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename(columns={"kind": "종류", "documents": "문서 수", "count": "횟수", "document": "문서", "sentence": "문장 번호",
                                 "unit": "글", "reason": "까닭"})


def _check_names(path: Path, sheets: Iterable[str]) -> None:
    if path.suffix.lower() != ".xlsx":
        raise DataError("부록은 엑셀 파일로만 씁니다.", value=path.name, allowed=".xlsx로 끝나는 이름",
                        todo="파일 이름의 끝을 .xlsx로 고치십시오.")
    for name in sheets:
        if not 0 < len(name) <= LONGEST_NAME or NOT_IN_NAMES & set(name):
            raise DataError("시트 이름으로 쓸 수 없습니다.", value=name,
                            allowed=f"{LONGEST_NAME}자까지, 다음 글자가 없는 이름: {' '.join(sorted(NOT_IN_NAMES))}",
                            todo="tables의 이름을 고치십시오.")


def _fill(sheet: object, table: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, row in enumerate([tuple(table.columns), *table.itertuples(index=False)], start=1):
        for column, value in enumerate(row, start=1):
            cell = _put(sheet, place, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
    for column, name in enumerate(table.columns, start=1):
        widths = [_width(str(value)) for value in (name, *table.iloc[:, column - 1].dropna())]
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(widths)) + 2
    sheet.freeze_panes = "A2"


def _put(sheet: object, row: int, column: int, value: object) -> object:
    """Write one cell and return it: numbers as numbers, everything else as text that no spreadsheet takes for a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    if np.ndim(value) == 0 and pd.isna(value):
        return cell
    if isinstance(value, Number) and not isinstance(value, (bool, np.bool_)) and np.isfinite(value):
        cell.value = value.item() if isinstance(value, np.generic) else value
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", _plain(value))[:LONGEST_CELL]
    cell.value, cell.data_type = text, "s"
    cell.quotePrefix = text.startswith(FORMULA)
    return cell


def _width(text: str) -> int:
    """Return the width of a text where a Hangul syllable takes two columns."""
    return max((sum(2 if ord(letter) > 0x1100 else 1 for letter in line) for line in text.split("\n")), default=0)
