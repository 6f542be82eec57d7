"""Measured values of a case: counts, or a rate alone where the counts are not known."""

import pandas as pd
import pytest

from dpgkit import cases, kpi
from dpgkit.cases import caselibrary, caserules, values
from dpgkit.errors import DataError
from dpgkit.impact import checkup, frameworks
from dpgkit.kpi import gaming, targets

HEAD = "indicator,year,numerator,denominator,rate,sentences,source_title,source_url"
SENTENCE = "2023_insurance_claim_law#13"
TOLD = pd.DataFrame({"indicator": "linked_share", "year": [2024, 2025], "numerator": pd.array([None, 10920], dtype="Int64"),
                     "denominator": pd.array([None, 104541], dtype="Int64"), "rate": [7.5, None], "source_title": "기관 기록"})
ROW = {"numerator": "", "denominator": "", "rate": "", "sentences": "", "source_title": "기관", "source_url": "내부 자료"}


def own(tmp_path, monkeypatch, lines):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    file = caselibrary.new_case("내사례", "insurance") / "measurements.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_rate_alone_is_a_value_and_counts_come_first():
    assert values.rates(TOLD)["rate"].round(4).tolist() == [7.5, 10.4457]
    assert kpi.rates(kpi.rates(TOLD))["rate"].tolist() == values.rates(TOLD)["rate"].tolist()
    both = TOLD.assign(rate=50.0)
    assert values.rates(both)["rate"].round(4).tolist() == [50.0, 10.4457]


def test_what_needs_counts_says_so_and_the_rest_goes_on():
    measured = kpi.rates(TOLD)
    assert kpi.pooling(measured)["비율(%)"].tolist() == [kpi.UNCOUNTED, pytest.approx((7.5 + 10.445662) / 2)]
    assert gaming.denominator_watch(measured)["살필 것"].tolist() == ["분모를 모릅니다", ""]
    assert frameworks.needle(TOLD)["progress"].tolist() == [39.3]         # 10.4457 / 7.5
    assert targets.trend_targets(measured, 2026)["value"].round(3).tolist() == [13.391, 8.973, 10.446]


@pytest.mark.parametrize(("given", "found"), [
    ({"rate": "91.7"}, []), ({"numerator": "917", "denominator": "1000"}, []),
    ({"numerator": "917", "denominator": "1000", "rate": "91.7"}, []), ({"numerator": "917", "denominator": "1000", "rate": "92"}, []),
    ({"numerator": "917", "denominator": "1000", "rate": "91.5"}, ["비율이 분자와 분모에서 나온 값과 다릅니다"]),
    ({}, ["값이 없습니다"]), ({"numerator": "917"}, ["분자와 분모 가운데 하나만 있습니다"]),
    ({"numerator": "917", "rate": "91.7"}, ["분자와 분모 가운데 하나만 있습니다"]),
    ({"rate": "91.7", "source_url": ""}, ["값의 출처에 주소가 없습니다"]),
    ({"rate": "91.7", "source_url": "", "sentences": "우리문서#3"}, [])])
def test_a_measurement_has_one_value_and_a_place_to_look_it_up(given, found):
    assert caserules.check_measurements(pd.DataFrame([ROW | given]))["문제"].tolist() == found


def test_a_rate_with_its_sign_is_read_from_the_file_and_checked_in_the_lesson(tmp_path, monkeypatch):
    own(tmp_path, monkeypatch, [HEAD, "linked_share,2024,,,7.5%,,기관 기록,내부 자료",
                                'linked_share,2025,"10,920","104,541",,,기관 기록,내부 자료'])
    case = cases.load_case("내사례")
    assert kpi.measured(case.measurements, "linked_share")["rate"].round(2).tolist() == [7.5, 10.45]
    assert checkup.check_case("내사례").empty
    state = kpi.latest(case.indicators, case.measurements).set_index("indicator")
    assert state.loc["linked_share", ["year", "rate"]].tolist() == [2025, 10.445662]


def test_a_rate_among_the_counts_is_refused_with_the_way_to_write_it(tmp_path, monkeypatch):
    own(tmp_path, monkeypatch, [HEAD, "linked_share,2025,10.4%,,,,기관 기록,내부 자료"])
    with pytest.raises(DataError, match="rate에 비율"):
        cases.load_case("내사례")


def test_a_sentence_that_holds_the_rate_states_it(tmp_path, monkeypatch):
    own(tmp_path, monkeypatch, [HEAD, f"linked_share,2025,,,10.4,{SENTENCE},다자비,", f"linked_share,2024,,,55,{SENTENCE},가,"])
    found = checkup.check_case("내사례")
    assert found[["행", "열", "받은 값"]].values.tolist() == [[3, "sentences", f"비율 55.00%: {SENTENCE}"]]
