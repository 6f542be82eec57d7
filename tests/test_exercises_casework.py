"""The exercises of lessons 3 and 4: what is drawn can be solved, the keys hold the kit's own levels, and figures are in their sources."""

import pytest

from dpgkit import cases, paths
from dpgkit.cases import caserules
from dpgkit.exercises import casework, expected03, expected04, given, traces, trial
from dpgkit.exercises.given import FIGURES
from dpgkit.impact import citations, coders, frameworks

SEEDS = range(40)


@pytest.fixture(scope="module")
def sentences():
    table = citations.units()
    return dict(zip(table["document"] + "#" + table["sentence"].astype(str), table["text"], strict=True))


def test_the_cases_are_the_kit_s_own_though_the_reader_has_changed_one(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_dir", lambda: tmp_path)
    own = tmp_path / "cases" / "housing"
    own.mkdir(parents=True)
    for file in (paths.cases_dir() / "housing").glob("*.*"):
        (own / file.name).write_bytes(file.read_bytes())
    text = (own / "case.yml").read_text(encoding="utf-8").replace("청약정보 통합 조회·신청", "고친 사례")
    (own / "case.yml").write_text(text, encoding="utf-8")
    casework.shipped.cache_clear()
    assert cases.load_case("housing").info.title == "고친 사례"
    assert casework.shipped("housing").info.title == casework.titles()["housing"] == "청약정보 통합 조회·신청"


def test_what_a_notebook_does_to_a_case_does_not_reach_the_checks():
    casework.case("housing").links.drop(columns="needed", inplace=True)
    casework.mapping("dpg").drop(columns="level", inplace=True)
    casework.side_by_side("backbone").drop(columns="가", inplace=True)
    assert "needed" in casework.shipped("housing").links and "level" in casework.shipped("dpg").mapping
    assert list(casework.side_by_side("backbone")) == ["칸", "가", "나"]


@pytest.mark.parametrize("name", given.CASES)
def test_every_shipped_case_is_known(name):
    assert name in casework.FOLDERS and casework.shipped(name).mapping.equals(cases.load_case(name).mapping)
    assert set(cases.shipped_names()) == set(given.CASES) == set(casework.FOLDERS)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_citation_of_four_is_wrong_and_its_numbers_lead_to_the_right_one(seed, sentences):
    rows = traces.drawn_citations(seed)
    assert rows["wrong"].sum() == 1 and rows["document"].is_unique and (rows["text"] == rows["shown"].map(sentences)).all()
    for row in rows.itertuples():
        numbers = set(traces.NUMBER.findall(traces.DATE.sub(" ", row.evidence)))
        numbers = {number for number in numbers if len(number) > 1}
        assert bool(numbers & set(traces.NUMBER.findall(row.text))) is not row.wrong
        assert row.wrong == (row.shown not in row.cited)


@pytest.mark.parametrize("seed", SEEDS)
def test_three_rows_of_five_break_each_another_rule(seed):
    rules = expected03.broken_rules(seed)
    assert sum(map(bool, rules)) == 3 and len(set(filter(None, rules))) == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_cells_hold_some_without_evidence_and_some_of_each_level(seed):
    cells = casework.drawn_cells(seed)
    assert len(cells) == casework.RATED and cells["cell"].is_unique
    assert (cells["status"] == "unverified").sum() >= 2 and len(expected03.levels_drawn(seed)) >= 3


def test_the_key_of_the_levels_holds_every_cell_and_the_level_of_the_kit():
    key, cells = trial.key("03_collective_impact")["03-3"], casework.rated_cells()
    assert set(key) == set(cells["cell"])
    for row in cells.itertuples():
        levels = casework.mapping(row.case).groupby(["condition", "actor"])["level"].max()
        assert int(levels[row.condition, row.actor]) in key[row.cell] and len(key[row.cell]) <= 2


def test_the_practice_values_give_the_published_agreement():
    """Of all fifteen cells: kappa 0.602649 and alpha 0.612040, 0.767861, 0.819876, as in the notes from which the values come."""
    both = coders.units(casework.practice("none"))
    assert expected03.chance("none").kappa == pytest.approx(0.602649, abs=1e-6)
    assert expected03.alpha("none", "ordinal") == pytest.approx(0.767861, abs=1e-6)
    assert expected03.alpha("none", "interval") == pytest.approx(0.819876, abs=1e-6) and len(both) == 30


@pytest.mark.parametrize("name", FIGURES)
def test_both_numbers_of_a_figure_stand_in_its_evidence(name):
    text, share = casework.figure(name)["근거"].iloc[0], expected03.FIGURES[name]
    assert f"{share.part:,}" in text and f"{share.whole:,}" in text and share.part < share.whole
    assert set(casework.FIGURES) == set(expected03.FIGURES) == set(FIGURES)


def test_the_rules_in_the_question_are_those_of_the_kit():
    source = (paths.kit_root() / "solutions" / "source" / "03_collective_impact.py").read_text(encoding="utf-8")
    assert all(f"# {number}. {meaning}\n" in source for number, meaning in caserules.RULES.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_invented_backbone_is_said_to_be_invented_and_can_be_judged(seed):
    facts = casework.backbone(seed)
    verdicts, overall = expected03.judged(seed)
    assert "지어낸" in casework.facts_of(facts)["적힌 것"].iloc[0]
    assert (overall == "이르지 못합니다") == bool(set(verdicts.values()) & set(frameworks.WEAK))


def test_the_reader_sees_no_answer_in_what_is_shown():
    shown = [traces.cited_rows(1), casework.cells_to_rate(1), casework.handed_in(1), casework.facts_of(casework.backbone(1))]
    assert not {"wrong", "cited", "elsewhere", "level", "판정"} & {column for table in shown for column in table}


# --- nets, against what was counted by hand


def test_the_net_of_the_benefit_case_by_hand():
    """Seven links of five parts; the notifier stands between agencies and the app and citizens, and citizens and the app."""
    found = expected04.between("benefit", "혜택알리미")
    assert (found.into, found.out, found.pairs, found.possible, found.first) == (2, 1, 3, 12, ["국민"])
    assert expected04.shape("benefit") == (7, 7 / 20, 2 / 7, 1.5)
    assert expected04.shape("benefit", directed=False)[:2] == (6, 6 / 10)


def test_the_housing_case_has_the_novelty_of_the_worked_example():
    assert expected04.sides("housing").novelty() == (0.5, 0.375)
    assert expected04.kind_of("housing", 0.5, 0.4) == ("아키텍처 혁신", 13)


def test_the_fall_of_the_data_centre_takes_two_services_of_others():
    found = expected04.fall("dpg", "국가정보자원관리원")
    assert found.stopped == {"정부24", "나라장터"} and (found.lost, found.services, found.loosened) == (2, 6, 0) and found.single
    assert not expected04.fall("dpg", "행정기관").single


def test_keys_are_summed_from_the_largest():
    counts = sorted(casework.apis(2026)["인증키"], reverse=True)
    found = expected04.keys_of(2026, 2)
    assert (found.total, found.top) == (sum(counts), counts[0] + counts[1])
    assert sum(counts[:found.half]) >= found.total / 2 > sum(counts[:found.half - 1])
    assert len(counts) == casework.APIS
