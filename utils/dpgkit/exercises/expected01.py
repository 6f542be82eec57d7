"""What the checks of lesson 1 compare with, recomputed from the tables of the kit."""

from functools import cache
from itertools import pairwise

import pandas as pd

from dpgkit.exercises import material
from dpgkit.exercises.given import History
from dpgkit.history import decomposition, disputes, egdi, surveys

FIRST = 2008             # the first edition of exercise 01-4
KINDS = {"일 차이": "날짜가 다름", "달 차이": "날짜가 다름", "년 차이": "날짜가 다름", "자세함": "자세함이 다름",
         "반올림": "반올림이나 버림", "버리면": "반올림이나 버림", "다른 값": "수가 다름", "다른 이름": "이름이 다름"}


def index() -> pd.DataFrame:
    """Return the table ``egdi``."""
    return material.table("egdi")


@cache
def of_country(country: str) -> pd.DataFrame:
    """Return the rows of the editions in which a country was assessed."""
    rows = index()[index()["iso3"] == country]
    return egdi.assessed(rows).sort_values("year")


def between(given: History) -> pd.DataFrame:
    """Return the rows of the country from the earlier to the later edition."""
    rows = of_country(given.country)
    return rows[rows["year"].between(given.from_year, given.to_year)]


def score_parts(given: History) -> pd.DataFrame:
    """Return what each component added to the score between the two editions; the first three rows are the components."""
    rows = of_country(given.country)
    return decomposition.score_change(rows, material.table("egdi_editions"), given.country, given.from_year, given.to_year)


@cache
def moves(country: str) -> tuple[list[int], list[int]]:
    """Return the editions since ``FIRST`` with a higher score and a worse rank, and those with a higher score and a better rank."""
    pairs = list(pairwise(of_country(country).query("year >= @FIRST").itertuples()))
    apart = [new.year for old, new in pairs if new.egdi > old.egdi and new.egdi_rank > old.egdi_rank]
    better = [new.year for old, new in pairs if new.egdi > old.egdi and new.egdi_rank < old.egdi_rank]
    return apart, better


@cache
def survey_steps(measure: str) -> pd.DataFrame:
    """Return the steps of one measure of the survey, and whether each is broken."""
    survey = material.table("service_survey")
    series = surveys.survey_series(survey)
    steps = surveys.line_steps(series, surveys.breaks(survey, material.table("survey_methods")))
    return steps[steps["measure"] == measure]


def disputed(name: str) -> pd.DataFrame:
    """Return the rows of one disagreement of sources."""
    rows = material.table("disputes")
    return rows[rows["dispute"] == name]


def kind_of_difference(rows: pd.DataFrame) -> str:
    """Return in which of the kinds that students choose from the values differ."""
    relation = disputes.relation(rows)
    return next(kind for sign, kind in KINDS.items() if sign in relation)
