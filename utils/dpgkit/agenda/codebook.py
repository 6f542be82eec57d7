"""The code book: codes that roll up to each other, and the rules by which a sentence gets one."""

import re
import unicodedata
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError

TABLES = {"agenda_codes": "code", "agenda_rules": "rule"}
SEPARATORS = re.compile(r"[;|]")


@dataclass(frozen=True)
class Codebook:
    """Codes and rules that were checked; ``codes`` and ``rules`` have the columns of the tables of these names."""

    codes: pd.DataFrame
    rules: pd.DataFrame

    def labels(self, scheme: str = "") -> dict[str, str]:
        """Return the Korean name of each code, of one scheme or of all."""
        chosen = self.codes[self.codes["scheme"] == scheme] if scheme else self.codes
        return chosen.set_index("code")["label_ko"].to_dict()


def load_codebook(folder: Path | None = None) -> Codebook:
    """Return the code book of the kit; with a folder, its ``agenda_codes.csv`` and ``agenda_rules.csv`` laid on top.

    >>> load_codebook().labels("dpg")
    {'data': '데이터', 'platform': '플랫폼', 'actors': '다양한 주체', 'value': '가치 창출'}

    A row of the reader takes the place of the kit's row with the same code or rule number; other rows are added.
    Raises DataError for a folder that holds neither file, and as ``check_codebook`` does.
    """
    if folder is not None and not any((Path(folder) / f"{name}.csv").is_file() for name in TABLES):
        raise DataError("부호책이 없는 폴더입니다.", value=folder, allowed=[f"{name}.csv" for name in TABLES],
                        todo="두 파일 가운데 하나 이상을 그 폴더에 넣으십시오.")
    return check_codebook(Codebook(*(_stacked(name, key, folder) for name, key in TABLES.items())))


def check_codebook(codebook: Codebook) -> Codebook:
    """Return the code book, or refuse it.

    Raises DataError for a parent that is not a code, a roll-up that comes back to itself, a rule with an unknown code, without
    terms, with a term that must and must not stand, with a window that cannot work, or with the content of another rule.
    """
    _check_parents(codebook.codes)
    for row in codebook.rules.to_dict("records"):
        _check_rule(row, set(codebook.codes["code"]))
    content = codebook.rules[["code", "all", "any", "none"]].map(lambda cell: " ".join(sorted(terms_of(cell))))
    content["window"] = codebook.rules["window"].fillna(0)
    if content.duplicated().any():
        same = content.eq(content[content.duplicated()].iloc[0]).all(axis=1)
        raise DataError("내용이 같은 규칙이 있습니다.", value=", ".join(codebook.rules.loc[same, "rule"]), allowed="규칙마다 다른 내용",
                        todo="하나만 남기십시오.")
    return codebook


def terms_of(cell: str) -> list[str]:
    """Return the terms of one cell of the rules.

    >>> terms_of("공공 데이터; 개방|공개")
    ['공공 데이터', '개방', '공개']
    """
    return [term.strip() for term in SEPARATORS.split(cell) if term.strip()]


def _stacked(name: str, key: str, folder: Path | None) -> pd.DataFrame:
    kit, file = tables.load(name), Path(folder or "") / f"{name}.csv"
    if folder is not None and file.is_file():
        own = tables.read(file, name)
        kit = pd.concat([kit[~kit[key].isin(own[key])], own], ignore_index=True)
    return kit.map(lambda cell: unicodedata.normalize("NFC", cell) if isinstance(cell, str) else cell)


def _check_parents(codes: pd.DataFrame) -> None:
    parents = {row.code: [row.rolls_up_to] if row.rolls_up_to else [] for row in codes.itertuples()}
    unknown = [parent for above in parents.values() for parent in above if parent not in parents]
    if unknown:
        raise DataError("부호표에 없는 윗부호가 있습니다.", value=", ".join(unknown), allowed=parents, todo="rolls_up_to를 고치십시오.")
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        raise DataError("윗부호가 제자리로 돌아옵니다.", value=" → ".join(reversed(error.args[1])), allowed="위로만 가는 길",
                        todo="rolls_up_to 하나를 비우거나 고치십시오.") from error


def _check_rule(row: dict, codes: set[str]) -> None:
    must, either, never = (terms_of(row[column]) for column in ("all", "any", "none"))
    needed, window = len(must) + bool(either), row["window"]
    problems = [
        (row["code"] not in codes, "없는 부호를 쓴 규칙입니다.", row["code"], ", ".join(sorted(codes))),
        (not needed, "낱말이 없는 규칙입니다.", row["none"] or "빈 칸", "all이나 any에 낱말 1개 이상"),
        (bool({*must, *either} & set(never)), "있어야 할 낱말과 없어야 할 낱말이 같습니다.", row["none"], "서로 다른 낱말"),
        (any(len(term.strip("*")) < 2 and "*" in term for term in (*must, *either, *never)), "별표에 붙은 말이 너무 짧습니다.",
         "; ".join((*must, *either, *never)), "별표 말고 두 글자 이상"),
        (any("*" in term.strip("*") for term in (*must, *either, *never)), "별표가 낱말 가운데에 있습니다.",
         "; ".join((*must, *either, *never)), "낱말의 앞이나 뒤에만 별표"),
        (pd.notna(window) and needed < 2, "창이 쓰이지 않는 규칙입니다.", window, "all에 낱말 2개 이상, 또는 all과 any"),
        (pd.notna(window) and window < max(needed, 2), "창이 너무 좁은 규칙입니다.", window, f"{max(needed, 2)} 이상의 정수 또는 빈 칸")]
    for wrong, what, value, allowed in problems:
        if wrong:
            raise DataError(what, value=f"{row['rule']}: {value}", allowed=allowed, todo="agenda_rules.csv의 그 줄을 고치십시오.")
