"""What is stated before counting: the kit's own plan fits the kit's tables, a reader's own is read and refused as it should."""

import unicodedata
from dataclasses import replace

import pytest

from dpgkit import agenda, documents, paths, tables
from dpgkit.errors import DataError, ParameterError
from dpgkit.thesis import plans

KIT = plans.load_plan()
TEXT = (paths.kit_root() / "corpus" / "lexicon" / "thesis.csv").read_text(encoding="utf-8")


def write(folder, text, encoding="utf-8"):
    file = folder / "내 검정.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_the_groups_are_stages_of_the_timeline():
    stages = set(tables.load("timeline")["stage"])
    named = {label for labels in KIT.groups.values() for label in labels}
    assert named < stages and stages - named == {"AI 정부"}


def test_what_is_left_out_are_digests_and_the_idea_is_one_of_the_code_book():
    assert set(KIT.documents) <= set(documents.digest_headers()["id"])
    assert KIT.idea in agenda.load_codebook().labels("dpg")


def test_the_numbers_are_those_of_the_table():
    assert (KIT.alpha, KIT.least_ratio, KIT.least_documents, KIT.permutations, KIT.seed) == (0.05, 1.5, 5, 2000, 20230307)
    assert KIT.analyzers == ("komoran", "okt", "kiwi") and KIT.names == ("out", "in", "untitled")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_readers_own_table_is_read(tmp_path, encoding):
    mine = plans.load_plan(write(tmp_path, TEXT.replace("number,alpha,0.05", "number,alpha,0.01"), encoding))
    assert mine == replace(KIT, alpha=0.01, reasons=mine.reasons) and ("alpha", "0.01") in mine.reasons


def test_decomposed_hangul_names_the_same_stage(tmp_path):
    mine = plans.load_plan(write(tmp_path, unicodedata.normalize("NFD", TEXT)))
    assert mine.groups == KIT.groups


def test_what_the_reader_changed_is_told():
    changed = replace(KIT, alpha=0.1, groups={"가": ("나",), "다": ("라", "마")})
    rows = {name: (value, reason) for _, name, value, reason in plans.stated(changed)}
    assert rows["alpha"] == ("0.1", plans.CHANGED) and rows["다"] == ("라;마", plans.CHANGED)
    assert rows["seed"][0] == "20230307" and rows["seed"][1] != plans.CHANGED


def test_every_row_of_the_table_is_told_once():
    table = tables.load("thesis")
    told = [(name, value) for _, name, value, _ in plans.stated(KIT)]
    assert sorted(told) == sorted(zip(table["key"], table["value"], strict=True))


@pytest.mark.parametrize(("old", "new", "message"), [
    ("number,alpha,0.05,", "number,alfa,0.05,", "정해야 할 것이 빠졌습니다"), ("alpha,0.05", "alpha,조금", "'alpha'이 수가 아닙니다"),
    ("seed,20230307", "seed,1.5", "'seed'이 수가 아닙니다.\n.*1.5\n.*정수")])
def test_a_broken_table_is_refused(tmp_path, old, new, message):
    with pytest.raises(DataError, match=message):
        plans.load_plan(write(tmp_path, TEXT.replace(old, new)))


@pytest.mark.parametrize(("changes", "message"), [
    ({"groups": {"가": ("나",)}}, "견줄 묶음이 맞지 않습니다"), ({"groups": {"가": ("나",), "다": ("나",)}}, "받은 값: 가: 나 / 다: 나"),
    ({"alpha": 0}, "alpha가 맞지 않습니다"), ({"level": 1}, "level이 맞지 않습니다"), ({"least_ratio": 0.9}, "least_ratio가"),
    ({"permutations": 10}, "되풀이하는 횟수가 적습니다"), ({"least_documents": 1}, "least_documents가 너무 작습니다"),
    ({"names": ("maybe",)}, "설정이 맞지 않습니다"), ({"analyzers": ()}, "설정이 맞지 않습니다")])
def test_a_plan_that_cannot_be_carried_out_is_refused(changes, message):
    with pytest.raises(ParameterError, match=message):
        plans.check_plan(replace(KIT, **changes))


def test_an_unknown_analyzer_is_refused():
    with pytest.raises(DataError):
        plans.check_plan(replace(KIT, analyzers=("nosuch",)))
