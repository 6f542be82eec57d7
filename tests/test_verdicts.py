"""Deciding functions on tables of a few rows: they follow the rows, and say so when no row decides."""

import pandas as pd
import pytest

from dpgkit.claims import verdicts

TIMELINE = {"timeline": pd.DataFrame([{
    "id": "T001", "date": "2001-03-28", "title_ko": "전자정부법 제정", "description_ko": "", "actor": "국회"}])}
EDITIONS = {"egdi_editions": pd.DataFrame({"year": [2008, 2010, 2012], "n_assessed": [182, 183, 190]})}


@pytest.mark.parametrize(("date", "verdict"), [("2001", "supported"), ("2001-03-28", "supported"), ("2002", "off")])
def test_an_event_is_decided_by_its_date(date, verdict):
    assert verdicts.event(TIMELINE, title="전자정부법.*제정", date=date).verdict == verdict


def test_no_row_means_that_it_cannot_be_checked():
    found = verdicts.event(TIMELINE, title="없는 사건", date="2001")
    assert found.verdict == "cannot_check" and found.rows == 0


@pytest.mark.parametrize(("least", "verdict"), [(180, "supported"), (190, "off")])
def test_editions_are_counted_one_by_one(least, verdict):
    assert verdicts.editions(EDITIONS, column="n_assessed", fits=lambda counts: counts >= least).verdict == verdict


def test_a_column_that_is_not_there_cannot_decide():
    assert verdicts.editions(EDITIONS, column="assessment_year", fits=lambda years: years > 0).verdict == "cannot_check"
