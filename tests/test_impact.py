"""Five conditions by three actors, and where the evidence is thin."""

import pandas as pd
import pytest

from dpgkit import impact
from dpgkit.cases import case_names, load_case

MAPPING = load_case("housing").mapping


def rows(*cells):
    return pd.DataFrame(cells, columns=["condition", "actor", "status"]).assign(activity="활동")


def test_the_table_has_the_conditions_in_their_order():
    table = impact.table_of_conditions(MAPPING)
    assert table["조건"].tolist() == ["공동의 어젠다", "성과시스템 공유", "상호활동의 강화", "지속적인 소통", "중추지원조직"]
    assert not (table == "—").any(axis=None)


def test_a_plan_is_not_shown_as_a_fact():
    table = impact.table_of_conditions(MAPPING).set_index("조건")
    assert table.loc["중추지원조직", "국민"].endswith("[근거 미확인]") and table.loc["지속적인 소통", "국민"].endswith("[혜택만]")
    assert not table["정부"].str.contains("[", regex=False).any()


def test_an_empty_cell_shows_as_a_dash():
    table = impact.table_of_conditions(rows(("backbone", "citizens", "documented")))
    assert (table == "—").sum(axis=None) == 14


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


@pytest.mark.parametrize("name", case_names())
def test_unverified_and_inferred_rows_carry_their_marks(name):
    mapping = load_case(name).mapping
    assert ((mapping["status"] == "unverified") == (mapping["evidence"] == "근거 미확인")).all()
    assert ((mapping["status"] == "inferred") == mapping["evidence"].str.contains("[추론]", regex=False)).all()
    assert (mapping.loc[mapping["status"] != "unverified", "source_url"].str.startswith("http")).all()
