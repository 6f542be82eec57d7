"""What a case still lacks before it can be handed in."""

import dataclasses

import pandas as pd
import pytest

from dpgkit import cases, documents, tables
from dpgkit.cases import caseguide, caselibrary
from dpgkit.documents import imports
from dpgkit.impact import checkup, citations
from dpgkit.keywords import references
from dpgkit.kpi import trails
from dpgkit.lessons import readiness
from dpgkit.reading import attempt


def checklist(name, corpus="digests", loaded=None, case=None):
    case = case or caseguide.open_case(name)
    trail = attempt(trails.trail, case.indicators, case.measurements, case.mapping, citations.units())
    loaded = loaded or references.open_corpus(corpus)
    return readiness.checklist(case, checkup.check_case(name), loaded, corpus, trail).set_index("item")


def test_what_the_insurance_case_has_and_lacks():
    table = checklist("insurance")
    assert table["state"].value_counts().to_dict() == {"ready": 8, "partial": 6, "missing": 1}
    assert table.loc[["evidence", "sentences", "trail"], "found"].tolist() == [
        "15칸 가운데 7칸", "확인한 7칸 가운데 7칸", "지표 2장 가운데 1장, 같은 칸의 문장까지만 0장"]
    assert table.loc["second", "state"] == "missing" and (table.loc[table["state"] == "ready", "todo"] == "").all()
    assert (table.loc[table["state"] != "ready", "todo"] != "").all()


def test_a_fresh_case_lacks_nearly_everything_and_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    caselibrary.new_case("내사례")
    table = checklist("내사례")
    assert table.loc[["files", "template", "evidence", "cards", "trail"], "state"].tolist() == [
        "partial", "partial", "missing", "missing", "missing"]
    assert table.loc["files", "found"] == "고칠 것 1곳"              # the period; what is left of the template is told beside it
    assert "mapping.csv 15줄" in table.loc["template", "found"]


@pytest.mark.parametrize(("corpus", "documents_", "states"), [
    ("폴더", ["가.txt", "나 다.txt"], ["ready", "ready", "partial", "partial"]), ("폴더", [], ["missing"] * 3 + ["partial"]),
    ("bills", ["1809890"], ["ready", "partial", "ready", "partial"])])
def test_documents_are_judged_by_what_can_be_cited(corpus, documents_, states):
    rows = pd.DataFrame({"id": pd.Series(documents_, dtype=str)}).reindex(columns=documents.COLUMNS, fill_value="글")
    loaded = documents.Corpus(rows, pd.DataFrame(columns=documents.REFUSED), "시험")
    assert checklist("housing", corpus, loaded).loc[["documents", "own", "names", "corpus"], "state"].tolist() == states


def test_the_folder_that_the_case_cites_is_known_whichever_way_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "내 문서").mkdir()
    case = cases.load_case("housing")
    case = dataclasses.replace(case, info=case.info.model_copy(update={"corpus": "내 문서"}))
    loaded = references.open_corpus("bills")
    assert checklist("housing", str(tmp_path / "내 문서"), loaded, case).loc["corpus", "state"] == "ready"


@pytest.mark.parametrize(("count", "total", "state"), [(0, 0, "missing"), (0, 3, "missing"), (1, 3, "partial"), (3, 3, "ready")])
def test_a_share_becomes_a_state(count, total, state):
    assert readiness._of(count, total) == state


def test_all_ready_is_said():
    table = pd.DataFrame({"label": ["가"], "state": ["ready"], "todo": [""]})
    assert readiness.read_checklist(table).endswith("낼 준비가 되었습니다.")


def test_the_table_is_the_one_that_is_described():
    described = tables.resource("06_readiness")["schema"]["fields"]
    assert [field["name"] for field in described] == readiness.COLUMNS
    assert described[2]["labels"] == readiness.STATES
    assert readiness.in_words(checklist("insurance").reset_index()).columns.tolist() == ["무엇", "상태", "지금", "할 일"]


def test_what_an_owner_wrote_as_unknown_is_not_of_the_template():
    case = caseguide.open_case("insurance")
    told = dataclasses.replace(case, mapping=case.mapping.assign(activity="근거 미확인"))
    assert checklist("insurance", case=told).loc["template", ["state", "found"]].tolist() == ["ready", "남아 있지 않음"]


@pytest.mark.parametrize("imported", [True, False])
def test_documents_are_counted_as_the_import_counts_them(tmp_path, monkeypatch, imported):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    (tmp_path / "글").mkdir()
    for name, text in {"가.txt": "하나를 적었다.", "나.txt": "하나를 적었다.", "다.txt": "둘을 적었다.", "라.pdf": ""}.items():
        (tmp_path / "글" / name).write_text(text, encoding="utf-8")
    imports.import_folder(tmp_path / "글", "우리기관", progress=False, workers=1)
    corpus = "우리기관" if imported else str(tmp_path / "글")
    row = checklist("insurance", corpus).loc["documents"]
    assert row[["state", "found"]].tolist() == ["partial", "남긴 문서 2건, 읽지 못한 파일 1건, 겹친 문서 1건"]


def test_a_sentence_that_does_not_hold_the_value_is_told():
    case = caseguide.open_case("insurance")
    told = dataclasses.replace(case, measurements=case.measurements.assign(numerator=500, denominator=1000))
    assert checklist("insurance", case=told).loc["trail", "found"] == (
        "지표 2장 가운데 0장, 같은 칸의 문장까지만 0장, 댄 문장에 값이 없는 것 1장")
