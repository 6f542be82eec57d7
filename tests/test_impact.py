"""Five conditions by actors, and where the evidence is thin."""

import pandas as pd
import pytest

from dpgkit import impact
from dpgkit.cases import load_case, shipped_names

MAPPING = load_case("housing").mapping


def rows(*cells):
    return pd.DataFrame(cells, columns=["condition", "actor", "status"]).assign(activity="활동", activity_en="")


def test_the_table_has_the_conditions_in_their_order():
    table = impact.table_of_conditions(MAPPING)
    assert table["조건"].tolist() == ["공동의 어젠다", "성과시스템 공유", "상호활동의 강화", "지속적인 소통", "중추지원조직"]
    assert not (table == "—").any(axis=None)


def test_a_plan_is_not_shown_as_a_fact():
    table = impact.table_of_conditions(MAPPING).set_index("조건")
    assert table.loc["중추지원조직", "국민"].endswith("[근거 미확인]") and table.loc["지속적인 소통", "국민"].endswith("[혜택만]")
    assert not table["정부"].str.contains("[", regex=False).any()


def test_the_english_words_stand_behind_the_korean_ones():
    table = impact.table_of_conditions(MAPPING, english=True)
    assert table["조건"].iloc[-1] == "중추지원조직 (Backbone support)"
    assert table["국민"].iloc[-1].endswith("(Takes part in the decisions of the backbone [unverified])")
    assert impact.table_of_conditions(rows(("backbone", "citizens", "documented")), english=True)["국민"].iloc[-1] == "활동"


def test_an_empty_cell_shows_as_a_dash():
    table = impact.table_of_conditions(rows(("backbone", "citizens", "documented")))
    assert (table == "—").sum(axis=None) == 14


def test_other_actors_get_a_column_and_other_rows_do_not():
    mapping = rows(("backbone", "nonprofit", "documented"), ("outcome", "academia", "documented"))
    assert list(impact.table_of_conditions(mapping)) == ["조건", "정부", "기업", "국민", "비영리"]
    assert len(impact.cell_status(mapping)) == 20


def test_the_best_evidence_of_a_cell_counts():
    cells = impact.cell_status(rows(("backbone", "citizens", "unverified"), ("backbone", "citizens", "inferred")))
    assert cells.set_index(["condition", "actor"]).loc[("backbone", "citizens"), "status"] == "inferred"


def test_shares_are_counted_over_all_cells():
    mapping = rows(("backbone", "citizens", "documented"), ("backbone", "business", "documented"))
    shares = impact.evidence_share(mapping).set_index("condition")["share"]
    assert shares["backbone"] == pytest.approx(2 / 3, abs=1e-6) and shares.drop("backbone").sum() == 0


def test_words_of_the_corpus_are_found_in_the_activities():
    mapping = rows(("backbone", "citizens", "documented")).assign(activity="위원회가 국민의 의견을 듣습니다.")
    shared = impact.shared_words(mapping, pd.DataFrame({"term": ["국민", "의견", "법률"]}))
    assert shared.set_index("condition").loc["backbone", "words"] == "국민, 의견"
    assert "1개(중추지원조직)" in impact.read_shared_words(shared)


def test_no_shared_word_is_said_plainly():
    shared = impact.shared_words(MAPPING, pd.DataFrame({"term": ["육아휴직"]}))
    assert impact.read_shared_words(shared).startswith("이 말뭉치의 핵심어 가운데 표의 활동에 나오는 것이 없습니다")


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_case_can_be_laid_out_and_read(name):
    mapping = load_case(name).mapping
    assert len(impact.table_of_conditions(mapping, english=True)) == 5 and impact.labelled(mapping).notna().all(axis=None)
    assert "칸에 문서로 확인한 근거가 있습니다" in impact.read_evidence(mapping)
