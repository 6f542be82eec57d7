"""The text of a case: what ``case.yml`` holds, read into a model, with Korean words for its codes and none of the template's."""

import unicodedata
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dpgkit import tables
from dpgkit.cases import caserows, casetext, leftovers
from dpgkit.cases.leftovers import UNKNOWN

LEGAL = {"law": "법률", "decree": "대통령령·조례·규칙", "agreement": "협약", "none": "없음", "unknown": UNKNOWN}


class Source(BaseModel):
    """Where a statement comes from."""

    model_config = ConfigDict(extra="forbid")
    title: str
    url: str


class Backbone(BaseModel):
    """What holds the backbone organisation up; what is not known stays ``근거 미확인``."""

    model_config = ConfigDict(extra="forbid")
    name: str
    legal_basis: Literal["law", "decree", "agreement", "none", "unknown"] = "unknown"
    legal_word: str = ""          # as it was written, where that is closer than the word for its kind
    established: str = UNKNOWN
    sunset: str = UNKNOWN
    staff: str = UNKNOWN
    budget: str = UNKNOWN
    ended: str = ""
    sources: list[Source] = []


class CaseInfo(BaseModel):
    """The content of ``case.yml``: text about the case, and parameters for the lessons."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    title_en: str
    question: str
    summary: str
    period: str
    verified: str
    sources: list[Source]
    country: str = ""
    design: Literal["randomised", "controlled", "compared", "trend", "monitoring", "target", "counts", "review", "unknown"] = "unknown"
    change_level: Literal["early", "systems", "population", "unknown"] = "unknown"
    headline: str = UNKNOWN
    corpus: str = "digests"
    backbone: Backbone | None = None
    parameters: dict[str, dict] = {}


def legal(body: Backbone) -> str:
    """Return what a backbone stands on, in the word that was written: 조례 rather than the kind that it belongs to.

    >>> legal(Backbone(name="위원회", legal_basis="decree", legal_word="조례")), legal(Backbone(name="위원회", legal_basis="law"))
    ('조례', '법률')
    """
    return body.legal_word or LEGAL[body.legal_basis]


def coded_words() -> dict[str, dict[str, str]]:
    """Return the Korean words for the coded entries of ``case.yml``, which may be written instead of the codes.

    >>> coded_words()["legal_basis"]["decree"]
    '대통령령·조례·규칙'
    """
    return {"legal_basis": LEGAL, **{name: caserows.labels("ci_case_list", name) for name in ("design", "change_level")}}


def read(path: Path) -> CaseInfo:
    """Return the text of a case from its file.

    A case without a title has the name of its folder, and words of the template are ``근거 미확인``.
    Raises DataError for a file that does not hold what it should, naming the entry.
    """
    written = casetext.fields(unicodedata.normalize("NFC", tables.read_text(path)), path.name)
    content = leftovers.facts_without(casetext.keyed(written, coded_words()))
    word = str((written.get("backbone") or {}).get("legal_basis", "")) if isinstance(written.get("backbone"), dict) else ""
    if word in LEGAL["decree"].split("·"):
        content["backbone"].setdefault("legal_word", word)
    if "title" in content and not str(content["title"] or "").strip():
        content["title"] = unicodedata.normalize("NFC", path.parent.name)
    try:
        return CaseInfo.model_validate(content)
    except ValidationError as error:
        raise casetext.worded(error, path.name, CaseInfo.model_fields, coded_words()) from error
